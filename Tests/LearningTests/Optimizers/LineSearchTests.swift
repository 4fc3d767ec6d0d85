import Testing

@testable import Learning

@Suite struct LineSearchTests {
  /// A function of one number and its derivative.
  private struct Curve: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let value: @Sendable (Double) -> Double
    let slope: @Sendable (Double) -> Double

    func sample(_ distance: Double) -> LineSearch.Sample {
      .init(distance: distance, value: value(distance), slope: slope(distance))
    }
  }

  private static let curves = [
    Curve(testDescription: "a parabola", value: { ($0 - 3) * ($0 - 3) }, slope: { 2 * ($0 - 3) }),
    Curve(
      testDescription: "a steep wall", value: { $0 * $0 * $0 * $0 - $0 },
      slope: { 4 * $0 * $0 * $0 - 1 }),
    Curve(
      testDescription: "a cliff beyond which nothing is defined",
      value: { $0 < 0.6 ? ($0 - 0.5) * ($0 - 0.5) : .nan }, slope: { 2 * ($0 - 0.5) }),
  ]

  @Test(arguments: curves, [1e-3, 1, 100])
  private func `the place found is low and level enough`(_ curve: Curve, _ first: Double) throws {
    let origin = curve.sample(0)
    let found = try #require(
      try LineSearch.run(from: origin, trying: first) { curve.sample($0) })
    #expect(found.value <= origin.value + 1e-4 * found.distance * origin.slope)
    #expect(abs(found.slope) <= -0.9 * origin.slope)
  }

  @Test func `where nothing is lower nothing is found`() throws {
    let origin = LineSearch.Sample(distance: 0, value: 1, slope: -1)
    let found = try LineSearch.run(from: origin, trying: 1) {
      LineSearch.Sample(distance: $0, value: 2, slope: 1)
    }
    #expect(found == nil)
  }
}

@Suite struct LimitedMemoryBFGSTests {
  @Test func `without memory the direction is straight down`() {
    #expect(LimitedMemoryBFGS().direction([1, -2]) == [-1, 2])
  }

  /// With f = x² + 2y² the exact inverse Hessian is diag(1/2, 1/4); steps along both axes teach it
  /// whole, so that the direction leads to the minimum.
  @Test func `steps along each axis teach the curvature of a bowl`() {
    var method = LimitedMemoryBFGS()
    method.note(step: [1, 0], change: [2, 0])
    method.note(step: [0, 1], change: [0, 4])
    let direction = method.direction([2, 4])
    #expect(abs(direction[0] + 1) < 1e-5)
    #expect(abs(direction[1] + 1) < 1e-5)
  }

  @Test func `a step along which the slope falls is not remembered`() {
    var method = LimitedMemoryBFGS()
    method.note(step: [1, 0], change: [-1, 0])
    #expect(method.isEmpty)
  }

  @Test func `memory is kept and read again`() {
    var method = LimitedMemoryBFGS()
    for index in 1...12 { method.note(step: [1, Float(index)], change: [2, Float(index) * 3]) }
    #expect(LimitedMemoryBFGS(method.memory).direction([1, 1]) == method.direction([1, 1]))
  }
}
