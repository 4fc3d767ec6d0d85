package import Inquiry

/// What came of a command: an answer and, apart from it, what is to be done outside the model.
package struct Reply: Hashable, Sendable {
  package var answer = Answer()
  package var effects: [ExplorerEffect] = []

  init(_ answer: Answer = Answer(), effects: [ExplorerEffect] = []) {
    self.answer = answer
    self.effects = effects
  }

  init(_ title: String, _ lines: [AnswerLine], chosen: Int = 0) {
    answer = Answer(title, lines, chosen: chosen)
  }

  init(line: String, effects: [ExplorerEffect] = []) {
    self.init(Answer(line: line), effects: effects)
  }
}
