import TestSupport
import Testing

@testable import Formula

@Suite(.serialized) struct LargeProgramTests {
  /// Parses in at most two seconds, many times what is needed, but far below what quadratic work
  /// would take.
  private func parse(_ text: String) -> ParsedProgram {
    let source = SourceText(text)
    var parsed: ParsedProgram?
    let time = cpuTime { parsed = Parser.parse(source) }
    #expect(time < .seconds(2))
    return parsed ?? ParsedProgram(tree: SyntaxTree(), errors: [])
  }

  private func report(_ parsed: ParsedProgram, _ text: String) -> String {
    let source = SourceText(text)
    var report = ""
    let time = cpuTime {
      report = ErrorReport.text(of: parsed.errors, in: source)
    }
    #expect(time < .seconds(2))
    return report
  }

  @Test func `a line of five megabytes is read, printed and read again`() {
    let text = "y = x" + String(repeating: "*x", count: 2_500_000)
    let parsed = parse(text)
    #expect(parsed.errors.isEmpty)
    #expect(parsed.tree.nodes.count == 5_000_001)
    let printed = SyntaxPrinter.text(of: parsed.tree)
    // A tree that differs is too long to be shown.
    let isSame = parse(printed).tree == parsed.tree
    #expect(isSame)
  }

  @Test func `an error at the end of five megabytes is shown around the caret`() {
    let text = "y = é" + String(repeating: "+x", count: 2_500_000) + " 2"
    #expect(
      report(parse(text), text) == """
        formula:1:5000005: an operator is missing; for a product type x*2
          ...x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x 2
                                                 ^^^
        """)
  }

  @Test func `a hundred thousand lines are read`() {
    let lines = (1...100_000).map { "a\($0) = a\($0 - 1)*1.0001 + 0.5" }
    let parsed = parse(lines.joined(separator: "\n"))
    #expect(parsed.errors.isEmpty)
    #expect(parsed.tree.statements.count == 100_000)
    #expect(parsed.tree.names.count == 100_001)
  }

  @Test func `a program longer than the limit is refused before it is read`() {
    let text = String(repeating: "x+", count: 5 << 20)
    #expect(
      report(parse(text), text).hasPrefix(
        "formula:1:8388609: the program is longer than 8388608 bytes; shorten it"))
  }

  @Test(arguments: [
    ("(", "formula:1:501"), ("[", "formula:1:501"), ("|", "formula:1:501"),
    ("-", "formula:1:501"), ("f(", "formula:1:1002"), ("x[", "formula:1:1002"),
    ("x^", "formula:1:1002"), ("√", "formula:1:501"), ("(-", "formula:1:501"),
    ("[1,x^f(", "formula:1:1169"),
  ])
  func `a hundred thousand open brackets are too deep`(_ opening: String, _ place: String) {
    let text = String(repeating: opening, count: 100_000)
    let message =
      "this is nested more than 500 deep; give an inner part a name in a line of its own"
    let lines = report(parse(text), text).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first.map(String.init) == "\(place): \(message)")
  }

  @Test(arguments: [("(", ")"), ("f(", ")"), ("[", "]"), ("1<x+1*f(", ")"), ("x[1:", "]")])
  func `brackets up to the limit are read`(_ opening: String, _ closing: String) {
    let text =
      String(repeating: opening, count: 499) + "x" + String(repeating: closing, count: 499)
    #expect(parse(text).errors.isEmpty)
  }

  @Test(arguments: ["(", "y = (", "]", "2x\n", "= ", "|", "x = (\n", "[;", "f(a=", "\u{0}", "(\n"])
  func `no repetition of a mistake takes long`(_ mistake: String) {
    let text = String(repeating: mistake, count: (4 << 20) / mistake.utf8.count)
    let parsed = parse(text)
    #expect(!parsed.errors.isEmpty)
    #expect(parsed.errors.count <= 21)
    #expect(!report(parsed, text).isEmpty)
  }

  @Test func `a large array and a call of many arguments are read`() {
    let numbers = (0..<200_000).map(String.init).joined(separator: ", ")
    #expect(parse("x = [\(numbers)]; y = f(\(numbers))").tree.nodes.count == 400_002)
  }
}
