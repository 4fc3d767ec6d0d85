import Autodiff
import Basics
import TestSupport
import Testing

@testable import Formula

/// `grad` of `grad` in programs of random functions, at ordinary points and in corners.
@Suite struct SecondDerivativeTests {
  /// A function of two scalars and a vector, and where it is differentiated, along which direction.
  private struct Case {
    var lines: [String]
    var point: [[Double]]
    var direction: [[Double]]

    private static let names = ["x", "y", "v"]

    /// The inputs at a distance from the point along the direction.
    private func inputs(at distance: Double) -> String {
      zip(Self.names, zip(point, direction)).map { name, numbers in
        let elements = zip(numbers.0, numbers.1).map { "\($0 + distance * $1)" }
        let value =
          elements.count == 1 ? elements[0] : "[\(elements.joined(separator: ", "))]"
        return "\(name) = \(value)\n"
      }.joined()
    }

    private var function: String {
      "f(x, y, v) =\n" + lines.map { "  \($0)\n" }.joined()
    }

    /// `grad` of `grad`, the derivative along the direction within.
    func program() throws -> Program {
      let slopes = zip(Self.names, direction).map { name, direction in
        let numbers = direction.map { "\($0)" }.joined(separator: ", ")
        return direction.count == 1
          ? "grad(f(x, y, v), \(name))*(\(numbers))"
          : "sum(grad(f(x, y, v), \(name))*[\(numbers)])"
      }
      return try Program(
        inputs(at: 0) + function + "slope = \(slopes.joined(separator: " + "))\n"
          + "h = [\(Self.names.map { "grad(slope, \($0))" }.joined(separator: "; "))]")
    }

    /// The Hessian times the direction at a distance from the point.
    func hessianProduct(at distance: Double = 0) throws -> [Double] {
      let plain = try plain(at: distance)
      var hessian = try HessianProduct(
        of: plain.output, by: plain.inputs.map(\.node), at: plain.evaluation(in: Double.self))
      return try hessian.hvp(along: direction).flatMap(\.elements)
    }

    func plain(at distance: Double = 0) throws -> Program {
      try Program(inputs(at: distance) + function + "z = f(x, y, v)")
    }

    /// The adjoints at a distance from the point.
    func gradient(at distance: Double) throws -> [Double] {
      let program = try plain(at: distance)
      var evaluation = try program.evaluation(in: Double.self)
      evaluation.forward()
      try evaluation.reverse(from: program.output)
      return program.inputs.flatMap { evaluation.adjoint(of: $0.node).elements }
    }
  }

  /// Writes functions at random, the same for the same seed.
  private struct Writer {
    var random: SplitMix64
    private var scalars = ["x", "y"]
    private var vectors = ["v"]

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
      choices[random.integer(below: choices.count)]
    }

    mutating func lines() -> [String] {
      var lines: [String] = []
      for number in 0..<(2 + random.integer(below: 4)) {
        if random.integer(below: 3) == 0 {
          lines.append("w\(number) = \(vector())")
          vectors.append("w\(number)")
        } else {
          lines.append("a\(number) = \(scalar())")
          scalars.append("a\(number)")
        }
      }
      if random.integer(below: 3) == 0 {
        let name = scalars[scalars.count - 1]
        lines.append("s = \(name)")
        lines.append("for i in 0..<2: s = tanh(s*\(pick(scalars)) + \(pick(vectors))[i])")
        scalars.append("s")
      }
      lines.append("\(scalar()) + \(scalars[scalars.count - 1])*sum(\(pick(vectors)))")
      return lines
    }

    private mutating func scalar() -> String {
      let (a, b, v) = (pick(scalars), pick(scalars), pick(vectors))
      return pick([
        "\(a)*\(b)", "\(a) + \(b)", "\(a) - \(b)", "\(a)/(1 + \(b)^2)", "sin(\(a))*\(b)",
        "exp(tanh(\(a)))", "expm1(\(a)/8)", "log1p(\(a)^2)", "log2(2 + \(a)^2)",
        "log10(2 + \(a)^2)", "atan2(\(a), 2 + \(b)^2)", "tanh(\(a))^3", "sqrt(1 + \(a)^2)",
        "softplus(\(a))", "silu(\(a))", "gelu(\(a))", "elu(\(a))", "σ(\(a))", "relu(\(a))^2",
        "abs(\(a))*\(b)", "clamp(\(a), -1, 1)*\(b)", "max(\(a), \(b))", "min(\(a), \(b))^2",
        "where(\(a) > \(b), \(a)^2, \(b))", "prod([\(a); \(b); \(v)])", "norm([\(a); \(v)])",
        "var([\(a); \(b); \(v)])", "std([\(a); \(v)])", "max([\(a); \(v)])*\(b)",
        "sum(sort(\(v))*[1, -2, 3])", "logsumexp([\(a); \(v)])", "mean(\(v)^2)", "\(v) @ \(v)",
        "sum(softmax(\(v))*[1, 2, 3])", "detach(\(a))*\(b)", "floor(\(a))*\(b)",
        "sum(onehot(1, 3)*\(v)^2)", "min([\(a); \(b)])",
      ])
    }

    private mutating func vector() -> String {
      let (a, v, w) = (pick(scalars), pick(vectors), pick(vectors))
      return pick([
        "tanh(\(v))*\(a)", "cumsum(\(v))/2", "cumprod(\(v))", "sort(\(v))", "\(v)[[2, 0, 2]]",
        "[\(a); \(v)[0:2]]", "softmax(\(v)*\(a))", "\(v)*\(w)", "\(v) - \(w)^2/4",
        "relu(\(v))", "clamp(\(v), -1, 1)", "where(\(v) > 0, \(v)^2, \(w))",
      ])
    }
  }

  private static func makeCase(_ seed: UInt64) -> Case {
    var writer = Writer(seed: seed)
    let lines = writer.lines()
    let isCorner = seed % 2 == 0
    let corners: [Double] = [0, 1, -1, 0, 0.5]
    func numbers(_ count: Int, _ writer: inout Writer) -> [Double] {
      (0..<count).map { _ in
        isCorner ? writer.pick(corners) : Double.random(in: -1.5..<1.5, using: &writer.random)
      }
    }
    let point = [numbers(1, &writer), numbers(1, &writer), numbers(3, &writer)]
    let direction = [1, 1, 3].map { count in
      (0..<count).map { _ in Double.random(in: -1..<1, using: &writer.random) }
    }
    return Case(lines: lines, point: point, direction: direction)
  }

  /// The derivative of the gradient along the direction on one side, where that settles.
  private func slope(_ gradients: (Double) throws -> [Double], side: Double) rethrows -> [Double?] {
    let middle = try gradients(0)
    func slopes(_ step: Double) throws -> [Double] {
      // The error of the second order goes, too.
      let (near, far) = (try gradients(side * step), try gradients(side * 2 * step))
      return middle.indices.map { (4 * near[$0] - far[$0] - 3 * middle[$0]) / (2 * side * step) }
    }
    let (coarse, fine) = (try slopes(2e-4), try slopes(1e-4))
    return zip(coarse, fine).map { coarse, fine in
      abs(coarse - fine) <= 1e-4 * max(1, abs(fine)) ? fine : nil
    }
  }

  @Test func `on 200 programs it is what hvp finds, and what differences find`() throws {
    var (compared, kinks) = (0, 0)
    for seed in UInt64(1)...200 {
      let example = Self.makeCase(seed)
      let text = example.lines.joined(separator: "\n")
      let program = try example.program()
      var evaluation = try program.evaluation(in: Double.self)
      evaluation.forward()
      let found = evaluation.value(of: program.output).elements
      let product = try example.hessianProduct()
      try #require(found.count == product.count)
      let scale = product.map(abs).filter(\.isFinite).max().map { max($0, 1) } ?? 1
      let left = try slope(example.gradient, side: -1)
      let right = try slope(example.gradient, side: 1)
      // Differences see through what no derivative passes.
      let isDetached = text.contains("detach")
      let sides = (try example.hessianProduct(at: -1e-5), try example.hessianProduct(at: 1e-5))
      for place in found.indices {
        let (number, wanted) = (found[place], product[place])
        #expect(
          abs(number - wanted) <= 1e-9 * scale || number.isNaN && wanted.isNaN,
          "program \(seed), input \(place): \(number), hvp \(wanted)\n\(text)")
        guard !isDetached else { continue }
        // In a corner the rules choose a derivative of their own; differences see those beside it.
        for (slope, beside) in [(left[place], sides.0[place]), (right[place], sides.1[place])] {
          guard let slope else { continue }
          let isCorner = !(abs(beside - number) <= 1e-3 * scale)
          if isCorner { kinks += 1 } else { compared += 1 }
          let (wanted, room) = (isCorner ? beside : number, 2e-3 * max(scale, abs(slope)))
          #expect(
            abs(slope - wanted) <= room,
            "program \(seed), input \(place): \(wanted), differences \(slope)\n\(text)")
        }
      }
    }
    // Most settle, some in corners; where the gradient jumps none can.
    #expect(compared > 1_000)
    #expect(kinks > 0)
  }
}
