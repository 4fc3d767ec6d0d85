package import TextCanvas

/// Somebody who checks gradients, for a run loop that must not wait for them.
package struct CheckPort {
  /// Follows an order; the waker is called when a check is done.
  package var follow: (CheckOrder, Waker) -> Void
  /// What the latest check found when it is done, once.
  package var answer: () -> CheckAnswer?
}

extension CheckPort {
  /// Checks while one waits, so that the same keys always lead to the same frames.
  package static var atOnce: CheckPort {
    let desk = Desk<CheckAnswer>()
    return CheckPort(
      follow: { order, _ in
        let ticket = desk.begin()
        guard case .start(let request) = order, let answer = request.answer() else { return }
        _ = desk.put(answer, ticket)
      },
      answer: { desk.take() })
  }

  /// Checks on another thread.
  package static var inBackground: CheckPort {
    let desk = Desk<CheckAnswer>()
    return CheckPort(
      follow: { order, waker in
        let ticket = desk.begin()
        guard case .start(let request) = order else { return }
        Task.detached {
          let answer = request.answer { !desk.isLatest(ticket) }
          if let answer, desk.put(answer, ticket) { waker.wake() }
        }
      },
      answer: { desk.take() })
  }
}
