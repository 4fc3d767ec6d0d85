import Testing
import TextCanvas

/// What makes two screens different.
@Suite struct ShownScreenTests {
  private let screen = ShownScreen(captured: "a\u{1B}[1m\u{1B}[38;5;203mb\u{1B}[0m c\n")

  @Test func `colours and attributes are read`() {
    let bold = ShownCell(text: "b", foreground: 203, attributes: .bold)
    #expect(
      screen.rows == [[ShownCell(text: "a"), bold, .blank, ShownCell(text: "c")]])
  }

  @Test(arguments: [
    "ab c", "a\u{1B}[38;5;203mb\u{1B}[0m c", "a\u{1B}[1m\u{1B}[38;5;204mb\u{1B}[0m c",
    "a\u{1B}[1m\u{1B}[38;5;203mb\u{1B}[0m\u{1B}[7m \u{1B}[0mc",
  ])
  func `another character, colour or attribute is another screen`(captured: String) {
    let other = ShownScreen(captured: captured)
    #expect(other != screen)
    #expect(other.difference(from: screen)?.hasPrefix("row 0") == true)
  }

  @Test func `the colour of a blank cannot be seen`() {
    let other = ShownScreen(captured: "a\u{1B}[1m\u{1B}[38;5;203mb \u{1B}[0mc  \n\n")
    #expect(other == screen)
    #expect(other.difference(from: screen) == nil)
  }
}
