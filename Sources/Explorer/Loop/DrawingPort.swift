import Synchronization
package import TextCanvas

/// Somebody who lays out drawings, for a run loop that must not wait for them.
package struct DrawingPort {
  /// Begins with a request and gives up any earlier one; the waker is called when it is done.
  package var start: (DrawingRequest, Waker) -> Void
  /// The latest drawing that is done, once.
  package var answer: () -> DrawingAnswer?
}

extension DrawingPort {
  /// Lays out while one waits, so that the same keys always lead to the same frames.
  package static var atOnce: DrawingPort {
    let desk = Desk<DrawingAnswer>()
    return DrawingPort(
      start: { request, _ in
        let ticket = desk.begin()
        if let answer = request.drawn() { _ = desk.put(answer, ticket) }
      },
      answer: { desk.take() })
  }

  /// Lays out on another thread.
  package static var inBackground: DrawingPort {
    let desk = Desk<DrawingAnswer>()
    return DrawingPort(
      start: { request, waker in
        let ticket = desk.begin()
        Task.detached {
          let answer = request.drawn { !desk.isLatest(ticket) }
          if let answer, desk.put(answer, ticket) { waker.wake() }
        }
      },
      answer: { desk.take() })
  }
}

/// Where one thread lays down answers and another takes them; only the latest that was begun counts.
final class Desk<Answer: Sendable>: Sendable {
  private struct State {
    var latest = 0
    var answer: Answer?
  }

  private let state = Mutex(State())

  /// Gives up what was begun before, and returns the ticket of what begins now.
  func begin() -> Int {
    state.withLock { state in
      state.latest += 1
      return state.latest
    }
  }

  func isLatest(_ ticket: Int) -> Bool { state.withLock { $0.latest == ticket } }

  /// Lays an answer down; `false` when another one was begun since.
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
