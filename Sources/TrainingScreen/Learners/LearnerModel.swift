package import Learners
package import TextCanvas
package import Widgets

/// The screen of a learner other than descent: what it is like, and what keys make of that.
package struct LearnerModel: Hashable, Sendable {
  /// What accuracy is drawn against.
  package enum Axis: String, CaseIterable, Hashable, Sendable {
    case examples = "examples run forward"
    case seconds
  }

  /// What the screen asks for.
  package enum Effect: Hashable, Sendable {
    case quit, togglePause
  }

  package var size: Size
  package var snapshot = LearnerSnapshot()
  package private(set) var axis = Axis.examples
  /// Whether the axis is logarithmic: learners differ by powers of ten.
  package private(set) var hasLogAxis = true
  package private(set) var showsHelp = false
  let kind: LearnerKind
  let dataName: String
  /// Other runs beside this one.
  let others: [LearnerCurve]
  /// One of each other way to learn, as many as can be told apart.
  package static let greatestComparedCount = AccuracyView.looks.count
  let capabilities: Capabilities

  package init(
    _ kind: LearnerKind, on dataName: String, beside others: [LearnerCurve], size: Size,
    capabilities: Capabilities
  ) {
    self.kind = kind
    self.dataName = dataName
    self.others = others
    self.size = size
    self.capabilities = capabilities
  }

  var theme: Theme { .fitting(capabilities) }

  /// The model after an event, and what is to be done.
  package mutating func update(_ event: ScreenEvent) -> Effect? {
    switch event {
    case .resize(let size): self.size = size
    case .ended: return .quit
    case .key(let key): return press(key)
    case .wake, .mouse, .paste: break
    }
    return nil
  }

  private mutating func press(_ key: Key) -> Effect? {
    guard !showsHelp else {
      showsHelp = false
      return nil
    }
    switch KeyTable<LearnerCommand>.learner.command(for: key) {
    case .pause: return .togglePause
    case .axis: axis = axis.next
    case .logarithmic: hasLogAxis.toggle()
    case .help: showsHelp = true
    case .quit: return .quit
    case nil: break
    }
    return nil
  }
}

/// What the keys of this screen do.
package enum LearnerCommand: Hashable, Sendable {
  case pause, axis, logarithmic, help, quit
}

extension KeyTable<LearnerCommand> {
  /// The keys of the screen of a learner; they mean what they mean on the training screen.
  package static let learner = KeyTable(bindings: [
    .init([.character(" ")], .pause, "pause, continue", hint: "pause"),
    .init([.character("x")], .axis, "accuracy against examples or seconds", hint: "axis"),
    .init([.character("y")], .logarithmic, "logarithmic or linear axis", hint: "log"),
    .init([.character("?")], .help, "show the keys", hint: "help"),
    .init([.character("q"), .control("c")], .quit, "quit", hint: "quit"),
  ])
}
