import Autodiff
import Basics
import TestSupport
import Testing

/// A smooth function of one number, for checks that must accuse no right rule and miss no wrong one.
struct SmoothFunction: Sendable, CustomTestStringConvertible {
  let name: String
  let domain: Domain
  let apply: @Sendable (Node) -> Node

  var testDescription: String { name }

  /// Where a function is defined, and where its points are neither tiny nor huge.
  enum Domain: Sendable {
    case all, positive, insideOne

    func contains(_ x: Double) -> Bool {
      switch self {
      case .all: x != 0
      case .positive: x > 0
      case .insideOne: x != 0 && x.magnitude < 1
      }
    }

    var ordinary: ClosedRange<Double> {
      switch self {
      case .all: -2...2
      case .positive: 0.3...3
      case .insideOne: -0.8...0.8
      }
    }
  }

  init(_ name: String, _ domain: Domain = .all, _ apply: @escaping @Sendable (Node) -> Node) {
    self.name = name
    self.domain = domain
    self.apply = apply
  }
}

extension SmoothFunction {
  /// The operations of the catalogue that take one number, and losses and reductions of a few.
  static let operations: [SmoothFunction] = [
    SmoothFunction("exp(x)") { exp($0) },
    SmoothFunction("log(x)", .positive) { log($0) },
    SmoothFunction("sqrt(x)", .positive) { sqrt($0) },
    SmoothFunction("x²") { $0.squared() },
    SmoothFunction("1/x") { $0.reciprocal() },
    SmoothFunction("sin(x)") { sin($0) },
    SmoothFunction("cos(x)") { cos($0) },
    SmoothFunction("tan(x)") { tan($0) },
    SmoothFunction("asin(x)", .insideOne) { asin($0) },
    SmoothFunction("acos(x)", .insideOne) { acos($0) },
    SmoothFunction("atan(x)") { atan($0) },
    SmoothFunction("sinh(x)") { sinh($0) },
    SmoothFunction("cosh(x)") { cosh($0) },
    SmoothFunction("tanh(x)") { tanh($0) },
    SmoothFunction("sigmoid(x)") { sigmoid($0) },
    SmoothFunction("softplus(x)") { softplus($0) },
    SmoothFunction("gelu(x)") { gelu($0) },
    SmoothFunction("erf(x)") { erf($0) },
    SmoothFunction("erfc(x)") { erfc($0) },
    SmoothFunction("x^2.5", .positive) { pow($0, 2.5) },
    SmoothFunction("x^-3") { pow($0, -3.0) },
    SmoothFunction("2^x") { pow(Node(2), $0) },
    SmoothFunction("x^x", .positive) { pow($0, $0) },
    SmoothFunction("logsumexp(x, 1, 2)") { Node.stacked([$0, 1.0, 2.0]).logSumExp() },
    SmoothFunction("softmax(x, 1, 2)[0]") {
      Node.stacked([$0, 1.0, 2.0]).softmax().dot([1, 0, 0])
    },
    SmoothFunction("mean(x², x)") { Node.stacked([$0 * $0, $0]).mean() },
    SmoothFunction("sigmoid cross entropy") { $0.sigmoidCrossEntropy(targets: 0.3) },
    SmoothFunction("mean squared error") { $0.meanSquaredError(targets: 0.3) },
  ]

  /// Programs whose intermediate values round, cancel and saturate.
  static let programs: [SmoothFunction] = [
    SmoothFunction("log(1 + exp(x))") { log(1 + exp($0)) },
    SmoothFunction("1 - tanh(x)²") { 1 - tanh($0).squared() },
    SmoothFunction("σ(1 - σ)") { sigmoid($0) * (1 - sigmoid($0)) },
    SmoothFunction("log(σ)") { log(sigmoid($0)) },
    SmoothFunction("-log(1 - σ)") { 0 - log(1 - sigmoid($0)) },
    SmoothFunction("1/(1 + exp(-x))") { 1 / (1 + exp(0 - $0)) },
    SmoothFunction("1/(exp(x) + 1)") { 1 / (exp($0) + 1) },
    SmoothFunction("xσ(x)") { $0 * sigmoid($0) },
    SmoothFunction("x tanh(softplus(x))") { $0 * tanh(softplus($0)) },
    SmoothFunction("exp(-x²)") { exp(0 - $0 * $0) },
    SmoothFunction("x exp(-x²)") { $0 * exp(0 - $0 * $0) },
    SmoothFunction("exp(-exp(x))") { exp(0 - exp($0)) },
    SmoothFunction("1/(1 + x²)") { 1 / (1 + $0 * $0) },
    SmoothFunction("x/(1 + x²)") { $0 / (1 + $0 * $0) },
    SmoothFunction("sqrt(1 + x²)") { sqrt(1 + $0 * $0) },
    SmoothFunction("sqrt(1 + x²) - 1") { sqrt(1 + $0 * $0) - 1 },
    SmoothFunction("x/sqrt(1 + x²)") { $0 / sqrt(1 + $0 * $0) },
    SmoothFunction("log(1 + x²)") { log(1 + $0 * $0) },
    SmoothFunction("x³") { $0 * $0 * $0 },
    SmoothFunction("x⁴ - x²") { ($0 * $0).squared() - $0 * $0 },
    SmoothFunction("x(x - 1)(x - 2)(x - 3)") { $0 * ($0 - 1) * ($0 - 2) * ($0 - 3) },
    SmoothFunction("sin(x)/x") { sin($0) / $0 },
    SmoothFunction("(1 - cos(x))/x²") { (1 - cos($0)) / ($0 * $0) },
    SmoothFunction("(exp(x) - 1)/x") { (exp($0) - 1) / $0 },
    SmoothFunction("exp(x) - exp(-x)") { exp($0) - exp(0 - $0) },
    SmoothFunction("cosh(x) - 1") { cosh($0) - 1 },
    SmoothFunction("log(cosh(x))") { log(cosh($0)) },
    SmoothFunction("sinh(x)/cosh(x)") { sinh($0) / cosh($0) },
    SmoothFunction("tanh(x)²") { tanh($0).squared() },
    SmoothFunction("x erf(x)") { $0 * erf($0) },
    SmoothFunction("atan(1/x)") { atan(1 / $0) },
    SmoothFunction("log(x)/x", .positive) { log($0) / $0 },
    SmoothFunction("x log(x)", .positive) { $0 * log($0) },
    SmoothFunction("sqrt(x) log(x)", .positive) { sqrt($0) * log($0) },
    SmoothFunction("log(exp(x))") { log(exp($0)) },
    SmoothFunction("exp(log(x))", .positive) { exp(log($0)) },
    SmoothFunction("cos(x) exp(-x)") { cos($0) * exp(0 - $0) },
    SmoothFunction("sin(x²)") { sin($0 * $0) },
    SmoothFunction("sin(exp(x))") { sin(exp($0)) },
    SmoothFunction("exp(sin(x))") { exp(sin($0)) },
    SmoothFunction("asin(tanh(x))") { asin(tanh($0)) },
    SmoothFunction("tan(atan(x))") { tan(atan($0)) },
    SmoothFunction("(x + 1000) - 1000") { ($0 + 1000) - 1000 },
    SmoothFunction("(x + 1)² - x²") { ($0 + 1).squared() - $0.squared() },
    SmoothFunction("x²/(x² + 1e-3)") { $0 * $0 / ($0 * $0 + 1e-3) },
  ]

  static let all = operations + programs
}

extension SmoothFunction {
  /// 100 points: saturated, tiny, huge and ordinary ones, as far as the function is defined there.
  func points(using random: inout SplitMix64) -> [Double] {
    let saturated = (1...15).flatMap { [2.7 * Double($0), -2.7 * Double($0)] }
    let tiny = (0..<15).flatMap { power in
      let number = Double.pow(10, -2.5 - 0.37 * Double(power * power))
      return [number, -1.3 * number]
    }
    let huge = (2...7).flatMap { [Double.pow(10, Double($0)), -1.7 * Double.pow(10, Double($0))] }
    let extreme = (saturated + tiny + huge).filter(domain.contains)
    return extreme + ordinaryPoints(100 - extreme.count, using: &random)
  }

  func ordinaryPoints(_ count: Int, using random: inout SplitMix64) -> [Double] {
    random.separated(count, in: domain.ordinary)
  }

  /// The check at a point, of the adjoint times a factor; `nil` where value or derivative is not
  /// finite, or the derivative is nothing.
  func check(at point: Double, times factor: Double = 1) throws -> DerivativeCheck? {
    let tape = Tape()
    let x = tape.input("x")
    let output = apply(x)
    var evaluation = try tape.evaluation(at: [x: TensorLiteral(point)])
    evaluation.forward()
    let node = try output.id
    try evaluation.reverse(from: node)
    let adjoint = try #require(evaluation.adjoint(of: x).scalar)
    let value = try #require(evaluation.value(of: node).scalar)
    guard value.isFinite, adjoint.isFinite, adjoint != 0 else { return nil }
    let check = try GradientCheck(of: node, in: evaluation)
    return try check.report(judging: [x.id: [adjoint * factor]]).elements.first
  }
}
