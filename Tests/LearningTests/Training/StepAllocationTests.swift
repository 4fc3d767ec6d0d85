import CAllocationCount
import Testing

@testable import Learning

/// A training step allocates nothing once it has run; where allocations can be counted, and where the
/// compiler does not leave its own in.
@Suite struct StepAllocationTests {
  private static let canCount: Bool = {
    #if DEBUG
      return false
    #else
      allocation_count_start()
      return allocation_count_stop() >= 0
    #endif
  }()

  /// So few units that no product is worth a call of the matrix library, which takes a buffer in each.
  private static let plan = NetworkPlan(widths: [784, 5, 10])

  @Test(
    .enabled(if: canCount), arguments: OptimizerKind.allCases.filter { !$0.usesAllData }, [1, 2])
  func `a minibatch allocates nothing`(_ kind: OptimizerKind, threads: Int) throws {
    let data = ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 600, test: 10))
    let options = TrainingOptions(plan: Self.plan, batch: 40, optimizer: kind, threads: threads)
    let trainer = try Trainer(options.fitting(data), examples: data)
    #expect(trainer.options.plan.hasSparseInputs)
    for _ in 0..<2 { _ = try trainer.runStep() }
    let crew = trainer.minibatches.crew
    let counts = Counts(threads: threads)
    let start: Crew.Task = { _ in allocation_count_start() }
    let stop: Crew.Task = { thread in counts.values[thread] = allocation_count_stop() }
    crew.run(start)
    for _ in 0..<5 { _ = try trainer.runStep() }
    crew.run(stop)
    #expect(counts.values == Array(repeating: 0, count: threads))
  }

  /// The allocations of each thread, which alone writes its number.
  private final class Counts: @unchecked Sendable {
    var values: [Int]

    init(threads: Int) { values = Array(repeating: -1, count: threads) }
  }
}
