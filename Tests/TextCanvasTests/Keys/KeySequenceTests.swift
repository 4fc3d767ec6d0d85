import Testing
import TextCanvas

@Suite struct KeySequenceTests {
  private func typed(_ keys: Key...) -> [ScreenEvent] { keys.map(ScreenEvent.key) }

  @Test func `names, quoted text, controls and counts are read`() throws {
    let keys = try KeySequence.parse("n 5n  Right Space C-c ':goto 7' Enter \"it's\" 12Left")
    #expect(
      keys
        == typed(
          .character("n"), .character("5"), .character("n"), .right, .character(" "), .control("c"),
          .character(":"), .character("g"), .character("o"), .character("t"), .character("o"),
          .character(" "), .character("7"), .enter, .character("i"), .character("t"),
          .character("'"), .character("s"), .character("1"), .character("2"), .left))
    #expect(try KeySequence.parse("  ").isEmpty)
  }

  @Test(arguments: [
    Key.character("n"), .character(" "), .character("'"), .character("\""), .character("\\"),
    .character("世"), .character("x\u{304}"), .character("^"), .character("7"), .control("c"),
    .control(" "), .alt("x"), .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up,
    .down, .left, .right, .home, .end, .pageUp, .pageDown, .function(1), .function(24),
  ])
  func `printing and parsing a key gives it back`(key: Key) throws {
    #expect(try KeySequence.parse(KeySequence.print([.key(key)])) == [.key(key)])
  }

  @Test func `other names of the same keys are understood`() throws {
    #expect(
      try KeySequence.parse("Esc Backspace Delete PgUp PPage ^C C-i C-m C-[ C-X C-h")
        == typed(
          .escape, .backspace, .delete, .pageUp, .pageUp, .control("c"), .tab, .enter, .escape,
          .control("x"), .backspace))
  }

  func report(_ text: String) -> String {
    do {
      return "\(try KeySequence.parse(text))"
    } catch {
      return error.report(in: text)
    }
  }

  @Test func `an unknown key is pointed at and a near one offered`() {
    #expect(
      report("n Rigth b") == """
        keys, column 3: no key is called 'Rigth'; did you mean 'Right'?
          n Rigth b
            ^^^^^
        """)
    #expect(report("enter").contains("did you mean 'Enter'?"))
  }

  @Test func `text without quotes is pointed at`() {
    #expect(
      report("世 goto") == """
        keys, column 3: no key is called 'goto'; to type it as text, write "'goto'" in quotes
          世 goto
             ^^^^
        """)
  }

  @Test func `a quote that is never closed is pointed at`() {
    #expect(
      report("n ':goto") == """
        keys, column 3: the text that begins here has no closing '
          n ':goto
            ^^^^^^
        """)
  }

  @Test(arguments: ["F0", "F25", "F01", "C-", "M-", "C-ab", "\u{7F}", "C-é"])
  func `what is no key is refused`(name: String) {
    #expect(Key(named: name) == nil)
  }
}
