import TextCanvas
import Widgets

/// What lies over the panes and takes the keys until it is left.
enum Overlay: Hashable, Sendable {
  /// Keys and marks, and which part of that is looked at.
  case help(HelpSight)
  /// A line that is being typed.
  case prompt(Prompt<ExplorerPrompt>)
  /// The program's text, to be changed.
  case editor(TextEditor)
  /// Lines to read and to go from.
  case answer(AnswerBox)
  /// Matrices with a cursor.
  case matrices(MatrixSheet)
}
