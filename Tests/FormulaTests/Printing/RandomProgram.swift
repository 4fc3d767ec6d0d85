import Formula
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

  private mutating func statement() {
    let value = expression(depth: 5)
    switch Int.random(in: 0..<5, using: &generator) {
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
    case 8: return tree.array(expressions(depth: depth - 1))
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
