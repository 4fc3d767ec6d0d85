package import Explorer
package import Inquiry
package import TextCanvas

/// Somebody who works things out, for a run loop that must not wait for them.
package struct WorkPort<Work: OffloadedWork> {
  /// Begins with some work and gives up any earlier one; the waker is called when it is done.
  package var start: (Work, Waker) -> Void
  /// The answer to the latest work when that is done, once.
  package var answer: () -> Work.Answer?

  /// Begins with what is wanted, if anything is, and takes back what has been done.
  func exchange(_ wanted: Work?, _ waker: Waker) -> Work.Answer? {
    if let wanted { start(wanted, waker) }
    return answer()
  }
}

extension WorkPort {
  /// Works while one waits, so that the same keys always lead to the same frames.
  package static var atOnce: WorkPort {
    let desk = Desk<Work.Answer>()
    return WorkPort(
      start: { work, _ in
        let ticket = desk.begin()
        if let answer = work.answer(unless: { false }) { _ = desk.put(answer, ticket) }
      },
      answer: { desk.take() })
  }

  /// Works on another thread.
  package static var inBackground: WorkPort {
    let desk = Desk<Work.Answer>()
    return WorkPort(
      start: { work, waker in
        let ticket = desk.begin()
        Task.detached {
          let answer = work.answer { !desk.isLatest(ticket) }
          if let answer, desk.put(answer, ticket) { waker.wake() }
        }
      },
      answer: { desk.take() })
  }
}

/// Lays out drawings.
package typealias DrawingPort = WorkPort<DrawingRequest>

/// Checks gradients.
package typealias CheckPort = WorkPort<CheckOrder>

/// Does commands that may take long.
package typealias CommandPort = WorkPort<CommandOrder>
