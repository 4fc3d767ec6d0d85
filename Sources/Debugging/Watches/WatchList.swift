package import Autodiff
package import Formula
package import Inquiry
import Presentation
package import TextCanvas

/// An expression that is shown at every position.
package struct Watch: Equatable, Sendable {
  /// The expression as it was typed.
  package let text: String
  /// `nil` when the program has no such node any more.
  package var expression: StateExpression?
  /// What it is at the present position.
  package var outcome: StateExpression.Outcome?
  /// Whether the last command changed it.
  package var hasChanged = false

  /// Whether both show the same number of the same expression.
  package static func == (one: Watch, other: Watch) -> Bool {
    one.text == other.text && one.expression == other.expression
      && one.hasChanged == other.hasChanged && one.number?.shape == other.number?.shape
      && (one.number?.elements ?? []).hasSameBits(as: other.number?.elements ?? [])
      && one.missing == other.missing
  }

  /// The number that it is, if it is one.
  private var number: Tensor<Double>? {
    if case .number(let number) = outcome { number } else { nil }
  }

  /// The number that is not there yet.
  private var missing: StateReference? {
    if case .missing(let reference) = outcome { reference } else { nil }
  }
}

/// The watched expressions in the order in which they were asked for.
package struct WatchList: Equatable, Sendable {
  /// In the order in which they were asked for.
  package private(set) var all: [Watch] = []

  /// Watches an expression, unless it is watched already.
  package mutating func add(_ text: String, in scope: StateScope) throws(CommandFailure) {
    guard !all.contains(where: { $0.text == text }) else {
      throw CommandFailure("'\(text)' is already watched")
    }
    all.append(Watch(text: text, expression: try scope.expression(text, origin: "watch")))
  }

  /// Stops watching the one of a number from 1, or all.
  package mutating func remove(_ number: Int?) throws(CommandFailure) {
    guard let number else { return all.removeAll() }
    guard number >= 1, number <= all.count else {
      let known = all.isEmpty ? "none are set" : "the last one is \(all.count)"
      throw CommandFailure("there is no watch \(number); \(known)")
    }
    all.remove(at: number - 1)
  }

  /// Stops watching an expression; `false` when nobody did.
  package mutating func remove(text: String) -> Bool {
    let count = all.count
    all.removeAll { $0.text == text }
    return all.count < count
  }

  /// Looks all expressions up again, in another program.
  package mutating func resolve(in scope: StateScope) {
    for place in all.indices {
      all[place].expression = try? scope.expression(all[place].text, origin: "watch")
    }
  }

  /// Computes every expression at the present position and marks those that changed.
  package mutating func refresh(at timeline: Run) {
    for place in all.indices {
      let outcome = all[place].expression?.value { timeline.number($0) }
      all[place].hasChanged = all[place].outcome.map { $0 != outcome } ?? false
      all[place].outcome = outcome
    }
  }
}

extension Watch {
  /// What it is, for a line of so many columns.
  package func look(columns: Int) -> StyledText {
    switch outcome {
    case nil: StyledText("gone", .warning)
    case .missing: StyledText(Marks.none, .muted)
    case .number(let tensor):
      StyledText(
        TensorText.fitting(tensor, columns: columns),
        tensor.hasNonFinite ? .alarm : hasChanged ? .strong : .text)
    }
  }
}
