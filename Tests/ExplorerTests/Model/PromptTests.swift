import Testing

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
}
