import Dispatch
import Learning
import Synchronization

/// A learner on a thread of its own, paused, stopped and watched from outside.
package final class LearnerRun: Sendable {
  private struct Shared {
    var snapshot = LearnerSnapshot()
    var isPaused = false
    var isStopped = false
    /// Whether the data are still read or drawn, which cannot be interrupted.
    var isLoading = true
  }

  private let shared = Mutex(Shared())
  /// Rings when a run that is paused is to look again.
  private let bell = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)

  package init() {}

  /// The last state that was put down.
  package var snapshot: LearnerSnapshot { shared.withLock { $0.snapshot } }

  package func togglePause() {
    shared.withLock { $0.isPaused.toggle() }
    bell.signal()
  }

  /// Stops the run and waits until its thread has finished computing.
  package func stopAndWait() {
    let isLoading = shared.withLock { shared in
      shared.isStopped = true
      return shared.isLoading
    }
    bell.signal()
    // Loading is not waited for: nothing comes after it any more.
    if !isLoading { done.wait() }
  }

  /// Begins a session and runs it to its end, on a thread of its own; `changed` is called with each
  /// snapshot, and `saved` after each report.
  package func start(
    _ begin: @escaping @Sendable () throws -> LearnerSession,
    saved: @escaping @Sendable (LearnerSession) throws -> Void,
    changed: @escaping @Sendable () -> Void
  ) {
    DispatchQueue(label: "learner", qos: .utility).async { [self] in
      do {
        try run(begin(), saved, changed)
      } catch {
        let failure = TrainingFailure(error)
        shared.withLock {
          $0.snapshot.state = .failed(failure)
          $0.isLoading = false
        }
        changed()
      }
      done.signal()
    }
  }

  private func run(
    _ begun: LearnerSession, _ saved: (LearnerSession) throws -> Void, _ changed: () -> Void
  ) throws {
    var (session, lastPut) = (begun, -Double.infinity)
    shared.withLock { $0.isLoading = false }
    while true {
      let (isStopped, isPaused) = shared.withLock { ($0.isStopped, $0.isPaused) }
      guard !isStopped, !session.isFinished else { break }
      guard !isPaused else {
        put(.paused, session, changed)
        bell.wait()
        continue
      }
      let (reports, pictures) = (session.points.count, session.pictures)
      try session.step()
      if session.points.count > reports { try saved(session) }
      guard monotonicSeconds() - lastPut >= 0.1 || session.pictures > pictures else { continue }
      lastPut = monotonicSeconds()
      put(.running, session, changed)
    }
    put(session.isFinished ? .finished : .paused, session, changed)
  }

  private func put(
    _ state: LearnerSnapshot.State, _ session: LearnerSession, _ changed: () -> Void
  ) {
    shared.withLock {
      $0.snapshot.update(from: session)
      $0.snapshot.state = state
    }
    changed()
  }
}
