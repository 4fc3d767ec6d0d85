import Testing
import TextCanvas

@testable import Explorer

@Suite struct PromptTests {
  @Test func `pasted lines become statements without their comments`() {
    var prompt = Prompt(.program, text: "")
    prompt.paste("x = 2  # the input\ny = 3\r\nz = x*y\n")
    #expect(prompt.text == "x = 2; y = 3; z = x*y")
  }

  @Test func `pasted words stay as they are`() {
    var prompt = Prompt(.program, text: "z = ")
    prompt.paste(" x*y ")
    #expect(prompt.text == "z =  x*y ")
  }

  @Test func `a text that is too long is refused, and says so until something else is typed`()
    throws
  {
    var model = try ExplorerModel("z = x*y")
    try model.press("e")
    model.press(.paste(String(repeating: "+x", count: Prompt.mostCharacters)))
    guard case .prompt(let prompt) = model.overlay else { throw NoPrompt() }
    #expect(prompt.text == "z = x*y")
    #expect(prompt.problem.first?.hasPrefix("this would be longer than 100000 characters") == true)
    try model.press("1")
    guard case .prompt(let prompt) = model.overlay else { throw NoPrompt() }
    #expect(prompt.text == "z = x*y1")
    #expect(prompt.problem.isEmpty)
  }
}

private struct NoPrompt: Error {}
