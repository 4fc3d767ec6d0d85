import Synchronization

/// What a run leaves in memory so that any of its steps can be computed again, bit for bit: the records
/// of its steps, states to start from, and what was changed while it ran.
///
/// The run's thread adds to it; any thread may read it. It stays within a budget: when its states no
/// longer fit, every second one is dropped.
package final class RunHistory: Sendable {
  /// What can be changed about a run while it continues.
  package enum Change: Hashable, Sendable {
    case rate(Float)
    case batch(Int)
    case momentum(Float)
  }

  /// The megabytes that states may take unless one says otherwise.
  package static let usualMegabytes = 64

  /// What the run learns from.
  package let data: ExampleSplit
  /// The number of bytes that the states may take.
  package let budget: Int

  /// The first step that can be shown, as the state before it: 0, or that from which a file was resumed.
  package var firstStep: Int { 0 }
  /// The last step that was done, or that stopped the run.
  package var lastStep: Int { records.lastStep }
  package var records: StepRecords { StepRecords() }
  package var alerts: [Alert] { [] }

  init(data: ExampleSplit, budget: Int) {
    self.data = data
    self.budget = budget
  }
}
