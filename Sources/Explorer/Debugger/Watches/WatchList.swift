import Autodiff
import Formula
import Presentation
import TextCanvas

/// An expression that is shown at every position.
struct Watch: Sendable {
  let text: String
  /// `nil` when the program has no such node any more.
  var expression: StateExpression?
  /// What it is at the present position.
  var outcome: StateExpression.Outcome?
  /// Whether the last command changed it.
  var hasChanged = false
}

/// The watched expressions in the order in which they were asked for.
struct WatchList: Sendable {
  private(set) var all: [Watch] = []

  /// Watches an expression, unless it is watched already.
  mutating func add(_ text: String, in scope: StateScope) throws(CommandFailure) {
    guard !all.contains(where: { $0.text == text }) else {
      throw CommandFailure("'\(text)' is watched already")
    }
    all.append(Watch(text: text, expression: try scope.expression(text, origin: "watch")))
  }

  /// Stops watching the one of a number from 1, or all.
  mutating func remove(_ number: Int?) throws(CommandFailure) {
    guard let number else { return all.removeAll() }
    guard all.indices.contains(number - 1) else {
      throw CommandFailure("there is no watch \(number); there are \(all.count)")
    }
    all.remove(at: number - 1)
  }

  /// Stops watching an expression; `false` when nobody did.
  mutating func remove(text: String) -> Bool {
    let count = all.count
    all.removeAll { $0.text == text }
    return all.count < count
  }

  /// Looks all expressions up anew, in another program.
  mutating func resolve(in scope: StateScope) {
    for place in all.indices {
      all[place].expression = try? scope.expression(all[place].text, origin: "watch")
    }
  }

  /// Computes every expression at the present position and marks those that changed.
  mutating func refresh(at timeline: Timeline<Double>) {
    for place in all.indices {
      let outcome = all[place].expression?.value { timeline.number($0) }
      all[place].hasChanged = all[place].outcome.map { $0 != outcome } ?? false
      all[place].outcome = outcome
    }
  }
}

extension Watch {
  /// What it is, for a line of so many columns.
  func look(columns: Int) -> StyledText {
    switch outcome {
    case nil: StyledText("gone", .warning)
    case .missing: StyledText("⋅", .muted)
    case .number(let tensor):
      StyledText(
        TensorText.fitting(tensor, columns: columns),
        tensor.hasNonFinite ? .alarm : hasChanged ? .strong : .text)
    }
  }
}
