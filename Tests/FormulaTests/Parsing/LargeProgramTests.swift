import Basics
import TestSupport
import Testing

@testable import Formula
@testable import Syntax

/// Texts up to the limit, in time that grows no faster than they do.
@Suite struct LargeProgramTests {
  private func parse(_ text: String) -> ParsedProgram { Parser.parse(SourceText(text)) }

  private func report(_ parsed: ParsedProgram, _ text: String) -> String {
    ErrorReport.text(of: parsed.errors, in: SourceText(text))
  }

  @Test func `a line of five megabytes is read, printed and read again`() {
    Growth.expectLinear(upTo: 2_500_000) { count in
      let parsed = parse("y = x" + String(repeating: "*x", count: count))
      #expect(parsed.errors.isEmpty)
      #expect(parsed.tree.nodes.count == 2 * count + 1)
      let printed = SyntaxPrinter.text(of: parsed.tree)
      // A tree that differs is too long to be shown.
      let isSame = parse(printed).tree == parsed.tree
      #expect(isSame)
    }
  }

  @Test func `an error at the end of five megabytes is shown around the caret`() {
    Growth.expectLinear(upTo: 2_500_000) { count in
      let text = "y = é" + String(repeating: "+x", count: count) + " 2"
      #expect(
        report(parse(text), text) == """
          formula:1:\(2 * count + 5): an operator is missing; for a product type x*2
            ...x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x 2
                                                   ^^^
          """)
    }
  }

  @Test func `a hundred thousand lines are read`() {
    Growth.expectLinear(upTo: 100_000) { count in
      let lines = (1...count).map { "a\($0) = a\($0 - 1)*1.0001 + 0.5" }
      let parsed = parse(lines.joined(separator: "\n"))
      #expect(parsed.errors.isEmpty)
      #expect(parsed.tree.statements.count == count)
      #expect(parsed.tree.names.count == count + 1)
    }
  }

  @Test func `a program longer than the limit is refused before it is read`() {
    let (long, short) = (
      String(repeating: "x+", count: 5 << 20), String(repeating: "x+", count: 1 << 20)
    )
    Growth.expect(lessThan: 1) {
      #expect(
        report(parse(long), long).hasPrefix(
          "formula:1:8388609: the program is longer than 8388608 bytes; shorten it"))
    } _: {
      _ = parse(short)
    }
  }

  @Test(arguments: [
    ("(", "formula:1:501"), ("[", "formula:1:501"), ("|", "formula:1:501"),
    ("-", "formula:1:501"), ("f(", "formula:1:1002"), ("x[", "formula:1:1002"),
    ("x^", "formula:1:1002"), ("√", "formula:1:501"), ("(-", "formula:1:501"),
    ("[1,x^f(", "formula:1:1169"),
  ])
  func `a hundred thousand open brackets are too deep`(_ opening: String, _ place: String) {
    let message =
      "this is nested more than 500 deep; give an inner part a name on its own line"
    Growth.expectLinear(upTo: 100_000) { count in
      let text = String(repeating: opening, count: count)
      let lines = report(parse(text), text).split(separator: "\n")
      #expect(lines.count == 3)
      #expect(lines.first.map(String.init) == "\(place): \(message)")
    }
  }

  @Test(arguments: [("(", ")"), ("f(", ")"), ("[", "]"), ("1<x+1*f(", ")"), ("x[1:", "]")])
  func `brackets up to the limit are read`(_ opening: String, _ closing: String) {
    let text =
      String(repeating: opening, count: 499) + "x" + String(repeating: closing, count: 499)
    #expect(withMainStack { Parser.parse(SourceText(text)).errors.isEmpty } == true)
  }

  @Test(arguments: ["(", "y = (", "]", "2x\n", "= ", "|", "x = (\n", "[;", "f(a=", "\u{0}", "(\n"])
  func `no repetition of a mistake takes long`(_ mistake: String) {
    Growth.expectLinear(upTo: (4 << 20) / mistake.utf8.count) { count in
      let text = String(repeating: mistake, count: count)
      let parsed = parse(text)
      #expect(!parsed.errors.isEmpty)
      #expect(parsed.errors.count <= 21)
      #expect(!report(parsed, text).isEmpty)
    }
  }

  @Test func `a large array and a call of many arguments are read`() {
    Growth.expectLinear(upTo: 200_000) { count in
      let numbers = (0..<count).map(String.init).joined(separator: ", ")
      #expect(parse("x = [\(numbers)]; y = f(\(numbers))").tree.nodes.count == 2 * count + 2)
    }
  }
}
