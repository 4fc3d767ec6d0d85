/// A node whose value is given from outside: it computes nothing and sends no adjoint on.
protocol LeafRule: Rule {}

extension LeafRule {
  static var arity: ClosedRange<Int> { 0...0 }

  static func shape(
    of operands: [Shape], attributes: [Int]
  ) throws(ShapeMismatch) -> Shape { .scalar }

  static func partialText(operand: Int, names: [String], result: String) -> String { "" }
  static func pullback(_ node: SymbolicCall, upstream: Symbol, operand: Int) -> Symbol { upstream }
  static func pushforward(_ node: SymbolicCall, tangents: [Symbol?]) -> Symbol { node.result }
  static func forward<T>(_ node: KernelCall<T>) {}
  static func pullback<T>(_ node: KernelCall<T>, operand: Int) {}
  static func pushforward<T>(_ node: KernelCall<T>) {}
}

/// A variable of the program, or data that receives no adjoint.
enum Input: LeafRule {
  static let name = "input"
}

/// A literal inside an expression.
enum Constant: LeafRule {
  static let name = "constant"
}
