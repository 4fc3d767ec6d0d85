import Formula
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer

@Suite struct PromptTests {
  @Test func `pasted lines become statements without their comments`() {
    var prompt = Prompt(ExplorerPrompt.command, text: "")
    prompt.insert("x = 2  # the input\ny = 3\r\nz = x*y\n".pastedInOneLine)
    #expect(prompt.text == "x = 2; y = 3; z = x*y")
  }

  @Test func `pasted words stay as they are`() {
    var prompt = Prompt(ExplorerPrompt.command, text: "z = ")
    prompt.insert(" x*y ".pastedInOneLine)
    #expect(prompt.text == "z =  x*y ")
  }

  @Test(arguments: [
    ("5", "5"), ("Right 5", "25"), ("Left 5", "52"), ("Home 5", "52"), ("End 5", "25"),
    ("Backspace", ""), ("Delete 7", "7"), ("- 1", "-1"), ("5 Backspace", ""), ("C-u 3", "3"),
  ])
  func `the old value is selected, typing replaces it and moving keeps it`(
    _ keys: String, _ text: String
  ) throws {
    var model = try ExplorerModel("x = 2; z = x*y", size: Size(width: 80, height: 24))
    try model.press("i")
    #expect(
      model.rows.contains { $0.contains("type to replace it, Enter to keep it,") })
    let field = try #require(model.rows.firstIndex { $0.contains("x = 2") && $0.contains("│") })
    #expect(field > 0)
    try model.press(keys)
    guard case .prompt(let prompt) = model.overlay else { throw NoPrompt() }
    #expect(prompt.text == text)
    #expect(!prompt.isSelected)
    #expect(!model.rows.contains { $0.contains("typing replaces it") })
  }

  @Test func `what is pasted replaces the selection, and Enter alone changes nothing`() throws {
    var model = try ExplorerModel("x = 2; z = x*y", keys: "i")
    model.press(.paste("pi/2"))
    guard case .prompt(let prompt) = model.overlay else { throw NoPrompt() }
    #expect(prompt.text == "pi/2")
    model = try ExplorerModel("x = 2; z = x*y", keys: "i Enter")
    #expect(model.overlay == nil)
    #expect(model.program.inputs.first?.literal == "2")
  }

  @Test func `the selection is drawn in reverse video`() throws {
    let model = try ExplorerModel("x = 25; z = x*y", size: Size(width: 80, height: 24), keys: "i")
    let canvas = model.view().canvas
    let row = try #require(model.rows.lastIndex { $0.contains("x = 25") })
    let selected = (0..<80).filter { canvas[$0, row].style.attributes.contains(.reverse) }
    #expect(selected.map { canvas[$0, row].character } == ["2", "5"])
  }

  @Test func `header, editor and session follow a value that was set`() throws {
    var model = try ExplorerModel(
      "x = 2; z = x*y + k", at: "y=3", size: Size(width: 120, height: 40))
    #expect(model.rows[0].contains("x = 2; z = x*y + k"))
    try model.press("i 5 Enter")
    #expect(model.rows[0].contains("x = 5; z = x*y + k"))
    try model.press("e")
    guard case .editor(let editor) = model.overlay else { throw NoPrompt() }
    #expect(editor.text == "x = 5; z = x*y + k")
    try model.press("Escape : s e t Space y Space 7 Enter")
    #expect(model.rows[0].contains("x = 5; y = 7; k = 1; z = x*y + k"))
    let text = SessionFile.text(of: model)
    #expect(text.contains("| x = 5; y = 7\n| k = 1\n| z = x*y + k\n"), "\(text)")
    #expect(!text.contains("set x"))
    #expect(!model.isUnsaved)
    try model.press("U U")
    #expect(model.rows[0].contains("x = 2; z = x*y + k"))
    try model.press("C-r")
    #expect(model.rows[0].contains("x = 5; z = x*y + k"))
  }

  @Test func `a text that is too long is refused, and says so until something else is typed`()
    throws
  {
    var model = try ExplorerModel("z = x*y")
    try model.press(": p Space z")
    model.press(.paste(String(repeating: "+x", count: Prompt<ExplorerPrompt>.mostCharacters)))
    guard case .prompt(let prompt) = model.overlay else { throw NoPrompt() }
    #expect(prompt.text == "p z")
    #expect(prompt.problem.first?.hasPrefix("this would be longer than 100000 characters") == true)
    try model.press("1")
    guard case .prompt(let prompt) = model.overlay else { throw NoPrompt() }
    #expect(prompt.text == "p z1")
    #expect(prompt.problem.isEmpty)
  }
}

private struct NoPrompt: Error {}
