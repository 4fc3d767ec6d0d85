import Basics
import Formula
import Syntax
import TestSupport

/// Writes a program at random, the same for the same seed.
struct RandomProgram {
  private var generator: SplitMix64
  private var tree = SyntaxTree()

  init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
  }

  mutating func program() -> SyntaxTree {
    for _ in 0..<Int.random(in: 1...5, using: &generator) { statement() }
    return tree
  }

  /// A block with lines of its own, no deeper than a few.
  private mutating func block(depth: Int) {
    switch Int.random(in: 0..<3, using: &generator) {
    case 0:
      let (from, to) = (expression(depth: 2), expression(depth: 2))
      let isClosed = Bool.random(using: &generator)
      let header = tree.loop(pick(["i", "j"]), from: from, to: to, isClosed: isClosed)
      lines(depth: depth, of: header)
    case 1 where depth == 3:
      let header = tree.define("phi", ["t"])
      lines(depth: depth, of: header)
    default:
      let condition = expression(depth: 2)
      tree.append(.branch(condition))
      lines(depth: depth, of: tree.statements.count - 1)
      guard Bool.random(using: &generator) else { return }
      tree.append(.otherwise)
      lines(depth: depth, of: tree.statements.count - 1)
    }
  }

  private mutating func lines(depth: Int, of header: Int) {
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      if depth > 0, Int.random(in: 0..<3, using: &generator) == 0 {
        block(depth: depth - 1)
      } else {
        let value = expression(depth: 3)
        tree.bind(pick(["x", "loss", "if"]), to: value)
      }
    }
    tree.closeBlock(of: header)
  }

  private mutating func statement() {
    guard Int.random(in: 0..<4, using: &generator) > 0 else { return block(depth: 3) }
    let value = expression(depth: 5)
    switch Int.random(in: 0..<6, using: &generator) {
    case 5:
      tree.append(
        .binding(NamePlace(name: tree.name("y₁"), span: .none), value: value), isData: true)
    case 0: tree.append(.expression(value))
    case 1: tree.define(pick(["phi", "g", "σ"]), ["t", "u"], as: value)
    case 2:
      tree.append(.expression(value))
      tree.output(["x", "y₁"])
    default: tree.bind(pick(["x", "loss", "ȳ"]), to: value)
    }
  }

  private mutating func expression(depth: Int) -> SyntaxID {
    guard depth > 0 else { return leaf() }
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: return tree.append(.negate(expression(depth: depth - 1)))
    case 1...6:
      let left = expression(depth: depth - 1)
      let right = expression(depth: depth - 1)
      let operation = BinaryOperator.allCases.randomElement(using: &generator) ?? .add
      return tree.append(.binary(operation, left, right))
    case 7: return call(depth: depth)
    case 8:
      let elements = expressions(depth: depth - 1)
      return elements.count > 1 && Bool.random(using: &generator)
        ? tree.join(elements) : tree.array(elements)
    case 9: return index(depth: depth)
    default: return leaf()
    }
  }

  private mutating func leaf() -> SyntaxID {
    if Bool.random(using: &generator) { return tree.use(pick(["x", "y₁", "θ", "W", "pi", "e"])) }
    let scale = pick([1.0, 1e-9, 1e30])
    let value = Double.random(in: 0..<1, using: &generator) * scale
    return tree.append(.number(Bool.random(using: &generator) ? value : (value * 10).rounded()))
  }

  private mutating func expressions(depth: Int) -> [SyntaxID] {
    (0..<Int.random(in: 1...3, using: &generator)).map { _ in expression(depth: depth) }
  }

  private mutating func call(depth: Int) -> SyntaxID {
    var arguments = expressions(depth: depth - 1)
    if Bool.random(using: &generator) {
      arguments.append(tree.keyword("axis", expression(depth: 1)))
    }
    return tree.call(pick(["sin", "sum", "where"]), arguments)
  }

  private mutating func index(depth: Int) -> SyntaxID {
    let base = expression(depth: depth - 1)
    let indices = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      Bool.random(using: &generator) ? expression(depth: depth - 1) : slice()
    }
    return tree.index(base, indices)
  }

  private mutating func slice() -> SyntaxID {
    let from = Bool.random(using: &generator) ? expression(depth: 1) : nil
    let to = Bool.random(using: &generator) ? expression(depth: 1) : nil
    return tree.append(.slice(from: from, to: to))
  }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: choices.indices, using: &generator)]
  }
}
