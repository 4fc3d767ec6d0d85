/// Work that is numbered, so that an answer to what was asked for before is dropped.
package protocol NumberedWork: OffloadedWork {
  /// Which of those that were asked for it is.
  var number: Int { get set }
  /// Which of the programs that were opened it is about.
  var opening: Int { get set }
}

/// What is to be done about work of a kind.
package indirect enum WorkOrder<Work: NumberedWork>: OffloadedWork {
  /// Begin with it, and give up any earlier one.
  case start(Work)
  /// Give up what is going on.
  case stop

  /// What the work comes to; `nil` when it is to stop.
  package func answer(unless isCancelled: () -> Bool) -> Work.Answer? {
    guard case .start(let work) = self else { return nil }
    return work.answer(unless: isCancelled)
  }

  /// The same about a program that was opened.
  package func about(opening: Int) -> WorkOrder {
    guard case .start(var work) = self else { return self }
    work.opening = opening
    return .start(work)
  }
}

/// Work that is asked for as data: whether it is going on, and what somebody should begin or give up.
package struct Errand<Work: NumberedWork>: Sendable {
  /// Whether it is being worked out.
  package private(set) var isRunning = false
  /// The number of the latest work, so that an answer to an older one is dropped.
  package private(set) var number = 0
  /// What nobody has taken notice of yet.
  private var order: WorkOrder<Work>?

  /// Nothing is asked for.
  package init() {}

  /// Asks for some work, and gives up any earlier one.
  package mutating func start(_ work: Work) {
    number += 1
    isRunning = true
    var work = work
    work.number = number
    order = .start(work)
  }

  /// Gives up what is going on; `false` when nothing is.
  package mutating func giveUp() -> Bool {
    guard isRunning else { return false }
    number += 1
    isRunning = false
    order = .stop
    return true
  }

  /// Continues with the numbers of another errand, whose answers are none of this one.
  package mutating func follow(_ other: Errand) {
    number = max(number, other.number) + 1
    order = other.order ?? order
  }

  /// Notes that the work of a number is done; `false` when something else is wanted by now.
  package mutating func finish(_ number: Int) -> Bool {
    guard isRunning, number == self.number else { return false }
    isRunning = false
    return true
  }

  /// What is to be begun or given up, once.
  package mutating func takeOrder() -> WorkOrder<Work>? {
    defer { order = nil }
    return order
  }
}

extension Errand: Equatable {
  /// Whether both wait, or neither; which number work has is between them and whoever does it.
  package static func == (one: Errand, other: Errand) -> Bool { one.isRunning == other.isRunning }
}
