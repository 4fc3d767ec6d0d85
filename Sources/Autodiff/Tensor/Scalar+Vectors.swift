import CKernels

/// Elements in memory at equal distances, such as a column of a matrix.
public struct Line<Element> {
  let start: UnsafePointer<Element>
  let count: Int
  /// How far each element is from the one before.
  let stride: Int
}

extension Double {
  public static func exp(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    kernel_exp(x, y, count)
  }

  public static func tanh(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    kernel_tanh(x, y, count)
  }

  public static func sigmoid(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    kernel_sigmoid(x, y, count)
  }

  public static func erf(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    kernel_erf(x, y, count)
  }

  public static func exponentialSum(
    _ line: Line<Double>, less peak: Double, into terms: UnsafeMutablePointer<Double>?
  ) -> Double {
    kernel_exp_sum(line.start, line.count, line.stride, peak, terms)
  }

  public static func addSoftmax(
    _ line: Line<Double>, less peak: Double, sum: Double, hot: Int?, times factor: Double,
    to result: UnsafeMutablePointer<Double>
  ) {
    kernel_add_softmax(
      line.start, line.count, line.stride, peak, sum, factor, hot ?? -1, result)
  }
}

extension Float {
  public static func exp(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernel_expf(x, y, count)
  }

  public static func tanh(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernel_tanhf(x, y, count)
  }

  public static func sigmoid(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernel_sigmoidf(x, y, count)
  }

  public static func erf(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernel_erff(x, y, count)
  }

  public static func exponentialSum(
    _ line: Line<Float>, less peak: Float, into terms: UnsafeMutablePointer<Float>?
  ) -> Float {
    kernel_exp_sumf(line.start, line.count, line.stride, peak, terms)
  }

  public static func addSoftmax(
    _ line: Line<Float>, less peak: Float, sum: Float, hot: Int?, times factor: Float,
    to result: UnsafeMutablePointer<Float>
  ) {
    kernel_add_softmaxf(
      line.start, line.count, line.stride, peak, sum, factor, hot ?? -1, result)
  }
}
