import Basics
import Testing

@testable import Formula
@testable import Syntax

@Suite struct LexerTests {
  private func tokens(_ text: String) -> [Token] {
    var lexer = Lexer(SourceText(text), limits: SyntaxLimits())
    var tokens: [Token] = []
    while true {
      let token = lexer.next()
      if token.kind == .end { return tokens }
      tokens.append(token)
    }
  }

  private func kinds(_ text: String) -> [Token.Kind] { tokens(text).map(\.kind) }

  @Test(arguments: [
    ("1", 1), ("1.5", 1.5), (".5", 0.5), ("1.", 1), ("1e-3", 1e-3), ("2E+10", 2e10),
    ("1_000", 1000), ("1_0.0_1", 10.01), ("0", 0), ("00", 0), ("0.1", 0.1), ("0e9", 0),
    ("1.7976931348623157e308", Double.greatestFiniteMagnitude), ("5e-324", .leastNonzeroMagnitude),
    ("9007199254740993", 9_007_199_254_740_992),
  ])
  func `a number is read exactly`(_ text: String, _ value: Double) throws {
    let tokens = tokens(text)
    #expect(tokens.map(\.kind) == [.number])
    #expect(try #require(tokens.first).value == value)
  }

  @Test(arguments: [
    "1__0", "1_", "1_.5", "1._5", "1.2.3", "0x1F", "1e5_", "1e400", "1e-400",
  ])
  func `what only looks like a number is refused whole`(_ text: String) {
    #expect(kinds(text) == [.invalid])
  }

  @Test func `an exponent without digits is a name`() {
    #expect(kinds("2e") == [.number, .name])
    #expect(kinds("2e+x") == [.number, .name, .plus, .name])
  }

  @Test(arguments: [
    "x", "x1", "_", "x_1", "x₁", "x₁₂", "θ", "π", "Δz", "x̄", "ȧ", "f′", "größe", "δˡ", "名前", "e1",
  ])
  func `a name is a letter and what may follow one`(_ name: String) {
    #expect(kinds(name) == [.name])
  }

  @Test(arguments: [
    ("a−b", Token.Kind.minus), ("a·b", .star), ("a×b", .star), ("a⊙b", .star), ("a÷b", .slash),
    ("a≤b", .lessOrEqual), ("a≥b", .greaterOrEqual), ("a≠b", .notEqual), ("a**b", .caret),
    ("a^b", .caret), ("a==b", .equal), ("a!=b", .notEqual), ("a<=b", .lessOrEqual),
    ("a>=b", .greaterOrEqual), ("a@b", .at), ("a=b", .assign), ("a|b", .bar),
  ])
  func `signs are read for what they mean`(_ text: String, _ kind: Token.Kind) {
    #expect(kinds(text) == [.name, kind, .name])
  }

  @Test(arguments: [("x²", 2.0), ("x³", 3), ("x¹⁰", 10), ("x⁻¹", -1), ("x⁻²⁵", -25)])
  func `superscript digits are an exponent`(_ text: String, _ exponent: Double) {
    #expect(tokens(text).map(\.kind) == [.name, .superscript])
    #expect(tokens(text).last?.value == exponent)
  }

  @Test func `a superscript minus alone is refused`() {
    #expect(kinds("x⁻") == [.name, .invalid])
  }

  @Test func `spaces of all kinds, comments and a byte order mark say nothing`() {
    #expect(kinds("\u{FEFF}a \t\u{A0}\u{3000}b # c + d") == [.name, .name])
  }

  @Test func `each way to break a line is one break`() {
    #expect(kinds("a\nb\r\nc\rd") == [.name, .newline, .name, .newline, .name, .newline, .name])
  }

  @Test func `the end is the end for ever`() {
    var lexer = Lexer(SourceText("x"), limits: SyntaxLimits())
    #expect((0..<4).map { _ in lexer.next().kind } == [.name, .end, .end, .end])
  }
}
