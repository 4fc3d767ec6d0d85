import Autodiff
import Debugging
import Formula
import Inquiry
import Testing
import TextCanvas
import Widgets

@testable import Explorer

/// Changing the program's text on the screen.
@Suite struct EditingTests {
  private static let loop = """
    # Newton's method
    x = 2
    y = 1
    for i in 1..3:
      y = (y + x/y)/2
    z = y
    """

  private func editor(of model: ExplorerModel) throws -> TextEditor {
    guard case .editor(let editor) = model.overlay else { throw NoEditor() }
    return editor
  }

  private struct NoEditor: Error {}

  @Test func `a program of one line is edited in one, and Enter applies it`() throws {
    var model = try ExplorerModel("z = x*y", size: Size(width: 80, height: 24), keys: "e")
    let top = try #require(
      model.rows.firstIndex {
        $0.contains("edit the program: Enter to apply, C-o for a new line, Esc to cancel")
      })
    #expect(model.rows[top + 1].contains("│ z = x*y "))
    #expect(model.rows.count == top + 3)
    try model.press("+ x Enter")
    #expect(model.overlay == nil)
    #expect(model.program.text == "z = x*y+x")
  }

  @Test func `C-o makes it a program of several lines, and C-d applies these`() throws {
    var model = try ExplorerModel("z = x*y", keys: "e Home C-o Up 'x = 4' Enter 'y = 5'")
    #expect(model.rows.contains { $0.contains("C-d to apply, Enter for a new line, C-_ to undo") })
    #expect(model.rows.contains { $0.contains("│  2 y = 5") })
    #expect(model.program.text == "z = x*y")
    try model.press("C-d")
    #expect(model.overlay == nil)
    #expect(model.program.text == "x = 4\ny = 5\nz = x*y")
    #expect(model.program.inputs.map(\.values) == [[4], [5]])
  }

  @Test func `Enter behind the head of a block goes on in the next line`() throws {
    let model = try ExplorerModel("z = x*y", keys: "e C-u 'phi(t) =' Enter 'tanh(t)'")
    #expect(try editor(of: model).text == "phi(t) =\n  tanh(t)")
  }

  @Test func `lines, comments and indentation stay as they are`() throws {
    var model = try ExplorerModel(Self.loop, keys: "e")
    #expect(try editor(of: model).text == Self.loop)
    try model.press("Up End BSpace 3 C-d")
    let changed = Self.loop.dropLast("2\nz = y".count) + "3\nz = y"
    #expect(model.program.text == changed)
    try model.press("U")
    #expect(model.program.text == Self.loop)
  }

  @Test(arguments: ["Escape", "C-c"])
  func `Escape leaves, and the program stays`(_ key: String) throws {
    let model = try ExplorerModel(Self.loop, keys: "e C-u C-u BSpace x \(key)")
    #expect(model.overlay == nil)
    #expect(model.program.text == Self.loop)
    #expect(!model.isUnsaved)
  }

  @Test func `what is left as it was is no change`() throws {
    var model = try ExplorerModel("x = 2\nz = x^2\n", keys: "e 1 BSpace C-d")
    #expect(model.overlay == nil)
    #expect(!model.isUnsaved)
    try model.press("e Enter 'w = z*x' C-d")
    #expect(model.program.text == "x = 2\nz = x^2\nw = z*x\n")
  }

  @Test func `errors stand under their lines, and the cursor at the first`() throws {
    var model = try ExplorerModel(
      "x = 2\nz = x^2", size: Size(width: 80, height: 24),
      keys: "e Home 'y = tahn(x)' Enter Enter Up 'for i in 1..3:' C-d")
    let rows = model.rows.filter { $0.hasPrefix("│") }.suffix(9)
    #expect(
      rows.map { String($0.dropFirst(2).prefix { $0 != "│" }).trimmingTrailingSpaces } == [
        " 1 x = 2",
        " 2 y = tahn(x)",
        "       ^^^^",
        "   no function is called 'tahn'; did you mean 'tanh'?",
        " 3 for i in 1..3:",
        "   ^^^^^^^^^^^^^^",
        "   this has no lines of its own; indent them below it, or type one behind",
        "     the colon",
        " 4 z = x^2",
      ])
    #expect(try editor(of: model).cursor == TextEditor.Place(line: 1, column: 4))
    // Mending one line leaves what is said of the other.
    try model.press("Right Right DC DC n h")
    #expect(!model.rows.contains { $0.contains("tahn") })
    #expect(try editor(of: model).lines.map(\.remarks.count) == [0, 0, 1, 0])
  }

  @Test func `what has to do with an error is marked on its own line`() throws {
    let model = try ExplorerModel(
      "x = 2\nz = x^2", size: Size(width: 80, height: 24), keys: "e Enter 'x = 3' C-d")
    let text = model.rows.joined(separator: "\n")
    #expect(text.contains(" 3 x = 3"))
    #expect(try editor(of: model).lines.map(\.remarks.count) == [1, 0, 1])
  }

  @Test func `a text that cannot be run says so below the text`() throws {
    let model = try ExplorerModel("z = x^2", keys: "e C-u '# nothing' Enter")
    #expect(try !editor(of: model).lines[0].remarks.isEmpty)
  }

  @Test func `pasted lines stay lines`() throws {
    var model = try ExplorerModel("z = x*y", keys: "e C-u")
    model.press(.paste("x = 2  # the input\r\nfor i in 1..2:\n  x = x*x\nz = x"))
    #expect(
      try editor(of: model).text == "x = 2  # the input\nfor i in 1..2:\n  x = x*x\nz = x")
    try model.press("C-_")
    #expect(try editor(of: model).text == "")
  }

  @Test func `a smaller screen shows the lines around the cursor`() throws {
    let text = (1...40).map { "x\($0) = \($0)" }.joined(separator: "\n") + "\nz = x1"
    var model = try ExplorerModel(text, size: Size(width: 80, height: 24), keys: "e")
    #expect(model.rows.contains { $0.contains("│ 41 z = x1") })
    #expect(model.rows[0].contains("retrograde"))
    for size in [Size(width: 40, height: 9), Size(width: 24, height: 6), Size(width: 5, height: 3)]
    {
      model.press(.resize(size))
      if size.height > 5 { #expect(model.rows.contains { $0.contains("41 z = x1") }) }
      let cursor = model.view().cursor ?? Position(x: 0, y: 0)
      #expect(cursor.x < size.width && cursor.y < size.height)
    }
    model.press(.resize(Size(width: 120, height: 40)))
    #expect(model.rows.contains { $0.contains("41 z = x1") })
  }

  @Test func `a graph that was built is not edited, here or elsewhere`() throws {
    let program = try Program("z = x^2")
    let inputs = program.inputs.map { (node: $0.node, values: $0.values) }
    let built = try #require(
      Program(program.graph, title: "built", inputs: inputs, outputs: program.outputs))
    var model = try ExplorerModel(built, size: Size(width: 80, height: 24))
    try model.press("e")
    #expect(model.overlay == nil)
    #expect(model.notice?.plain.contains("cannot be edited") == true)
    let failure = #expect(throws: CommandFailure.self) {
      var model = model
      _ = try model.perform(.edit(nil))
    }
    #expect(failure?.text.contains("cannot be edited") == true)
  }
}

/// What comes back from an editor of the user's own.
@Suite struct FinishedEditingTests {
  private func edited(
    _ text: String, _ result: Result<String, FilePort.Problem>,
    size: Size = Size(width: 100, height: 30)
  ) throws -> ExplorerModel {
    var model = try ExplorerModel(text, size: size)
    let effects = try model.perform(.edit(nil)).effects
    #expect(effects == [.edit(text)])
    model.finishEditing(text, result)
    return model
  }

  @Test func `a changed text is the program`() throws {
    let model = try edited("z = x*y", .success("z = x*y*y\n"))
    #expect(model.program.text == "z = x*y*y")
    #expect(model.notice?.plain == "the program is now z = x*y*y")
    #expect(model.isUnsaved)
  }

  @Test(arguments: ["z = x*y", "z = x*y\n"])
  func `an unchanged one is none`(_ text: String) throws {
    for result in ["z = x*y\n", "z = x*y"] where text.hasSuffix("\n") == result.hasSuffix("\n") {
      let model = try edited(text, .success(result))
      #expect(model.notice?.plain == "the program is unchanged")
      #expect(!model.isUnsaved)
    }
    #expect(
      try edited("z = x*y", .success("z = x*y\n")).notice?.plain == "the program is unchanged")
  }

  @Test(arguments: ["", "\n", " \n\t\n"])
  func `an empty one is none either`(_ text: String) throws {
    let model = try edited("z = x*y", .success(text))
    #expect(model.program.text == "z = x*y")
    #expect(model.notice?.plain == "the file was left empty, and the program is unchanged")
  }

  @Test func `a wrong one is shown with its errors, to be mended here`() throws {
    var model = try edited("z = x*y", .success("y = 2\nz = tahn(x)*y\n"))
    #expect(model.program.text == "z = x*y")
    guard case .editor(let editor) = model.overlay else {
      Issue.record("there is no editor")
      return
    }
    #expect(editor.text == "y = 2\nz = tahn(x)*y")
    #expect(editor.lines[1].remarks.count == 1)
    try model.press("Right Right DC DC n h C-d")
    #expect(model.overlay == nil)
    #expect(model.program.text == "y = 2\nz = tanh(x)*y")
  }

  @Test func `what went wrong is said, in a box if it is long`() throws {
    let short = try edited("z = x*y", .failure(FilePort.Problem("'vi' ended with code 1")))
    #expect(short.notice?.plain == "'vi' ended with code 1")
    let words = "'vi' ended with code 1; the program is unchanged, what was written is in "
    let long = try edited(
      "z = x*y", .failure(FilePort.Problem(words + "/tmp/retrograde-abcdef/program.rg")),
      size: Size(width: 60, height: 20))
    let text = long.rows.joined(separator: "\n")
    #expect(text.contains("'vi' ended with code 1") && text.contains("program.rg"))
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    lastIndex { $0 != " " }.map { String(self[...$0]) } ?? ""
  }
}
