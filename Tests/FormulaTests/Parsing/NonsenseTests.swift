import Basics
import TestSupport
import Testing

@testable import Formula
@testable import Syntax

@Suite struct NonsenseTests {
  private static let words = [
    "x", "y", "f", "sin", "output", "let", "1", "2.5", "1e999", "(", ")", "[", "]", "|", "+", "-",
    "*", "^", "√", "²", "ᵀ", "=", "==", "<", ",", ":", ";", "\n", "\r\n", " ", " ", "# c", "\t",
    "é", "日", "\u{301}", "\u{200B}", "$", "'", ".", ":=", "axis=",
  ]

  private func words(seed: UInt64) -> [UInt8] {
    var generator = SplitMix64(seed: seed)
    let count = Int.random(in: 1...60, using: &generator)
    return (0..<count).flatMap { _ in
      Array((Self.words.randomElement(using: &generator) ?? "").utf8)
    }
  }

  private func bytes(seed: UInt64) -> [UInt8] {
    var generator = SplitMix64(seed: seed)
    return (0..<40).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Each error has a place in the text, words, and follows the one before.
  private func expectSense(_ text: [UInt8]) {
    let source = SourceText(bytes: text, origin: "nonsense")
    let parsed = Parser.parse(source, functions: knownFunctions)
    var last = -1
    for error in parsed.errors {
      let report = ErrorReport(error, in: source)
      #expect(error.span.lowerBound >= last)
      #expect(error.span.upperBound <= text.count)
      #expect(!report.message.isEmpty)
      #expect(report.excerpt.contains("^"))
      #expect(report.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.isVisible })
      last = error.span.lowerBound
    }
    let isBroken = parsed.tree.statements.contains {
      if case .broken = $0.kind { true } else { false }
    }
    #expect(isBroken != parsed.errors.isEmpty || parsed.tree.statements.isEmpty)
    guard parsed.errors.isEmpty else { return }
    let printed = SyntaxPrinter.text(of: parsed.tree)
    let isSame = Parser.parse(SourceText(printed), functions: knownFunctions).tree == parsed.tree
    #expect(isSame, "\(source.text(in: SourceSpan(0, text.count)))")
  }

  @Test func `any words in any order are read or refused in order`() {
    for seed in 0..<20_000 as Range<UInt64> { expectSense(words(seed: seed)) }
  }

  @Test func `any bytes are read or refused in order`() {
    for seed in 0..<5_000 as Range<UInt64> { expectSense(bytes(seed: seed)) }
  }

  @Test func `a whole program cut anywhere is read or refused`() {
    let program = Array(
      "f(t) = |t|^2; W = [[1, 2], [3, √4]]\nz = sum(f(W[0, :]), axis=0) - x⁻¹".utf8)
    for end in program.indices {
      expectSense(Array(program[..<end]))
      expectSense(Array(program[end...]))
    }
  }
}
