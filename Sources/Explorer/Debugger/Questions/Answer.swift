package import Presentation

/// A line of an answer, and where in time it leads.
package struct AnswerLine: Hashable, Sendable {
  package let text: StyledText
  /// The position at which what the line tells has just happened.
  package let position: Int?
  /// The element of the tensor that received a number there, where the line is about one.
  package let element: Int?

  package init(_ text: StyledText, at position: Int? = nil, element: Int? = nil) {
    self.text = text
    self.position = position
    self.element = element
  }

  package init(_ text: String, at position: Int? = nil) {
    self.init(StyledText(text), at: position)
  }
}

/// Lines to read in a box over the panes; Enter goes to where the chosen one happened.
struct Answer: Hashable, Sendable {
  let title: String
  let lines: [AnswerLine]
  var chosen: Int
  /// The first row that is shown; without one, the chosen line stands in the middle.
  var firstRow: Int?

  init(_ reply: Reply) {
    title = reply.title
    lines = reply.lines
    chosen = min(max(reply.chosen, 0), max(reply.lines.count - 1, 0))
  }

  /// Moves the choice by so many lines.
  mutating func move(by step: Int) {
    chosen = min(max(chosen + step, 0), max(lines.count - 1, 0))
    firstRow = nil
  }

  var chosenLine: AnswerLine? { lines.indices.contains(chosen) ? lines[chosen] : nil }
}
