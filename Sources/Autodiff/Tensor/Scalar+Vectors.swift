import CKernels

extension Double {
  public static func tanh(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    for index in 0..<count { y[index] = tanh(x[index]) }
  }
}

extension Float {
  public static func tanh(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernel_tanhf(x, y, count)
  }
}
