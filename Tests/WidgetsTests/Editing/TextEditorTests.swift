import Testing
import TextCanvas

@testable import Widgets

/// Before, keys, after; `|` is the cursor.
@Suite struct TextEditorTests {
  private func editor(_ marked: String) throws -> TextEditor {
    var editor = TextEditor(
      marked.split(separator: "|", omittingEmptySubsequences: false).joined(),
      blockOpeners: [":", "="])
    let before = try #require(marked.split(separator: "|", omittingEmptySubsequences: false).first)
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    editor.moveCursor(
      to: TextEditor.Place(line: lines.count - 1, column: lines.last?.count ?? 0))
    return editor
  }

  private func marked(_ editor: TextEditor) -> String {
    editor.lines.enumerated().map { number, line in
      let text = String(line.characters)
      guard number == editor.cursor.line else { return text }
      return text.prefix(editor.cursor.column) + "|" + text.dropFirst(editor.cursor.column)
    }.joined(separator: "\n")
  }

  @Test(arguments: [
    // To move.
    ("a|b", "Left", "|ab"), ("a|b", "Right", "ab|"), ("|ab", "Left", "|ab"),
    ("ab|", "Right", "ab|"),
    ("ab\n|cd", "Left", "ab|\ncd"), ("ab|\ncd", "Right", "ab\n|cd"),
    ("abc|\nd\nefg", "Down", "abc\nd|\nefg"), ("abc\nd\nefg|", "Up", "abc\nd|\nefg"),
    ("a|bc\nd", "Up", "|abc\nd"), ("abc\n|de", "Down", "abc\nde|"), ("ab|c", "Down", "abc|"),
    ("  x\n  y|z", "Home", "  x\n|  yz"), ("|ab\nc", "End", "ab|\nc"), ("a|b", "C-a", "|ab"),
    ("a|b", "C-e", "ab|"), ("a\nb\nc|", "PageUp", "a|\nb\nc"), ("|a\nb\nc", "PageDown", "a\nb\n|c"),
    // To type.
    ("a|c", "b", "ab|c"), ("a\nb|", "' c'", "a\nb c|"), ("|", "x", "x|"),
    // New lines keep the indentation, and go further in behind what opens a block.
    ("x = 2|", "Enter y", "x = 2\ny|"), ("  u = t|", "Enter v", "  u = t\n  v|"),
    ("phi(t) =|", "Enter u", "phi(t) =\n  u|"),
    ("  for i in 1..3:|", "Enter u", "  for i in 1..3:\n    u|"),
    ("for i in 1..3:  # turns|", "Enter u", "for i in 1..3:  # turns\n  u|"),
    ("  ab|cd", "Enter", "  ab\n  |cd"), ("|x", "Enter", "\n|x"), ("x|", "C-o y", "x\ny|"),
    ("  |ab", "Enter", "  \n  |ab"), (" |  ab", "Enter", " \n |  ab"),
    // To remove.
    ("ab|c", "BSpace", "a|c"), ("a\n|b", "BSpace", "a|b"), ("|a", "BSpace", "|a"),
    ("    |x", "BSpace", "  |x"), ("   |x", "BSpace", "  |x"), ("a   |x", "BSpace", "a  |x"),
    ("a|bc", "DC", "a|c"), ("a|\nb", "DC", "a|b"), ("a|", "DC", "a|"),
    ("a|bc\nd", "C-k", "a|\nd"), ("a|\nd", "C-k", "a|d"), ("a|", "C-k", "a|"),
    ("ab|c\nd", "C-u", "|c\nd"), ("x\n|c", "C-u", "x\n|c"),
    // Indentation.
    ("|x", "Tab", "  |x"), (" |x", "Tab", "  |x"), ("x|", "Tab", "x |"), ("    x|", "BTab", "  x|"),
    (" x|", "BTab", "x|"), ("x|", "BTab", "x|"), ("  |  x", "BTab", "|  x"),
    // To undo.
    ("a|", "b c d C-_", "a|"), ("a|", "b Space c C-_", "ab |"),
    ("a|", "b Space c C-_ C-_ C-_", "a|"),
    ("a|", "b Left c C-_", "a|b"), ("a|", "b Left c C-_ C-_", "a|"), ("a|", "b M-u C-r", "ab|"),
    ("a|", "Enter b C-_ C-_", "a|"), ("a\n|b", "BSpace C-_", "a\n|b"), ("a|", "C-_", "a|"),
    ("a|", "C-r", "a|"), ("a|", "b C-_ c C-r", "ac|"), ("ab|", "C-u C-_ C-r", "|"),
  ])
  func `keys change the text`(_ before: String, _ keys: String, _ after: String) throws {
    var editor = try editor(before)
    for case .key(let key) in try KeySequence.parse(keys) {
      let isHandled = editor.handle(key)
      #expect(isHandled)
    }
    #expect(marked(editor) == after)
  }

  @Test(arguments: ["F2", "Escape", "C-x", "IC"])
  func `other keys mean nothing`(_ name: String) throws {
    var editor = try editor("a|b")
    let before = editor
    let isHandled = editor.handle(try #require(Key(named: name)))
    #expect(!isHandled)
    #expect(editor == before)
  }

  @Test func `a text comes back as it was, with line breaks of one kind`() {
    #expect(TextEditor("").text == "")
    #expect(TextEditor("a\n").text == "a\n")
    #expect(TextEditor("a\r\nb\rc↵d\n\ne").text == "a\nb\nc\nd\n\ne")
  }

  @Test func `pasted lines stay lines, and are undone at once`() throws {
    var editor = try editor("a|d")
    editor.insert("b\r\n\tc\n")
    #expect(marked(editor) == "ab\n  c\n|d")
    _ = editor.handle(.control("_"))
    #expect(marked(editor) == "a|d")
  }

  @Test func `a text that is too long is refused`() throws {
    var editor = try editor("a|")
    editor.insert(String(repeating: "x\n", count: TextEditor.mostCharacters / 2))
    #expect(editor.text == "a")
    #expect(editor.problem == ["this would be longer than 100000 characters; put it in a file"])
    _ = editor.handle(.character("b"))
    #expect(editor.problem.isEmpty)
  }

  @Test func `a remark stays with its line until that is changed`() throws {
    var editor = try editor("a\n|b\nc")
    editor.show([(1, EditorRemark("wrong", at: 0..<1)), (9, EditorRemark("nowhere", at: 0..<1))])
    #expect(editor.lines.map(\.remarks.count) == [0, 1, 0])
    for name in ["Up", "Enter"] { _ = editor.handle(try #require(Key(named: name))) }
    #expect(editor.lines.map(\.remarks.count) == [0, 0, 1, 0])
    for name in ["Down", "x"] { _ = editor.handle(try #require(Key(named: name))) }
    #expect(editor.lines.map(\.remarks.count) == [0, 0, 0, 0])
  }
}

/// What is seen of an editor.
@Suite struct TextEditorViewTests {
  private func rows(
    _ editor: TextEditor, width: Int = 40, height: Int = 10
  ) -> (rows: [String], cursor: Position) {
    var canvas = Canvas(size: Size(width: width, height: height))
    let view = TextEditorView(editor: editor, title: "edit", theme: Theme.fitting(Capabilities()))
    let cursor = view.draw(on: &canvas, in: Rect(x: 0, y: 0, width: width, height: height))
    return (canvas.rows().filter { $0.contains { $0 != " " } }, cursor)
  }

  @Test func `one line has no number`() {
    let (rows, cursor) = rows(TextEditor("z = x*y"), width: 20)
    #expect(rows == ["╭ edit ────────────╮", "│ z = x*y          │", "╰──────────────────╯"])
    #expect(cursor == Position(x: 9, y: 8))
  }

  @Test func `what is wrong stands below its line`() {
    var editor = TextEditor("x = 2\ny = tahn(x)\nz = 日 + y")
    editor.show([
      (1, EditorRemark("no function is called 'tahn'; did you mean 'tanh'?", at: 4..<8)),
      (2, EditorRemark("no", at: 4..<5, related: 0..<1)),
    ])
    let (rows, cursor) = rows(editor, height: 12)
    #expect(
      rows == [
        "╭ edit ────────────────────────────────╮",
        "│  1 x = 2                             │",
        "│  2 y = tahn(x)                       │",
        "│        ^^^^                          │",
        "│    no function is called 'tahn'; did │",
        "│      you mean 'tanh'?                │",
        "│  3 z = 日 + y                        │",
        "│    ~   ^^                            │",
        "│    no                                │",
        "╰──────────────────────────────────────╯",
      ])
    #expect(cursor == Position(x: 15, y: 8))
  }

  @Test func `of many lines those around the cursor are seen`() {
    let text = (1...30).map { "x\($0) = \($0)" }.joined(separator: "\n")
    var editor = TextEditor(text)
    #expect(
      rows(editor, width: 20).rows.map { $0.dropFirst(2).prefix(8) }.dropFirst().first == "23 x23 ="
    )
    editor.moveCursor(to: TextEditor.Place(line: 14, column: 0))
    let (shown, cursor) = rows(editor, width: 20)
    #expect(shown[1].contains("12 x12") && shown[8].contains("19 x19"))
    #expect(cursor == Position(x: 5, y: 4))
    editor.moveCursor(to: TextEditor.Place(line: 0, column: 0))
    #expect(rows(editor, width: 20).rows[1].contains(" 1 x1"))
  }

  @Test func `a long line scrolls with the cursor`() {
    var editor = TextEditor(String(repeating: "abcde", count: 20))
    #expect(rows(editor, width: 14).rows[1] == "│ bcdeabcde  │")
    #expect(rows(editor, width: 14).cursor == Position(x: 11, y: 8))
    editor.moveCursor(to: TextEditor.Place(line: 0, column: 0))
    #expect(rows(editor, width: 14).rows[1] == "│ abcdeabcde │")
  }

  @Test(arguments: [(1, 1), (4, 2), (6, 3), (24, 1), (3, 24)])
  func `the smallest areas are drawn in`(_ width: Int, _ height: Int) {
    var editor = TextEditor("x = 2\ny = 3")
    editor.show([(1, EditorRemark("wrong", at: 0..<0))])
    editor.problem = ["and more"]
    let (_, cursor) = rows(editor, width: width, height: height)
    #expect((0..<width).contains(cursor.x) && (0..<height).contains(cursor.y))
  }
}
