import Dispatch
import Synchronization

/// A training session on a thread of its own, steered and watched from outside.
///
/// The thread looks for commands between minibatches and puts down a snapshot ten times a second;
/// nobody ever waits for it.
package final class TrainingRun: Sendable {
  /// What the run can be asked to do.
  package enum Command: Hashable, Sendable {
    /// Stop after this minibatch, or continue.
    case togglePause
    /// Stop after the minibatch with this number, counted over the whole run.
    case pause(afterStep: Int)
    /// Continue, and stop after the minibatch with this number.
    case run(toStep: Int)
    /// Stop, and do a single minibatch.
    case oneMinibatch
    /// From the next minibatch on.
    case setRate(Float)
    case setBatch(Int)
    case setMomentum(Float)
    /// Stop before an update at which one of these conditions holds.
    case setBreaks([String])
    /// From the next minibatch on, at most so many a second; `nil` for as many as there can be.
    case setPace(Double?)
    /// Start over with other weights and another order.
    case restart(seed: UInt64)
    /// Write a checkpoint, to the file that was written last when none is named.
    case save(String?)
    /// Put into each snapshot what the screen shows.
    case look(Wishes)
    case stop
  }

  private struct Shared {
    var snapshot: TrainingSnapshot
    var commands: [Command] = []
    var history: RunHistory?
    /// Whether the data are still read or drawn, which cannot be interrupted.
    var isLoading = true
  }

  private let shared: Mutex<Shared>
  private let keeping: KeepingPlan
  private let kept: KeptRun?
  private let historyMegabytes: Int
  /// Counts the commands, so that a paused run sleeps until there is one.
  private let bell = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)

  /// A run that has not been started; it will start over or continue from what was kept. When it is over,
  /// as many others as `restarts` says follow, each with the next seed.
  package init(
    _ options: TrainingOptions, dataName: String, epochs: Int, readsImages: Bool = true,
    restarts: Int = 0, keeping: KeepingPlan = KeepingPlan(), from kept: KeptRun? = nil,
    historyMegabytes: Int = RunHistory.usualMegabytes
  ) {
    self.historyMegabytes = historyMegabytes
    shared = Mutex(
      Shared(
        snapshot: TrainingSnapshot(
          options: options, dataName: dataName, epochs: epochs, readsImages: readsImages,
          restarts: restarts)))
    self.keeping = keeping
    self.kept = kept
  }

  /// The last state that was put down.
  package var snapshot: TrainingSnapshot { shared.withLock { $0.snapshot } }

  /// By which steps can be replayed, on any thread; `nil` until the data are loaded, and another one after
  /// a restart.
  package var history: RunHistory? { shared.withLock { $0.history } }

  package func send(_ command: Command) {
    shared.withLock { $0.commands.append(command) }
    bell.signal()
  }

  /// Stops the run and waits until its thread has finished computing.
  ///
  /// Loading is not waited for: it may take long, and nothing comes after it any more.
  package func stopAndWait() {
    send(.stop)
    guard !shared.withLock({ $0.isLoading }) else { return }
    done.wait()
    done.signal()
  }

  /// Loads the data and trains, on a thread of its own; `changed` is called with each snapshot.
  package func start(
    loading load: @escaping @Sendable () throws -> ExampleSplit,
    changed: @escaping @Sendable () -> Void
  ) {
    DispatchQueue(label: "training", qos: .utility).async { [self] in
      run(load, changed)
      done.signal()
    }
  }

  private func run(_ load: () throws -> ExampleSplit, _ changed: () -> Void) {
    var loop: TrainingLoop?
    do {
      let start = snapshot
      let data = try load()
      guard isWantedAfterLoading() else { return }
      loop = try TrainingLoop(
        start, data, keeping: keeping, from: kept, historyMegabytes: historyMegabytes)
      try train(&loop, changed)
    } catch {
      put(.failed(TrainingFailure(error)), from: loop, changed)
    }
  }

  private func isWantedAfterLoading() -> Bool {
    shared.withLock { shared in
      shared.isLoading = false
      return !shared.commands.contains(.stop)
    }
  }

  private func train(_ loop: inout TrainingLoop?, _ changed: () -> Void) throws {
    var lastPut = -Double.infinity
    while true {
      for command in takeCommands() {
        if command == .stop { return put(loop?.state ?? .finished, from: loop, changed) }
        try loop?.obey(command)
      }
      let begin = monotonicSeconds()
      let isDue = begin - lastPut >= 0.1
      try loop?.step(isWatched: isDue)
      let isResting = loop?.isResting ?? true
      if isResting || isDue {
        put(loop?.state ?? .finished, from: loop, changed)
        lastPut = monotonicSeconds()
      }
      if isResting { bell.wait() } else if let pace = loop?.pace { wait(for: pace, since: begin) }
    }
  }

  /// Waits until the next minibatch of a pace is due, or a command comes.
  private func wait(for pace: Double, since begin: Double) {
    let rest = 1 / max(pace, 1e-3) - (monotonicSeconds() - begin)
    guard rest > 0 else { return }
    _ = bell.wait(timeout: .now() + rest)
  }

  private func takeCommands() -> [Command] {
    shared.withLock { shared in
      defer { shared.commands = [] }
      return shared.commands
    }
  }

  private func put(
    _ state: TrainingSnapshot.State, from loop: TrainingLoop?, _ changed: () -> Void
  ) {
    var snapshot = self.snapshot
    snapshot.state = state
    loop?.update(&snapshot)
    shared.withLock {
      $0.snapshot = snapshot
      $0.history = loop?.history
    }
    changed()
  }
}

/// Seconds since the machine started, by a clock that is never set.
package func monotonicSeconds() -> Double {
  Double(DispatchTime.now().uptimeNanoseconds) / 1e9
}
