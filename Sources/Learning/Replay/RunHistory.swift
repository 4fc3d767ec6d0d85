import Synchronization

/// What a run leaves in memory so that any of its steps can be computed again, bit for bit: the records
/// of its steps, states to start from, and what was changed while it ran.
///
/// The run's thread adds to it; any thread may read it. Its states stay within a budget: when they no
/// longer fit, every second one is dropped.
///
/// ```
/// steps   0 ─── 200 ─── 400 ─── 600     a state every two hundred steps,
/// steps   0 ─────────── 400 ───────     or, once the budget is spent, four hundred
/// ```
package final class RunHistory: Sendable {
  /// What can be changed about a run while it continues.
  package enum Change: Hashable, Sendable {
    case rate(Float)
    case batch(Int)
    case momentum(Float)
  }

  /// A change, and after how many steps it was made.
  struct NotedChange: Hashable, Sendable {
    let step: Int
    let change: Change
  }

  /// All that decides how a run continues after so many steps.
  struct State: Sendable {
    let step: Int
    let trainer: TrainerState
  }

  /// Where a run begins.
  enum Start: Sendable {
    /// With weights drawn from the options' seed.
    case seed(TrainingOptions)
    /// With what was kept.
    case state(TrainerState)
  }

  private struct Contents {
    var records: StepRecords
    var states: [State] = []
    /// After how many steps there is a state.
    var interval = RunHistory.firstInterval
    var changes: [NotedChange] = []
    var alerts: [Alert] = []
    var lastStep: Int
    /// Whether a condition holds the run before the update of the step after that.
    var isHeld = false
  }

  /// The megabytes that states may take unless one says otherwise.
  package static let usualMegabytes = 64
  /// How often a state is kept at first: rarely enough to cost nothing, often enough that the steps
  /// from one to the next are replayed in no time.
  static let firstInterval = 200

  /// What the run learns from.
  package let data: ExampleSplit
  /// The number of bytes that the states may take.
  package let budget: Int
  /// The first step that can be shown, as the state before it: 0, or that of the file that was resumed.
  package let firstStep: Int

  let start: Start
  private let contents: Mutex<Contents>

  /// The history of a session that has just begun, from its seed or from what was kept.
  package init(_ session: TrainingSession, megabytes: Int, startsFromSeed: Bool) {
    let trainer = session.trainer
    data = trainer.data
    let (bytes, isTooLarge) = max(megabytes, 0).multipliedReportingOverflow(by: 1 << 20)
    budget = isTooLarge ? .max : bytes
    firstStep = session.record.steps
    start = startsFromSeed ? .seed(trainer.options) : .state(trainer.state)
    contents = Mutex(
      Contents(
        records: StepRecords(names: trainer.network.parameters.map(\.name)), lastStep: firstStep))
  }

  /// The last step that was done, or that stopped the run.
  package var lastStep: Int { contents.withLock { $0.lastStep } }

  /// The last step that can be shown: the last one, or that whose update a condition holds back.
  package var lastShownStep: Int {
    contents.withLock { $0.isHeld ? $0.lastStep + 1 : $0.lastStep }
  }

  package var records: StepRecords { contents.withLock { $0.records } }

  /// The rules that were broken, the earliest first.
  package var alerts: [Alert] { contents.withLock { $0.alerts } }

  /// After which steps there are states.
  var keptSteps: [Int] { contents.withLock { $0.states.map(\.step) } }

  /// The number of bytes that the states take.
  var stateBytes: Int { contents.withLock { Self.bytes(of: $0.states) } }

  /// The last state that was kept after at most so many steps.
  func state(notAfter step: Int) -> State? {
    contents.withLock { $0.states.last { $0.step <= step } }
  }

  /// The changes from one on, in the order in which they were made.
  func changes(from number: Int) -> ArraySlice<NotedChange> {
    contents.withLock { $0.changes.dropFirst(number) }
  }

  /// The number of changes that were made before a state was kept after so many steps.
  func changeCount(before step: Int) -> Int {
    contents.withLock { $0.changes.prefix { $0.step < step }.count }
  }
}

extension RunHistory {
  /// Takes notice of a step that was done: its record, and a state when one is due.
  func note(_ session: TrainingSession) {
    let step = session.record.steps
    let isDue = contents.withLock { contents in
      (contents.lastStep, contents.isHeld) = (step, false)
      contents.records.add(
        step: step, epoch: session.position, rate: session.lastRate, loss: session.lastLoss,
        session.trainer.norms)
      return step.isMultiple(of: contents.interval)
    }
    if isDue { keepState(of: session.trainer, after: step) }
  }

  /// Takes notice of a step that stopped the run: its loss is not finite, and nothing was updated.
  func note(_ stop: TrainingStopped, _ session: TrainingSession) {
    contents.withLock { contents in
      contents.lastStep = session.record.steps + 1
      contents.records.add(
        step: contents.lastStep, epoch: session.position, rate: session.trainer.rate,
        loss: stop.loss,
        session.trainer.norms)
    }
  }

  /// Takes notice that a condition holds back the update of the next step.
  func noteHeld() { contents.withLock { $0.isHeld = true } }

  /// Takes notice of a change between two steps. Requires: no step is done meanwhile.
  func note(_ change: Change) {
    contents.withLock { $0.changes.append(NotedChange(step: $0.lastStep, change: change)) }
  }

  func note(_ alerts: [Alert]) {
    guard !alerts.isEmpty else { return }
    contents.withLock { $0.alerts += alerts }
  }

  private func keepState(of trainer: Trainer, after step: Int) {
    guard budget > 0 else { return }
    let state = State(step: step, trainer: trainer.state)
    contents.withLock { contents in
      contents.states.append(state)
      while Self.bytes(of: contents.states) > budget, !contents.states.isEmpty {
        contents.interval *= 2
        let interval = contents.interval
        contents.states.removeAll { !$0.step.isMultiple(of: interval) }
        // One state that is larger than the budget: the seed has to do.
        if contents.interval > step { contents.states.removeAll() }
      }
    }
  }

  /// States of one epoch share its order of the examples.
  private static func bytes(of states: [State]) -> Int {
    var (bytes, epoch) = (0, -1)
    for state in states {
      bytes += state.trainer.bytesOfNumbers
      if state.trainer.epoch != epoch { bytes += state.trainer.bytesOfOrder }
      epoch = state.trainer.epoch
    }
    return bytes
  }
}

extension TrainerState {
  fileprivate var bytesOfNumbers: Int {
    let buffers = memory.buffers.values.reduce(0) { $0 + $1.count }
    return (parameters.reduce(0) { $0 + $1.count } + buffers) * MemoryLayout<Float>.stride
  }

  fileprivate var bytesOfOrder: Int { order.count * MemoryLayout<Int32>.stride }
}
