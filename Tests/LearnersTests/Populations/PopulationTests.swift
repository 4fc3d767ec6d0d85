import Basics
import Learning
import Testing

@testable import Learners

@Suite struct PopulationTests {
  private static let plan = NetworkPlan(widths: [196, 6, 10])
  private static let data: ExampleSplit = {
    let plan = LearnerPlan(.genetic(GeneticOptions(plan: PopulationTests.plan)), pooling: 2)
    // The digits are 28 pixels high and wide, so that squares of two fit.
    return (try? plan.pooled(SmallDigits.split)) ?? SmallDigits.split
  }()

  private static func run(_ learner: any Learner) throws -> LearnerSession {
    var session = LearnerSession(learner, data: SmallDigits.mark, now: { 0 })
    while !session.isFinished { try session.step() }
    return session
  }

  @Test func `an evolution strategy learns, and counts what it ran`() throws {
    var options = EvolutionOptions(plan: Self.plan)
    (options.generations, options.pairs, options.examples) = (400, 15, 100)
    let session = try Self.run(try EvolutionLearner(options, Self.data))
    #expect(session.points.count == 20)
    #expect(session.points.last?.evaluations == 400 * 30 * 100)
    #expect(try #require(session.points.last?.testAccuracy) > 0.4)
  }

  @Test func `a genetic algorithm learns, and counts what it ran`() throws {
    var options = GeneticOptions(plan: Self.plan)
    (options.generations, options.population, options.parents) = (400, 30, 10)
    options.examples = 100
    let session = try Self.run(try GeneticLearner(options, Self.data))
    // At each of 20 reports all parents are tried on all examples.
    let last = 20 * 10 * min(Self.data.training.count, 5000)
    #expect(session.points.last?.evaluations == 400 * 30 * 100 + last)
    #expect(try #require(session.points.last?.testAccuracy) > 0.3)
  }

  @Test func `with an elite the best never becomes worse on the same examples`() throws {
    var options = GeneticOptions(plan: Self.plan)
    (options.generations, options.population, options.parents) = (40, 12, 5)
    // Each generation is tried on all: only their order changes.
    options.examples = Self.data.training.count
    var learner = try GeneticLearner(options, Self.data)
    var (best, first) = (Float.infinity, Float.infinity)
    for _ in 0..<options.generations {
      try learner.advance()
      guard case .population(let picture) = learner.picture else { continue }
      #expect(picture.losses[0] <= best + 1e-4)
      best = picture.losses[0]
      if learner.step == 1 { first = best }
    }
    #expect(best < first)
  }

  @Test func `ranks are centered, and what is no number is worst`() {
    #expect(
      centeredRanks(of: [3, 1, .nan, 2]) == [Float(2) / 3 - 0.5, -0.5, 0.5, Float(1) / 3 - 0.5])
    #expect(centeredRanks(of: [7]) == [-0.5])
    #expect(ranking(of: [2, .nan, 1, .nan, 2]) == [2, 0, 4, 1, 3])
  }

  @Test func `an order visits every example before it begins again`() {
    var order = ExampleOrder(count: 10, seed: 4)
    let first = (0..<5).flatMap { _ in Array(order.next(2)) }
    #expect(first.sorted() == Array(0..<10))
    let second = (0..<5).flatMap { _ in Array(order.next(2)) }
    #expect(second.sorted() == Array(0..<10))
    #expect(first != second)
  }

  @Test func `squares of pixels are averaged`() throws {
    let image = try #require(
      ImageDataset(
        rows: 3, columns: 4, pixels: [0, 4, 255, 255, 8, 1, 255, 254, 9, 9, 9, 9], labels: [1]))
    let small = try #require(image.pooled(by: 2))
    #expect((small.rows, small.columns) == (1, 2))
    #expect(small.pixels == [3, 255])
    #expect(image.pooled(by: 5) == nil)
  }
}
