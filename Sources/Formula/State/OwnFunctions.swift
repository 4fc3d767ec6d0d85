import Basics
import Syntax

/// The functions that a program defines, as an expression over its state calls them.
///
/// `phi(adj(h))` is read as a program that begins with the definition of `phi`; what that speaks of
/// beside its parameters are numbers of the state, as in the program itself.
struct OwnFunctions {
  private let tree: SyntaxTree
  /// The statements in which functions are defined, by their names.
  private let definitions: [String: Int]

  /// The functions of a program's text.
  ///
  /// - Complexity: linear in the text.
  init(of program: Program) {
    guard case .text(let text) = program.writing else {
      (tree, definitions) = (SyntaxTree(), [:])
      return
    }
    let parsed = Parser.parse(SourceText(text))
    tree = parsed.tree
    var definitions: [String: Int] = [:]
    for place in parsed.tree.outerStatements {
      guard case .function(let name, _, _) = parsed.tree.statements[place].kind else { continue }
      definitions[parsed.tree[name.name]] = place
    }
    self.definitions = definitions
  }

  /// The functions of a program that a text may call; `nil` where it calls none of its own.
  init?(calledIn text: String, of program: Program) {
    let names = text.wordsBeforeBrackets.subtracting(StateFunction.names)
    // Most expressions call nothing that the program's text says, and then that need not be read.
    guard !names.isEmpty, case .text(let whole) = program.writing,
      names.contains(where: whole.contains)
    else { return nil }
    self.init(of: program)
    guard !self.names.isDisjoint(with: names) else { return nil }
  }

  /// The names that can be called.
  var names: Set<String> { Set(definitions.keys) }

  /// What a function calls its parameters.
  func parameters(of name: String) -> [String]? {
    guard let place = definitions[name],
      case .function(_, let parameters, _) = tree.statements[place].kind
    else { return nil }
    return parameters.map { tree[$0.name] }
  }

  /// Those that a call of some names needs, in the order of the text.
  func needed(by called: Set<String>) -> [Int] {
    var waiting = called.compactMap { definitions[$0] }
    var needed = Set(waiting)
    while let place = waiting.popLast() {
      for name in calls(in: place) {
        if let next = definitions[name], needed.insert(next).inserted { waiting.append(next) }
      }
    }
    return needed.sorted()
  }

  /// Whether a function decides something when the program is built, which the numbers of a moment
  /// cannot.
  func hasBranch(_ place: Int) -> Bool {
    statements(of: place).contains {
      if case .branch = tree.statements[$0].kind { true } else { false }
    }
  }

  /// How a function is called.
  func name(of place: Int) -> String {
    guard case .function(let name, _, _) = tree.statements[place].kind else { return "" }
    return tree[name.name]
  }

  /// The names that are said in the lines of a function.
  func words(in place: Int) -> Set<String> {
    Set(
      nodes(of: place).compactMap { node in
        if case .name(let name) = node.kind { tree[name] } else { nil }
      })
  }

  private func calls(in place: Int) -> Set<String> {
    Set(
      nodes(of: place).compactMap { node in
        if case .call(let name, _) = node.kind { tree[name] } else { nil }
      })
  }

  private func statements(of place: Int) -> Range<Int> { place..<tree.next(after: place) }

  private func nodes(of place: Int) -> [SyntaxNode] {
    statements(of: place).flatMap { tree.nodes[tree.statements[$0].nodes] }
  }

  /// Adds the definition of a function to another tree, as if it stood at a place of that one's text.
  func copy(_ place: Int, to result: inout SyntaxTree, at span: SourceSpan) {
    var headers: [(new: Int, end: Int)] = []
    for index in statements(of: place) {
      while let last = headers.last, last.end <= index {
        result.closeBlock(of: last.new)
        headers.removeLast()
      }
      let statement = tree.statements[index]
      var copy = TreeCopy(tree: tree, span: span)
      for node in statement.nodes { copy.add(SyntaxID(node), to: &result) }
      guard let kind = copy.kind(of: statement, in: &result) else { continue }
      result.append(kind, at: span, isData: statement.isData)
      if !statement.body.isEmpty {
        headers.append((result.statements.count - 1, statement.body.upperBound))
      }
    }
    for header in headers.reversed() { result.closeBlock(of: header.new) }
  }
}

/// A statement on its way from one tree to another.
private struct TreeCopy {
  let tree: SyntaxTree
  let span: SourceSpan
  private var places: [SyntaxID: SyntaxID] = [:]

  init(tree: SyntaxTree, span: SourceSpan) {
    self.tree = tree
    self.span = span
  }

  mutating func add(_ node: SyntaxID, to result: inout SyntaxTree) {
    let kind: SyntaxNode.Kind =
      switch tree[node].kind {
      case .number(let value): .number(value)
      case .name(let name): .name(result.name(tree[name]))
      case .negate(let operand): .negate(self[operand])
      case .binary(let operation, let left, let right): .binary(operation, self[left], self[right])
      case .call(let name, let arguments):
        .call(result.name(tree[name]), result.list(tree[arguments].map { self[$0] }))
      case .keyword(let name, let value): .keyword(result.name(tree[name]), self[value])
      case .array(let elements): .array(result.list(tree[elements].map { self[$0] }))
      case .join(let elements): .join(result.list(tree[elements].map { self[$0] }))
      case .index(let base, let indices):
        .index(self[base], result.list(tree[indices].map { self[$0] }))
      case .slice(let from, let to):
        .slice(from: from.map { self[$0] }, to: to.map { self[$0] })
      }
    places[node] = result.append(kind, at: span)
  }

  /// What the statement is in the other tree; `nil` for what a function cannot hold.
  func kind(of statement: Statement, in result: inout SyntaxTree) -> Statement.Kind? {
    switch statement.kind {
    case .binding(let name, let value):
      return .binding(place(name, &result), value: self[value])
    case .function(let name, let parameters, let body):
      let name = place(name, &result)
      return .function(
        name, parameters: parameters.map { place($0, &result) }, body: body.map { self[$0] })
    case .expression(let value): return .expression(self[value])
    case .loop(let name, let from, let to, let isClosed):
      return .loop(place(name, &result), from: self[from], to: self[to], isClosed: isClosed)
    case .branch(let condition): return .branch(self[condition])
    case .otherwise: return .otherwise
    case .output, .broken: return nil
    }
  }

  /// A part comes before what it is a part of.
  private subscript(node: SyntaxID) -> SyntaxID { places[node] ?? node }

  private func place(_ name: NamePlace, _ result: inout SyntaxTree) -> NamePlace {
    NamePlace(name: result.name(tree[name.name]), span: span)
  }
}

extension SyntaxTree {
  /// The names that are called, and where.
  var calls: [(name: String, span: SourceSpan)] {
    nodes.compactMap { node in
      if case .call(let name, _) = node.kind { (self[name], node.span) } else { nil }
    }
  }
}

extension String {
  /// The words that stand before an opening bracket: what may be called.
  fileprivate var wordsBeforeBrackets: Set<String> {
    var words: Set<String> = []
    var word = ""
    for character in self {
      if character == "(", !word.isEmpty { words.insert(word) }
      if character.isLetter || character.isNumber || "_.".contains(character) {
        word.append(character)
      } else if !character.isWhitespace {
        word = ""
      }
    }
    return words
  }
}
