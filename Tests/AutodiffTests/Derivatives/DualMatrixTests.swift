import Autodiff
import Basics
import TestSupport
import Testing

/// A matrix of two rows, which knows nothing of derivatives.
private struct Matrix2 {
  var (a, b, c, d): (Double, Double, Double, Double)

  /// The number a moving with the velocity `slope`, as `[[a, slope], [0, a]]`.
  init(_ value: Double, slope: Double = 0) { (a, b, c, d) = (value, slope, 0, value) }

  private init(_ a: Double, _ b: Double, _ c: Double, _ d: Double) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  static func + (x: Matrix2, y: Matrix2) -> Matrix2 {
    Matrix2(x.a + y.a, x.b + y.b, x.c + y.c, x.d + y.d)
  }

  static func - (x: Matrix2, y: Matrix2) -> Matrix2 { x + Matrix2(-1) * y }

  static func * (x: Matrix2, y: Matrix2) -> Matrix2 {
    Matrix2(
      x.a * y.a + x.b * y.c, x.a * y.b + x.b * y.d, x.c * y.a + x.d * y.c, x.c * y.b + x.d * y.d)
  }

  var inverse: Matrix2 {
    let determinant = a * d - b * c
    return Matrix2(d / determinant, -b / determinant, -c / determinant, a / determinant)
  }

  /// `Σ cₖ·xᵏ/k!` by the powers of the matrix, where the signs repeat: 1, 1, 1, 1 for exp and
  /// 0, 1, 0, -1 for sin.
  func series(_ signs: [Double]) -> Matrix2 {
    var (sum, term) = (Matrix2(0), Matrix2(1))
    for power in 0..<60 {
      sum = sum + Matrix2(signs[power % signs.count]) * term
      term = term * self * Matrix2(1 / Double(power + 1))
    }
    return sum
  }

  var exponential: Matrix2 { series([1]) }
  var sine: Matrix2 { series([0, 1, 0, -1]) }
  var cosine: Matrix2 { series([1, 0, -1, 0]) }
}

/// Dual numbers are matrices `[[a, ȧ], [0, a]]`: computing with these alone gives the tangents.
@Suite struct DualMatrixTests {
  private static let operations: [Autodiff.Operation] = [
    .add, .subtract, .multiply, .divide, .exp, .sin, .cos, .reciprocal, .square, .negate, .tanh,
    .sigmoid, .sinh, .cosh, .tan,
  ]

  private func apply(_ operation: Autodiff.Operation, _ x: [Matrix2]) -> Matrix2 {
    let one = Matrix2(1)
    return switch operation {
    case .add: x[0] + x[1]
    case .subtract: x[0] - x[1]
    case .multiply: x[0] * x[1]
    case .divide: x[0] * x[1].inverse
    case .exp: x[0].exponential
    case .sin: x[0].sine
    case .cos: x[0].cosine
    case .tan: x[0].sine * x[0].cosine.inverse
    case .reciprocal: x[0].inverse
    case .square: x[0] * x[0]
    case .negate: Matrix2(0) - x[0]
    case .sinh: x[0].series([0, 1])
    case .cosh: x[0].series([1, 0])
    case .tanh: x[0].series([0, 1]) * x[0].series([1, 0]).inverse
    case .sigmoid: (one + (Matrix2(0) - x[0]).exponential).inverse
    default: Matrix2(.nan)
    }
  }

  @Test(arguments: 0..<200)
  func `matrices of two rows give the values and tangents of a program`(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var graph = Graph()
    var matrices: [Matrix2] = []
    var seeds: [(value: Double, slope: Double)] = []
    for _ in 0..<3 {
      _ = try graph.appendInput()
      seeds.append((random.number(in: -1...1), random.factor()))
      matrices.append(Matrix2(seeds[seeds.count - 1].value, slope: seeds[seeds.count - 1].slope))
    }
    while graph.count < 20 {
      let operation = Self.operations[random.integer(below: Self.operations.count)]
      let places = (0..<operation.arity.upperBound).map { _ in random.integer(below: graph.count) }
      let matrix = apply(operation, places.map { matrices[$0] })
      // Taylor's series lose their digits far out.
      guard matrix.a.magnitude < 3, matrix.b.magnitude < 100 else { continue }
      _ = try graph.append(operation, places.map { Array(graph.nodes)[$0] })
      matrices.append(matrix)
    }
    var evaluation = try Evaluation<Double>(of: graph)
    let inputs = Array(graph.nodes.prefix(3))
    for (node, seed) in zip(inputs, seeds) { try evaluation.setValue(seed.value, of: node) }
    evaluation.forward()
    try evaluation.pushforward(along: Array(zip(inputs, seeds)).map { ($0.0, [$0.1.slope]) })
    for (node, matrix) in zip(graph.nodes, matrices) {
      let (value, slope) = (
        evaluation.value(of: node).elements[0], evaluation.tangent(of: node).elements[0]
      )
      #expect((value - matrix.a).magnitude <= 1e-9)
      #expect((slope - matrix.b).magnitude <= 1e-9 * max(1, slope.magnitude))
      #expect((matrix.c, matrix.d) == (0, matrix.a))
    }
  }
}
