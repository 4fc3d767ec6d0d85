import Autodiff
import CKernelPaths
import Glibc

/// The element-wise functions that have vector kernels.
enum VectorKernel: CaseIterable {
  case exp, tanh, sigmoid, erf

  func callAsFunction(_ x: [Double]) -> [Double] {
    var y = [Double](repeating: .nan, count: x.count)
    switch self {
    case .exp: Double.exp(x, into: &y, count: x.count)
    case .tanh: Double.tanh(x, into: &y, count: x.count)
    case .sigmoid: Double.sigmoid(x, into: &y, count: x.count)
    case .erf: Double.erf(x, into: &y, count: x.count)
    }
    return y
  }

  func callAsFunction(_ x: [Float]) -> [Float] {
    var y = [Float](repeating: .nan, count: x.count)
    switch self {
    case .exp: Float.exp(x, into: &y, count: x.count)
    case .tanh: Float.tanh(x, into: &y, count: x.count)
    case .sigmoid: Float.sigmoid(x, into: &y, count: x.count)
    case .erf: Float.erf(x, into: &y, count: x.count)
    }
    return y
  }

  /// The same as compiled for one generation of CPU.
  func callAsFunction(_ x: [Double], on path: kernel_path) -> [Double] {
    var y = [Double](repeating: .nan, count: x.count)
    let kernel =
      switch self {
      case .exp: path.exp
      case .tanh: path.tanh
      case .sigmoid: path.sigmoid
      case .erf: path.erf
      }
    kernel?(x, &y, x.count)
    return y
  }

  /// The same as compiled for one generation of CPU.
  func callAsFunction(_ x: [Float], on path: kernel_path) -> [Float] {
    var y = [Float](repeating: .nan, count: x.count)
    let kernel =
      switch self {
      case .exp: path.expf
      case .tanh: path.tanhf
      case .sigmoid: path.sigmoidf
      case .erf: path.erff
      }
    kernel?(x, &y, x.count)
    return y
  }

  /// The value in double precision by the C library, for judging single precision.
  func scalar(_ x: Double) -> Double {
    switch self {
    case .exp: Double.exp(x)
    case .tanh: Double.tanh(x)
    case .sigmoid: x < 0 ? Double.exp(x) / (1 + Double.exp(x)) : 1 / (1 + Double.exp(-x))
    case .erf: Double.erf(x)
    }
  }

  #if arch(x86_64)
    /// The value with eleven bits to spare, for judging double precision.
    func extended(_ x: Float80) -> Float80 {
      switch self {
      case .exp: expl(x)
      case .tanh: tanhl(x)
      case .sigmoid: x < 0 ? expl(x) / (1 + expl(x)) : 1 / (1 + expl(-x))
      case .erf: erfl(x)
      }
    }
  #endif

  /// Where the formula of a kernel changes, and where its results leave the range or become constant.
  var seams: [Double] {
    let halves = (-1076...1025).map { (Double($0) + 0.5) * 0.6931471805599453 }
    switch self {
    case .exp: return halves + [709.782712893384, -708.3964185322641, -745.1332191019412]
    case .tanh: return halves.map { $0 / 2 } + [0.35, 0.625, 10, 20]
    case .sigmoid: return halves + [40, 0, -708.3964185322641]
    case .erf: return [0.5, 1, 6, 5.9215871957945]
    }
  }
}
