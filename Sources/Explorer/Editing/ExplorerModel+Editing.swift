import Basics
package import Debugging
import Formula
import Inquiry
import Presentation
import Syntax
import TextCanvas
import Widgets

extension ExplorerModel {
  /// Shows the program's text to be changed.
  mutating func editProgram() {
    guard program.isEditable else {
      notice = StyledText(program.reasonNotToEdit, .warning)
      return
    }
    overlay = .editor(TextEditor(program: program.currentText.withoutLastLineBreak))
  }

  /// Does a key of the editor.
  mutating func pressInEditor(_ key: Key) -> [ExplorerEffect] {
    switch key {
    case .escape, .control("c"): overlay = nil
    case .control("l"): return [.screen(.redrawAll)]
    case .control("d"): acceptEditor()
    // A program of one line is done with its line.
    case .enter where isEditingOneLine: acceptEditor()
    default: changeEditor { _ = $0.handle(key) }
    }
    return []
  }

  private var isEditingOneLine: Bool {
    guard case .editor(let editor) = overlay else { return false }
    return editor.lines.count == 1 && !editor.opensBlock
  }

  private mutating func acceptEditor() {
    guard case .editor(let editor) = overlay else { return }
    accept(editor)
  }

  /// Where the editor is drawn.
  var editorArea: Rect { size.height < 10 ? Rect(size) : Rect(size).rows(top: 1).bottom }

  /// A click puts the cursor where it is, the wheel takes it through the lines.
  mutating func follow(_ mouse: MouseEvent, in editor: TextEditor) {
    let view = TextEditorView(editor: editor, title: editor.title, theme: theme)
    switch mouse.action {
    case .press(.left):
      guard let place = view.place(at: mouse.position, in: editorArea) else { return }
      changeEditor { $0.moveCursor(to: place) }
    case .wheel(let wheel): changeEditor { _ = $0.handle(wheel.step < 0 ? .up : .down) }
    case .press, .drag, .release: break
    }
  }

  /// Changes the editor that is open.
  mutating func changeEditor(_ change: (inout TextEditor) -> Void) {
    guard case .editor(var editor) = overlay else { return }
    // Out of the model first, so that a long text is changed where it is instead of copied.
    overlay = nil
    change(&editor)
    overlay = .editor(editor)
  }

  /// Takes what was edited, or shows below the lines why it cannot be taken.
  private mutating func accept(_ editor: TextEditor) {
    // A program that is left as it was keeps its lines and comments.
    guard editor.text != editor.original else { return overlay = nil }
    let isLastLineEnded = program.currentText.last?.isNewline ?? false
    adopt(editor.text + (isLastLineEnded ? "\n" : ""), in: editor)
  }

  /// Puts a text in place of the program's, or leaves it in the editor with what is wrong.
  private mutating func adopt(_ text: String, in editor: TextEditor) {
    do {
      try change(to: program.replacingText(with: text), debugger.whatIf)
      overlay = nil
      followCurrentNode()
    } catch {
      var editor = editor
      editor.problem = []
      switch error {
      case let failure as FormulaFailure: editor.show(failure)
      case let failure as CommandFailure: editor.problem = failure.lines
      default: editor.problem = ["\(error)"]
      }
      overlay = .editor(editor)
    }
  }
}

extension ExplorerModel {
  /// Asks for the program to be opened in the user's own editor.
  func editElsewhere() throws(CommandFailure) -> Reply {
    guard program.isEditable else { throw CommandFailure(program.reasonNotToEdit) }
    return Reply(effects: [.edit(program.currentText)])
  }

  /// Takes over what became of the program in the user's own editor.
  package mutating func finishEditing(
    _ original: String, _ result: Result<String, FilePort.Problem>
  ) {
    switch result {
    case .failure(let problem):
      let lines = StyledText(problem.message, .alarm)
      lines.plain.columns < size.width
        ? notice = lines : show(Answer("edit", [AnswerLine(lines)]))
    case .success(let text) where text.isEmpty || text.allSatisfy(\.isWhitespace):
      notice = StyledText("the file was left empty, and the program is unchanged", .warning)
    case .success(let text):
      let text = original.last?.isNewline == true ? text : text.withoutLastLineBreak
      guard text != original else {
        notice = StyledText("the program is unchanged", .muted)
        return
      }
      adopt(text, in: TextEditor(program: text.withoutLastLineBreak))
      if overlay == nil {
        notice = StyledText("the program is now \(program.headline)", .success)
      }
    }
  }
}

extension TextEditor {
  /// The editor of a program's text.
  fileprivate init(program text: String) {
    self.init(text, blockOpeners: [":", "="])
  }

  /// What the keys do.
  var title: String {
    lines.count == 1
      ? "edit the program: Enter to apply, C-o for a new line, Esc to cancel"
      : "edit: C-d to apply, Enter for a new line, C-_ to undo, Esc to cancel"
  }

  /// Says below the lines what is wrong with them, and goes to the first place that is.
  fileprivate mutating func show(_ failure: FormulaFailure) {
    let source = failure.source
    // What is wrong may be an option given beside the text.
    guard source.text(from: 0, to: .max).withoutLastLineBreak == text else {
      problem = failure.report.split(separator: "\n").map(String.init)
      return
    }
    let remarks = failure.errors.flatMap { EditorRemark.remarks(on: $0, in: source) }
    show(remarks)
    guard let first = failure.errors.first.map({ source.place(of: $0.span.lowerBound) }) else {
      return
    }
    moveCursor(to: first)
  }
}

extension EditorRemark {
  /// What an error says of its line, and of the line that has to do with it.
  fileprivate static func remarks(
    on error: FormulaError, in source: SourceText
  ) -> [(line: Int, remark: EditorRemark)] {
    let place = source.place(of: error.span.lowerBound)
    let related = error.related.map { ($0, source.place(of: $0.lowerBound)) }
    let isBeside = related.map { $0.1.line == place.line } ?? false
    let first = EditorRemark(
      error.problem.message, at: source.columns(of: error.span),
      related: isBeside ? related.map { source.columns(of: $0.0) } : nil)
    guard let related, !isBeside else { return [(place.line, first)] }
    let second = EditorRemark(error.problem.relation, at: source.columns(of: related.0))
    return [(place.line, first), (related.1.line, second)]
  }
}

extension SourceText {
  /// Where an offset is in an editor of this text.
  fileprivate func place(of offset: Int) -> TextEditor.Place {
    let position = position(of: offset)
    return TextEditor.Place(line: position.line - 1, column: position.column - 1)
  }

  /// The characters of its first line that a span covers.
  fileprivate func columns(of span: SourceSpan) -> Range<Int> {
    let start = position(of: span.lowerBound)
    let end = min(span.upperBound, bounds(ofLine: start.line).upperBound)
    let last = position(of: max(end, span.lowerBound))
    return start.column - 1..<max(last.column, start.column) - 1
  }
}

extension String {
  /// The text without the line break at its end.
  fileprivate var withoutLastLineBreak: String {
    last?.isNewline == true ? String(dropLast()) : self
  }
}
