import Autodiff
import Basics
import Formula
import Foundation
import TestSupport
import Testing

@testable import Lessons

@Suite struct WrongRunTests {
  /// An adjoint under an engine, worked out by hand.
  struct Case: CustomTestStringConvertible {
    let program: String
    let engine: WrongEngine
    let node: String
    let expected: [Double]

    init(_ program: String, _ engine: WrongEngine, _ node: String, _ expected: Double...) {
      (self.program, self.engine, self.node, self.expected) = (program, engine, node, expected)
    }

    var testDescription: String { "\(engine.rawValue): adj(\(node)) of \(program)" }
  }

  private static let reused = "x = 3; y = -1; c = x + y; d = c^2; f = x*d"
  private static let diamond = "x = 2; a = x^2; b = 3*a; z = a*b"
  private static let sine = "x = 2; y = 3; z = x*y + sin(x)"
  private static let unit = "x = 1.5; v = 0.8; w = -2; f = w*sigmoid(v*x)"
  private static let matrix =
    "W = [[1, 2, 3], [4, 5, 6]]; x = [1, 1, 1]; z = W @ x; s = sum(z*[1, 10])"
  private static let square = "W = [[1, 2], [3, 4]]; x = [1, 1]; z = W @ x; s = sum(z*[1, 10])"

  private static func slope(ofSigmoidAt x: Double) -> Double {
    let (one, other) = (1 / (1 + exp(-x)), 1 / (1 + exp(x)))
    return one * other
  }

  static let cases = [
    // x̄ = d + c̄ = 4 + 12 and ȳ = c̄ = x·2c = 12.
    Case(reused, .set, "x", 12), Case(reused, .set, "y", 12),
    Case(reused, .stale, "x", 32), Case(reused, .stale, "y", 24), Case(reused, .stale, "d", 3),
    Case(reused, .eager, "x", 16),
    // The slope of c² at x = 3 instead of at c = 2.
    Case(reused, .wrongPoint, "c", 18), Case(reused, .wrongPoint, "x", 22),
    Case(reused, .noLocal, "d", 1), Case(reused, .noLocal, "x", 2),
    Case(reused, .noUpstream, "c", 4), Case(reused, .noUpstream, "x", 5),
    Case(reused, .sign, "x", 16),

    // a receives b = 12 and passes on 12·4, then a·3 = 12 more and passes on 24·4.
    Case(diamond, .eager, "a", 24), Case(diamond, .eager, "x", 144),
    Case(diamond, .set, "a", 12), Case(diamond, .set, "x", 48),

    Case(sine, .sign, "x", 3 - cos(2)), Case(sine, .set, "x", 3),
    Case("x = 3; q = exp(x)/x^2", .sign, "x", exp(3) * (6.0 / 81 + 1.0 / 9)),
    Case("x = 3; z = 5 - x", .sign, "x", 1), Case("x = 3; z = -x", .sign, "x", 1),
    Case("x = 3; z = sin(x^2)", .noUpstream, "x", 6), Case("x = 3; z = sin(x^2)", .noLocal, "x", 1),
    // All slopes of a chain where it begins.
    Case("w = 0.5; z = sin(exp(w))^2", .wrongPoint, "w", 2 * 0.5 * cos(0.5) * exp(0.5)),
    Case(unit, .wrongPoint, "v", -2 * slope(ofSigmoidAt: 1.5) * 1.5),
    Case("x = 3; z = sin(x)", .wrongPoint, "x", cos(3)),

    // Wᵀ·[1, 10] would be [41, 52, 63]; its elements in order are [[1, 2], [3, 4], [5, 6]].
    Case(matrix, .transposed, "x", 21, 43, 65),
    Case(matrix, .transposed, "W", 1, 1, 1, 10, 10, 10),
    Case(square, .transposed, "x", 21, 43),
    // Two rows of W times two columns: W̄ = Z̄·Xᵀ, with X where Xᵀ belongs.
    Case(
      "W = [[1, 0], [0, 1]]; X = [[1, 2], [3, 4]]; z = W @ X; s = sum(z*[[1, 10], [100, 1000]])",
      .transposed, "W", 31, 42, 3100, 4200),
    Case(
      "X = [[1, 2, 3], [4, 5, 6]]; s = sum(transpose(X)*[[1, 2], [3, 4], [5, 6]])",
      .transposed, "X", 1, 2, 3, 4, 5, 6),

    Case("x = [1, 2, 3]; m = mean(x); z = m^2", .noMean, "x", 4, 4, 4),
    Case("p = [1, 2]; z = meanSquaredError(p, [0, 0])", .noMean, "p", 2, 4),
    Case("X = [[1, 2], [3, 5]]; z = sum(mean(X, axis=0)^2)", .noMean, "X", 4, 7, 4, 7),
    Case("p = [1, 2]; z = meanSquaredError(p, [0, 0])", .noLocal, "p", 1, 1),
    // A factor that is spread over a vector gathers what comes back.
    Case("x = 5; v = [2, 3]; z = sum(x*v)", .noLocal, "x", 2),
    Case("x = 5; v = [2, 3]; z = sum(x*v)", .noLocal, "v", 1, 1),
    Case("f = [2, 1, -1]; z = 3*logsumexp(f)", .noLocal, "f", 1, 1, 1),
  ]

  @Test(arguments: cases) func `an engine gives what its mistake gives by hand`(test: Case) throws {
    let program = try Program(test.program)
    let wrong = try WrongRun(try program.timeline(), engine: test.engine)
    let adjoint = wrong.adjoint(of: try node(test.node, of: program)).elements
    #expect(adjoint.count == test.expected.count)
    for (number, expected) in zip(adjoint, test.expected) {
      #expect((number - expected).magnitude <= 1e-12 * max(expected.magnitude, 1))
    }
  }

  private func node(_ name: String, of program: Program) throws -> NodeID {
    try #require(StateScope(program).node(named: name))
  }

  @Test(arguments: WrongEngine.allCases)
  func `on any program an engine gives what one written by hand gives`(
    engine: WrongEngine
  ) throws {
    for seed in 0..<60 {
      let (program, hand) = try Self.drawn(seed: UInt64(seed))
      let run = try program.timeline()
      let right = try #require(hand.adjoints(nil))
      guard let expected = hand.adjoints(engine) else { continue }
      let wrong = try WrongRun(run, engine: engine)
      var differs = false
      for (place, number) in expected.enumerated() {
        let got = wrong.adjoint(of: try node("n\(place)", of: program)).elements[0]
        #expect(
          (got - number).magnitude <= 1e-9 * max(number.magnitude, 1),
          "\(engine), seed \(seed), n\(place): \(got), by hand \(number)")
        differs = differs || (number - right[place]).magnitude > 1e-9 * max(number.magnitude, 1)
      }
      // An adjoint may differ on the way and be right in the end, but not the other way round.
      #expect(!differs || wrong.firstDifference != nil, "\(engine), seed \(seed)")
    }
  }

  /// A program of a dozen lines whose last line is the output and uses what no other does.
  private static func drawn(seed: UInt64) throws -> (Program, HandEngine) {
    var random = SplitMix64(seed: seed)
    var (lines, numbers) = ([String](), [HandNumber]())
    for place in 0..<3 {
      let value = (random.factor() * 100).rounded() / 100
      lines.append("n\(place) = \(value)")
      numbers.append(HandNumber(value))
    }
    while numbers.count < 13 {
      let (a, b) = (random.integer(below: numbers.count), random.integer(below: numbers.count))
      let line = HandLine.allCases[random.integer(below: HandLine.allCases.count)]
      let number = line.number(numbers[a], numbers[b])
      guard number.value.magnitude < 50, number.value.magnitude > 0.02 else { continue }
      lines.append("n\(numbers.count) = " + line.text("n\(a)", "n\(b)"))
      numbers.append(number)
    }
    let program = try Program(lines.joined(separator: "\n"), sharing: false)
    return (program, HandEngine(numbers: numbers))
  }
}

extension WrongRunTests {
  @Test func `the first difference is the event after which an adjoint is not what it should be`()
    throws
  {
    let program = try Program(Self.reused)
    let run = try program.timeline()
    let x = try node("x", of: program)
    let difference = try #require(try WrongRun(run, engine: .set).firstDifference)
    // x, y, c, d and f, the seed, f→x, f→d, d→c, and then c→x.
    #expect(difference.event == 10 && difference.node == x && difference.element == 0)
    #expect(difference.right == 16 && difference.wrong == 12)
    #expect(run.event(10) == .contribution(from: try node("c", of: program), operand: 0))
    #expect(try WrongRun(run, engine: .eager).firstDifference == nil)
    #expect(try WrongRun(run, engine: .sign).firstDifference == nil)
  }

  @Test func `the first difference of a tensor names its element`() throws {
    let program = try Program("W = [[1, 2], [2, 4]]; x = [1, 1]; z = W @ x; s = sum(z*[0, 1])")
    let run = try program.timeline()
    // Symmetric: W and its transpose are the same.
    #expect(try WrongRun(run, engine: .transposed).firstDifference == nil)
    let other = try Program("W = [[1, 2, 0], [0, 5, 6]]; x = [1, 1, 1]; z = W @ x; s = z[0]")
    let wrong = try WrongRun(try other.timeline(), engine: .transposed)
    // [1, 2, 0] by the transpose; [[1, 2], [0, 0], [5, 6]] gives another number only from there on.
    #expect(wrong.adjoint(of: try node("x", of: other)).elements == [1, 0, 5])
    #expect(wrong.firstDifference?.element == 1)
    #expect(wrong.firstDifference?.right == 2 && wrong.firstDifference?.wrong == 0)
  }

  @Test func `an adjoint under way is what has arrived up to there`() throws {
    let program = try Program(Self.reused)
    let run = try program.timeline()
    let x = try node("x", of: program)
    let set = try WrongRun(run, engine: .set)
    #expect((6...10).map { set.adjoint(of: x, at: $0).elements[0] } == [0, 4, 4, 4, 12])
    let stale = try WrongRun(run, engine: .stale)
    #expect([0, 6, 7, 10].map { stale.adjoint(of: x, at: $0).elements[0] } == [16, 16, 20, 32])
    let f = try node("f", of: program)
    #expect([5, 6].map { set.adjoint(of: f, at: $0).elements[0] } == [0, 1])
  }

  @Test(arguments: WrongEngine.allCases)
  func `an engine sees the seed, held nodes and single precision`(engine: WrongEngine) throws {
    let program = try Program("x = 2; a = x^2; b = a + x; z = a*b", precision: .single)
    let a = try node("a", of: program)
    let run = try program.timeline(seed: [3], holding: [a: [5]])
    let wrong = try WrongRun(run, engine: engine)
    // Nothing passes through what is held: x̄ = b̄ = 3·a = 15, and ā = 3·b + b̄ = 21 + 15.
    let expected: [Double] =
      switch engine {
      case .set: [15, 15]
      case .stale: [36, 30]
      case .eager, .wrongPoint, .sign, .transposed, .noMean: [36, 15]
      case .noLocal: [6, 3]
      case .noUpstream: [8, 1]
      }
    let x = try node("x", of: program)
    #expect([a, x].map { wrong.adjoint(of: $0).elements[0] } == expected)
  }

  @Test func `a run without adjoints has none that are wrong`() throws {
    let run = try Program(Self.sine).timeline(mode: .forward)
    #expect(throws: WrongRun.Failure.noAdjoints) { try WrongRun(run, engine: .set) }
  }

  @Test func `naive recursion through too many paths is given up`() throws {
    let lines = (1...40).map { "a\($0) = a\($0 - 1) + a\($0 - 1)" }
    let run = try Program("a0 = 1\n" + lines.joined(separator: "\n")).timeline()
    #expect(throws: WrongRun.Failure.tooManyPushes(EagerSweep.limit)) {
      try WrongRun(run, engine: .eager)
    }
    #expect(try WrongRun(run, engine: .set).firstDifference?.right == 2)
  }

  @Test func `every mistake is said in words of its own`() {
    let mistakes = WrongEngine.allCases.map(\.mistake)
    #expect(Set(mistakes).count == WrongEngine.allCases.count)
    #expect(mistakes.allSatisfy { !$0.hasSuffix(".") && $0.first?.isLowercase == true })
  }
}
