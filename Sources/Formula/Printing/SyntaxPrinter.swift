package import Syntax

/// Writes a tree as a program, spelled one way and with no bracket too many.
///
/// To read what was written gives an equal tree.
package struct SyntaxPrinter {
  /// What is still to be written, the next piece last. A stack of our own: a tree may be deeper
  /// than the machine's.
  private enum Piece {
    case text(String)
    case expression(SyntaxID, minimum: Precedence)
  }

  private let tree: SyntaxTree
  private var pending: [Piece] = []
  private var output = ""

  private init(_ tree: SyntaxTree) {
    self.tree = tree
  }

  /// The program, a statement on each line, without a line break at its end.
  package static func text(of tree: SyntaxTree) -> String {
    var printer = SyntaxPrinter(tree)
    printer.writeStatements()
    return printer.output
  }

  /// One expression of the program.
  package static func text(of node: SyntaxID, in tree: SyntaxTree) -> String {
    var printer = SyntaxPrinter(tree)
    printer.write(node)
    return printer.output
  }

  /// Lines of a block stand two columns further in than its header.
  private mutating func writeStatements() {
    var ends: [Int] = []
    var isChained = false
    for (index, statement) in tree.statements.enumerated() {
      while let end = ends.last, end <= index { ends.removeLast() }
      if !isChained {
        output += (index > 0 ? "\n" : "") + String(repeating: "  ", count: ends.count)
      }
      write(statement)
      isChained = tree.isChain(index)
      if case .otherwise = statement.kind { output += isChained ? "else " : "else:" }
      if !isChained, !statement.body.isEmpty {
        ends.append(statement.body.upperBound)
      }
    }
  }

  private mutating func write(_ statement: Statement) {
    if statement.isData { output += "data " }
    switch statement.kind {
    case .binding(let place, let value):
      output += tree[place.name].spelledName + " = "
      write(value)
    case .function(let place, let parameters, let body):
      output += tree[place.name] + "(" + list(parameters) + ") ="
      guard let body else { return }
      output += " "
      write(body)
    case .loop(let place, let from, let to, let isClosed):
      output += "for " + tree[place.name].spelledName + " in "
      write(from)
      output += isClosed ? ".." : "..<"
      write(to)
      output += ":"
    case .branch(let condition):
      output += "if "
      write(condition)
      output += ":"
    case .otherwise: break
    case .expression(let value): write(value)
    case .output(let places):
      for (number, place) in places.enumerated() {
        output += number == 0 ? "output " : ", "
        if let element = place.element { write(element) } else { output += list([place.name]) }
      }
    case .broken: output += "# a statement that could not be read"
    }
  }

  private func list(_ places: [NamePlace]) -> String {
    places.map { tree[$0.name].spelledName }.joined(separator: ", ")
  }

  private mutating func write(_ node: SyntaxID) {
    push(node)
    while let piece = pending.popLast() {
      switch piece {
      case .text(let text): output += text
      case .expression(let node, let minimum): write(node, binding: minimum)
      }
    }
  }
}

extension SyntaxPrinter {
  private mutating func push(_ node: SyntaxID, binding minimum: Precedence = .comparison) {
    pending.append(.expression(node, minimum: minimum))
  }

  private mutating func push(_ text: String) {
    pending.append(.text(text))
  }

  private mutating func write(_ node: SyntaxID, binding minimum: Precedence) {
    let kind = tree[node].kind
    guard kind.precedence >= minimum else {
      output += "("
      push(")")
      return push(node)
    }
    switch kind {
    case .number(let value): output += value.spelled
    case .name(let name): output += tree[name].spelledName
    case .negate(let operand):
      output += "-"
      push(operand, binding: .prefix)
    case .binary(let operation, let left, let right):
      push(right, binding: operation.rightMinimum)
      push(operation.isSpaced ? " \(operation.symbol) " : operation.symbol)
      push(left, binding: operation.leftMinimum)
    case .call(let name, let arguments):
      output += tree[name] + "("
      push(arguments, closedBy: ")")
    case .keyword(let name, let value):
      output += tree[name] + "="
      push(value)
    case .array(let elements):
      output += "["
      push(elements, closedBy: "]")
    case .join(let elements):
      output += "["
      push(elements, by: "; ", closedBy: "]")
    case .index(let base, let indices):
      push(indices, closedBy: "]")
      push("[")
      pushBase(base)
    case .slice(let from, let to):
      if let to { push(to) }
      push(":")
      if let from { push(from) }
    }
  }

  /// An array that was just typed is put in brackets, for `[[1, 2][0]]` looks like two rows.
  private mutating func pushBase(_ base: SyntaxID) {
    guard case .array = tree[base].kind else { return push(base, binding: .postfix) }
    push(")")
    push(base)
    push("(")
  }

  private mutating func push(
    _ list: NodeList, by separator: String = ", ", closedBy closing: String
  ) {
    push(closing)
    let nodes = tree[list]
    for (index, node) in nodes.enumerated().reversed() {
      push(node)
      if index > 0 { push(separator) }
    }
  }
}

extension SyntaxTree {
  /// Whether a statement is an `else` that is written before its `if` on one line.
  fileprivate func isChain(_ place: Int) -> Bool {
    let body = statements[place].body
    guard case .otherwise = statements[place].kind, let first = body.first,
      case .branch = statements[first].kind
    else { return false }
    let second = next(after: first)
    guard second < body.upperBound else { return true }
    if case .otherwise = statements[second].kind { return next(after: second) >= body.upperBound }
    return false
  }
}

extension SyntaxNode.Kind {
  /// How tightly the expression holds together when it is written.
  fileprivate var precedence: Precedence {
    switch self {
    case .negate: .prefix
    case .binary(let operation, _, _): operation.precedence
    default: .postfix
    }
  }
}

extension BinaryOperator {
  /// Sums and comparisons are set wide and products close, so that the eye sees the precedence.
  fileprivate var isSpaced: Bool {
    switch self {
    case .multiply, .divide, .power: false
    default: true
    }
  }
}

extension Double {
  /// The shortest decimal spelling that is read as the same number: `2`, `0.1`, `1e-5`.
  package var spelled: String {
    let text = description
    if text.hasSuffix(".0") { return String(text.dropLast(2)) }
    guard let mark = text.firstIndex(of: "e") else { return text }
    // The library writes exponents as C does: e-05, e+16.
    let exponent = Int(text[text.index(after: mark)...]) ?? 0
    return text[..<mark] + "e\(exponent)"
  }
}
