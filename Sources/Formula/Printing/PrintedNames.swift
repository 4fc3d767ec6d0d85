import Autodiff

/// The names that the nodes of a graph bear in its program: those that people gave them, as far as
/// the language allows, else those that are shown.
struct PrintedNames {
  private var names: [[String]]

  /// Chooses the names. Constants without a name have none, unless they are one of several outputs.
  init(of graph: Graph, outputs: [NodeID]) {
    let shown = NodeNames(of: graph)
    var namer = Namer(reserving: graph.nodes.lazy.flatMap { graph.notes.names(of: $0) })
    let needName = outputs.count > 1 ? Set(outputs) : []
    names = graph.nodes.map { node in
      let given = graph.notes.names(of: node)
      guard given.isEmpty else { return given.map { namer.take($0) } }
      guard graph.operation(of: node) == .constant else { return [namer.take(shown[node])] }
      return needName.contains(node) ? [namer.take("constant")] : []
    }
  }

  subscript(node: NodeID) -> [String] { names[node.index] }
}

/// Makes names that the language allows, no two the same.
private struct Namer {
  /// The names that people gave; whoever asks first for one gets it.
  private var reserved: Set<String>
  private var taken: Set<String> = []

  init(reserving names: some Sequence<String>) {
    reserved = Set(names)
  }

  mutating func take(_ wish: String) -> String {
    let name = wish.asName
    var candidate = name
    var number = 2
    // What was given to one node as it stands is not made up for another.
    while taken.contains(candidate) || (candidate != wish && reserved.contains(candidate)) {
      candidate = "\(name)_\(number)"
      number += 1
    }
    taken.insert(candidate)
    return candidate
  }
}

extension String {
  /// Whether the language reads the text as a name that a statement may bind.
  var isName: Bool {
    let source = SourceText(self)
    var lexer = Lexer(source, limits: SyntaxLimits())
    let token = lexer.next()
    guard token.kind == .name, token.span == SourceSpan(0, source.bytes.count) else { return false }
    return !BuiltIn.names.contains(self) && self != "inf" && self != "nan"
  }

  /// The nearest name: `layer 1.weight` is `layer_1_weight`, `sum` is `sum_`.
  fileprivate var asName: String {
    if isName { return self }
    let letters = String(map { String($0).continuesName ? $0 : "_" }.prefix(60))
    let candidates = [letters, letters + "_", "_" + letters]
    return candidates.first(where: \.isName) ?? "v"
  }

  /// Whether the text can stand behind the first letter of a name.
  private var continuesName: Bool { ("v" + self).isName }
}
