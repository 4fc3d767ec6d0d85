import Inquiry
import Synchronization

/// Where one thread lays down answers and another takes them; only the latest that was started
/// counts.
final class Desk<Answer: Sendable>: Sendable {
  private struct State {
    var latest = 0
    var answer: Answer?
  }

  private let state = Mutex(State())

  /// Cancels what was started before, and returns the ticket of what begins now.
  func begin() -> Int {
    state.withLock { state in
      state.latest += 1
      return state.latest
    }
  }

  func isLatest(_ ticket: Int) -> Bool { state.withLock { $0.latest == ticket } }

  /// Lays an answer down; `false` when another one was started since.
  func put(_ answer: Answer, _ ticket: Int) -> Bool {
    state.withLock { state in
      guard ticket == state.latest else { return false }
      state.answer = answer
      return true
    }
  }

  func take() -> Answer? {
    state.withLock { state in
      defer { state.answer = nil }
      return state.answer
    }
  }
}
