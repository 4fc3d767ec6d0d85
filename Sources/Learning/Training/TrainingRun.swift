import Dispatch
import Synchronization

/// A training session on a thread of its own, steered and watched from outside.
///
/// The thread looks for commands between minibatches and puts down a snapshot ten times a second;
/// nobody ever waits for it.
package final class TrainingRun: Sendable {
  /// What the run can be told to do.
  package enum Command: Hashable, Sendable {
    /// Stop after this minibatch, or go on.
    case togglePause
    /// Stop, and do a single minibatch.
    case oneMinibatch
    case stop
  }

  private struct Shared {
    var snapshot: TrainingSnapshot
    var commands: [Command] = []
    /// Whether the data are still read or drawn, which cannot be interrupted.
    var isLoading = true
  }

  private let shared: Mutex<Shared>
  /// Counts the commands, so that a paused run sleeps until there is one.
  private let bell = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)

  package init(_ options: TrainingOptions, dataName: String, epochs: Int) {
    shared = Mutex(
      Shared(snapshot: TrainingSnapshot(options: options, dataName: dataName, epochs: epochs)))
  }

  /// The last state that was put down.
  package var snapshot: TrainingSnapshot { shared.withLock { $0.snapshot } }

  package func send(_ command: Command) {
    shared.withLock { $0.commands.append(command) }
    bell.signal()
  }

  /// Tells the run to stop and waits until its thread computes no more.
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
    loading load: @escaping @Sendable () throws -> DataSplit,
    changed: @escaping @Sendable () -> Void
  ) {
    DispatchQueue(label: "training", qos: .utility).async { [self] in
      run(load, changed)
      done.signal()
    }
  }

  private func run(_ load: () throws -> DataSplit, _ changed: () -> Void) {
    do {
      let (options, epochs) = shared.withLock { ($0.snapshot.options, $0.snapshot.epochs) }
      let data = try load()
      guard isWantedAfterLoading() else { return }
      let fitting = options.fitting(data)
      shared.withLock { $0.snapshot.options = fitting }
      let trainer = try Trainer(fitting, data: data)
      var session = try TrainingSession(trainer, epochs: epochs, now: monotonicSeconds)
      try train(&session, changed)
    } catch {
      put(.failed(TrainingFailure(error)), from: nil, changed)
    }
  }

  private func isWantedAfterLoading() -> Bool {
    shared.withLock { shared in
      shared.isLoading = false
      return !shared.commands.contains(.stop)
    }
  }

  private func train(_ session: inout TrainingSession, _ changed: () -> Void) throws {
    var isPaused = false
    var lastPut = -Double.infinity
    while true {
      var singles = 0
      for command in takeCommands() {
        switch command {
        case .stop: return
        case .togglePause: isPaused.toggle()
        case .oneMinibatch:
          isPaused = true
          singles += 1
        }
      }
      for _ in 0..<(isPaused ? singles : 1) where !session.isFinished { try session.step() }
      let isResting = session.isFinished || isPaused
      if isResting || monotonicSeconds() - lastPut >= 0.1 {
        put(session.isFinished ? .finished : isPaused ? .paused : .running, from: session, changed)
        lastPut = monotonicSeconds()
      }
      if isResting { bell.wait() }
    }
  }

  private func takeCommands() -> [Command] {
    shared.withLock { shared in
      defer { shared.commands = [] }
      return shared.commands
    }
  }

  private func put(
    _ state: TrainingSnapshot.State, from session: TrainingSession?, _ changed: () -> Void
  ) {
    var snapshot = self.snapshot
    snapshot.state = state
    if let session { snapshot.update(from: session) }
    shared.withLock { $0.snapshot = snapshot }
    changed()
  }
}

/// Seconds since the machine started, by a clock that is never set.
package func monotonicSeconds() -> Double {
  Double(DispatchTime.now().uptimeNanoseconds) / 1e9
}
