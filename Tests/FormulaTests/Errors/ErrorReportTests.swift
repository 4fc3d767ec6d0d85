import Basics
import Testing

@testable import Formula
@testable import Syntax

/// What cannot stand in `wrong-programs.txt`: bytes that are no text, and programs too large for it.
@Suite struct ErrorReportTests {
  private func report(_ program: String) -> String {
    report(bytes: Array(program.utf8), origin: "formula")
  }

  private func report(bytes: [UInt8], origin: String) -> String {
    let source = SourceText(bytes: bytes, origin: origin)
    let parsed = Parser.parse(source, functions: knownFunctions)
    return ErrorReport.text(of: parsed.errors, in: source)
  }

  @Test func `a byte that is not UTF-8 is told with its place`() {
    #expect(
      report(bytes: Array("y = 2\nx = ".utf8) + [0xE9] + Array(" + 1".utf8), origin: "net.rg")
        == """
        net.rg:2:5: the byte 0xE9 is not UTF-8; save the text as UTF-8
          x = \u{FFFD} + 1
              ^
        """)
  }

  @Test func `a byte that is not UTF-8 is refused in a comment and in a name too`() {
    #expect(
      report(bytes: Array("x = 1 # caf".utf8) + [0xE9] + Array("(\ny = 2x".utf8), origin: "a")
        == """
        a:1:12: the byte 0xE9 is not UTF-8; save the text as UTF-8
          x = 1 # caf\u{FFFD}(
                     ^
        a:2:5: an operator is missing; for a product type 2*x
          y = 2x
              ^^
        """)
    #expect(report(bytes: [0x78, 0xFF], origin: "a").hasPrefix("a:1:2: the byte 0xFF"))
    #expect(report(bytes: [0xC3], origin: "a").hasPrefix("a:1:1: the byte 0xC3"))
    #expect(report(bytes: [0xED, 0xA0, 0x80], origin: "a").hasPrefix("a:1:1: the byte 0xED"))
  }

  @Test(arguments: ["", " ", "\n\n", "# only words\n", ";;"])
  func `a program without a statement is empty`(_ program: String) {
    #expect(
      report(program).hasPrefix(
        "formula:1:1: the program is empty; type a formula such as z = x*y + sin(x)"))
  }

  @Test func `an escape sequence never reaches the terminal`() {
    #expect(
      report("y = \u{1B}[31m") == """
        formula:1:5: the invisible character U+001B means nothing here; delete it
          y = \u{FFFD}[31m
              ^
        """)
    #expect(!report("y = 'a\u{1B}b\u{7}\u{202E}c' 2").unicodeScalars.contains("\u{1B}"))
  }

  @Test func `Windows line breaks count once`() {
    #expect(report("x = 1\r\ny = 2x\r\n").hasPrefix("formula:2:5: an operator is missing"))
    #expect(report("x = 1\ry = 2x\r").hasPrefix("formula:2:5: an operator is missing"))
  }

  @Test func `columns count characters, and carets stand below wide ones`() {
    #expect(
      report("x̄ = 日本 日本") == """
        formula:1:5: an operator is missing; for a product type 日本*日本
          x̄ = 日本 日本
              ^^^^^^^^^
        """)
  }

  @Test func `of a long line the part around the caret is shown`() {
    let sum = String(repeating: "x + ", count: 50)
    #expect(
      report("y = " + sum + "* " + sum + "x") == """
        formula:1:205: a value is missing between '+' and '*'; type a number or a name
          ...x + x + x + x + x + x + x + x + x + * x + x + x + x + x + x + x + x + x ...
                                                 ^
        """)
    #expect(
      report("y = 2x + " + sum + "x") == """
        formula:1:5: an operator is missing; for a product type 2*x
          y = 2x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x +...
              ^^
        """)
    #expect(
      report("y = " + sum + "2x") == """
        formula:1:205: an operator is missing; for a product type 2*x
          ...x + x + x + x + x + x + x + x + x + 2x
                                                 ^^
        """)
  }

  @Test func `no line of a report is wider than a terminal`() {
    for program in ["y = " + String(repeating: "長", count: 300) + " 2", wide("é"), wide("x")] {
      let lines = report(program).split(separator: "\n").dropFirst()
      #expect(lines.allSatisfy { $0.reduce(0) { $0 + $1.columns } <= 80 })
    }
  }

  private func wide(_ letter: String) -> String {
    "y = (\(String(repeating: letter + "+", count: 900))1) 2 + \(letter)"
  }

  @Test func `more errors than anyone reads are cut off`() {
    let program = String(repeating: "y = 2x\n", count: 100)
    let lines = report(program).split(separator: "\n")
    #expect(lines.count == 21 * 3)
    #expect(lines[60] == "formula:21:5: there are more than 20 errors; fix the first ones")
  }

  @Test func `names and numbers have a greatest length`() {
    let name = String(repeating: "a", count: 256)
    #expect(report("y = " + name).hasPrefix("formula:1:5: this name is longer than 255 bytes"))
    let number = String(repeating: "1", count: 1_001)
    #expect(
      report("y = " + number).hasPrefix("formula:1:5: this number is longer than 1000 characters"))
  }
}
