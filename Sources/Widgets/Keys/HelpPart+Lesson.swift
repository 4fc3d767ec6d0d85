import TextCanvas

extension HelpPart {
  /// What keys and commands do while a lesson is given, on whichever screen that is.
  package static let lesson = HelpPart(
    "in a lesson",
    signs: [
      ("Enter", "answer the question; where none waits, go on"),
      ("?", "as an answer: not sure; the right one is then shown"),
      ("↑ ↓ PgUp PgDn", "scroll the lesson while an answer is typed"),
      ("Tab, Esc", "go from the lesson to the other panes, and back"),
      (":lesson hint", "show a hint"),
      (":lesson back", "go back a page; :lesson 3 opens page 3"),
      (":lesson restart", "begin again"),
    ].map { (sign: $0.0.padded(toColumns: 17), meaning: $0.1) })
}
