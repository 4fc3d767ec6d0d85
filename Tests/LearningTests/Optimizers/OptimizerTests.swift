import Testing

@testable import Learning

/// Three steps with gradients that turn, computed by hand from the formulas that PyTorch documents.
@Suite struct OptimizerTests {
  private static let gradients: [[Float]] = [[1, -2], [0.5, 1], [-1, 0.25]]

  private static func weights(
    after gradients: ArraySlice<[Float]>, from start: [Float] = [1, 2],
    with optimizer: inout any Optimizer
  ) -> [Float] {
    var weights = start
    for gradient in gradients {
      gradient.withUnsafeBufferPointer {
        optimizer.accumulate($0, ofParameter: 0, from: 0, isFirst: true)
      }
      weights.withUnsafeMutableBufferPointer {
        optimizer.move($0, ofParameter: 0, from: 0, rate: 0.1)
      }
      optimizer.finishStep()
    }
    return weights
  }

  private static func optimizer(_ kind: OptimizerKind) throws -> any Optimizer {
    try #require(kind.optimizer(momentum: 0.9, counts: [2]))
  }

  @Test(arguments: [
    (OptimizerKind.sgd, [0.95, 2.075] as [Float]),
    (.momentum, [0.734, 2.327]),
    (.nesterov, [0.7106, 2.3693]),
    (.adam, [0.795_703_7, 2.139_989_7]),
  ])
  func `three steps lead where the formulas say`(_ kind: OptimizerKind, _ expected: [Float]) throws
  {
    var optimizer = try Self.optimizer(kind)
    let weights = Self.weights(after: Self.gradients[...], with: &optimizer)
    for (weight, wanted) in zip(weights, expected) { #expect(abs(weight - wanted) < 1e-6) }
  }

  @Test(arguments: [OptimizerKind.sgd, .momentum, .nesterov, .adam])
  func `parts of a gradient count as their sum`(_ kind: OptimizerKind) throws {
    var (whole, parted) = (try Self.optimizer(kind), try Self.optimizer(kind))
    var (one, other): ([Float], [Float]) = ([1, 2], [1, 2])
    for gradient: [Float] in [[1, -2], [0.5, 1]] {
      gradient.withUnsafeBufferPointer {
        whole.accumulate($0, ofParameter: 0, from: 0, isFirst: true)
      }
      for (number, part) in [gradient.map { $0 / 4 }, gradient.map { $0 * 3 / 4 }].enumerated() {
        part.withUnsafeBufferPointer {
          parted.accumulate($0, ofParameter: 0, from: 0, isFirst: number == 0)
        }
      }
      one.withUnsafeMutableBufferPointer { whole.move($0, ofParameter: 0, from: 0, rate: 0.1) }
      other.withUnsafeMutableBufferPointer { parted.move($0, ofParameter: 0, from: 0, rate: 0.1) }
      whole.finishStep()
      parted.finishStep()
    }
    for (first, second) in zip(one, other) { #expect(abs(first - second) < 1e-6) }
    #expect(one != [1, 2])
  }

  @Test(arguments: [OptimizerKind.sgd, .momentum, .nesterov, .adam])
  func `an optimizer with another's memory goes on as that one`(_ kind: OptimizerKind) throws {
    var first = try Self.optimizer(kind)
    let middle = Self.weights(after: Self.gradients[..<2], with: &first)
    var second = try Self.optimizer(kind)
    second.restore(first.memory)
    let end = Self.weights(after: Self.gradients[2...], from: middle, with: &first)
    #expect(Self.weights(after: Self.gradients[2...], from: middle, with: &second) == end)
  }
}

@Suite struct RateScheduleTests {
  @Test func `a constant rate stays`() {
    let schedule = RateSchedule(base: 0.5, course: .constant)
    #expect([0, 1, 100].map { schedule.rate(epoch: $0) } == [0.5, 0.5, 0.5])
  }

  @Test func `an exponential rate falls from epoch to epoch`() {
    let schedule = RateSchedule(base: 8, course: .exponential(factor: 0.5))
    #expect([0, 1, 2, 3].map { schedule.rate(epoch: $0, part: 0.7) } == [8, 4, 2, 1])
  }

  @Test func `a stepped rate falls after so many epochs`() {
    let schedule = RateSchedule(base: 4, course: .step(every: 2, factor: 0.5))
    #expect((0..<6).map { schedule.rate(epoch: $0) } == [4, 4, 2, 2, 1, 1])
  }

  @Test func `a cosine goes from the base through its half to nothing`() {
    let schedule = RateSchedule(base: 2, course: .cosine(epochs: 4))
    #expect(schedule.rate(epoch: 0) == 2)
    #expect(abs(schedule.rate(epoch: 2) - 1) < 1e-6)
    #expect(abs(schedule.rate(epoch: 1, part: 0.5) - 1.382_683_4) < 1e-5)
    #expect(schedule.rate(epoch: 4) < 1e-6)
    #expect(schedule.rate(epoch: 9) < 1e-6)
  }

  @Test func `a warm-up rises in a line`() {
    let schedule = RateSchedule(base: 1, course: .constant, warmUp: 2)
    #expect(schedule.rate(epoch: 0) > 0)
    #expect(abs(schedule.rate(epoch: 0, part: 0.5) - 0.25) < 1e-3)
    #expect(abs(schedule.rate(epoch: 1) - 0.5) < 1e-3)
    #expect(schedule.rate(epoch: 2) == 1)
  }

  @Test func `a rate set by hand keeps the course`() {
    let schedule = RateSchedule(base: 0.1, course: .exponential(factor: 0.5))
    let scaled = schedule.scaled(from: schedule.rate(epoch: 1), to: 0.2)
    #expect(abs(scaled.rate(epoch: 1) - 0.2) < 1e-6)
    #expect(abs(scaled.rate(epoch: 2) - 0.1) < 1e-6)
  }
}
