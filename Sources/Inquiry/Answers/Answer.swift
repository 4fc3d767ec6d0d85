package import Autodiff
import Presentation
package import TextCanvas

/// What there is to say to a question or a command: lines, with numbers and positions in time.
package struct Answer: Hashable, Sendable {
  /// What the lines are about, for the frame around them.
  package var title = ""
  /// What there is to read, line by line.
  package var lines: [AnswerLine] = []
  /// The line that is chosen at first.
  package var chosen = 0
  /// Matrices to look at.
  package var matrices: MatrixAnswer?

  /// Nothing to say.
  package init() {}

  /// Lines under a title.
  package init(_ title: String, _ lines: [AnswerLine], chosen: Int = 0) {
    self.title = title
    self.lines = lines
    self.chosen = chosen
  }

  /// Matrices to look at.
  package init(_ matrices: MatrixAnswer) {
    self.matrices = matrices
  }

  /// One line.
  package init(line: String) {
    self.init("", [AnswerLine(line)])
  }
}

/// A line of an answer, and where in time it leads.
package struct AnswerLine: Hashable, Sendable {
  /// What the line says.
  package let text: StyledText
  /// The position at which what the line reports has just happened.
  package let position: Int?
  /// The element of the tensor that received a number there, where the line is about one.
  package let element: Int?
  /// The nodes of the path that the line is about, each an operand of the next.
  package let path: [NodeID]

  /// A line that leads to a position, and there to an element, or that is about a path.
  package init(
    _ text: StyledText, at position: Int? = nil, element: Int? = nil, along path: [NodeID] = []
  ) {
    self.path = path
    self.text = text
    self.position = position
    self.element = element
  }

  /// A line of plain words.
  package init(_ text: String, at position: Int? = nil) {
    self.init(StyledText(text), at: position)
  }
}
