import Basics
import Testing

@testable import Formula
@testable import Syntax

@Suite struct RoundTripTests {
  @Test(arguments: 0..<400 as Range<UInt64>)
  func `to print a tree and to read it gives the tree`(_ seed: UInt64) {
    var writer = RandomProgram(seed: seed)
    let tree = writer.program()
    let text = SyntaxPrinter.text(of: tree)
    let parsed = Parser.parse(SourceText(text))
    #expect(parsed.errors.isEmpty, "\(text)\n\(parsed.errors)")
    #expect(parsed.tree == tree, "\(text)")
    #expect(SyntaxPrinter.text(of: parsed.tree) == text)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `no pair of brackets is too many`(_ seed: UInt64) {
    var writer = RandomProgram(seed: seed)
    let tree = writer.program()
    let text = Array(SyntaxPrinter.text(of: tree).utf8)
    for (open, close) in bracketPairs(in: text) {
      var without = text
      without[open] = UInt8(ascii: " ")
      without[close] = UInt8(ascii: " ")
      let parsed = Parser.parse(SourceText(bytes: without, origin: "test"))
      // An array that is indexed keeps its brackets for the eye.
      let isArray = text[open + 1] == UInt8(ascii: "[") && text[close - 1] == UInt8(ascii: "]")
      #expect(!parsed.errors.isEmpty || parsed.tree != tree || isArray)
    }
  }

  /// The offsets of matching round brackets.
  private func bracketPairs(in text: [UInt8]) -> [(Int, Int)] {
    var open: [Int] = []
    var pairs: [(Int, Int)] = []
    for (offset, byte) in text.enumerated() {
      if byte == UInt8(ascii: "(") { open.append(offset) }
      if byte == UInt8(ascii: ")"), let start = open.popLast() { pairs.append((start, offset)) }
    }
    return pairs
  }

  @Test(arguments: [
    0, 1, 0.1, 1e-5, 1e16, 123_456_789.25, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    1.0 / 3, 1e22,
  ])
  func `a number is spelled so that it is read as itself`(_ value: Double) throws {
    var tree = SyntaxTree()
    let node = tree.literal(value)
    tree.append(.expression(try #require(node)))
    #expect(Parser.parse(SourceText(value.spelled)).tree == tree)
  }

  @Test func `a number that cannot be written is no literal`() {
    var tree = SyntaxTree()
    let literals = [tree.literal(.nan), tree.literal(-.infinity)]
    #expect(literals == [nil, nil])
    #expect(tree.nodes.isEmpty)
  }

  @Test func `trees deeper than any stack are printed and compared`() {
    let tree = deepTree(depth: 300_000)
    #expect(tree == deepTree(depth: 300_000))
    #expect(tree != deepTree(depth: 299_999))
    #expect(SyntaxPrinter.text(of: tree).hasPrefix("-(x + -(x + -("))
  }

  private func deepTree(depth: Int) -> SyntaxTree {
    var tree = SyntaxTree()
    var node = tree.use("x")
    for _ in 0..<depth {
      let left = tree.use("x")
      node = tree.append(.binary(.add, left, node))
      node = tree.append(.negate(node))
    }
    tree.append(.expression(node))
    return tree
  }
}
