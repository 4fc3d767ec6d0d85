import Autodiff
import Basics
import Syntax

/// The names that the nodes of a graph bear in its program: those that people gave them, as far as
/// they can be typed, else those that are shown.
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
      return needName.contains(node) ? [namer.take("constant_")] : []
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
  /// The name, if it can be typed, in quotes if need be; else the nearest one: `inf` is `inf_`, for
  /// literals are called so.
  fileprivate var asName: String {
    let isTypable = !isEmpty && utf8.count <= SyntaxLimits().nameLength
    if isName || (isTypable && self != "inf" && self != "nan") { return self }
    let letters = String(map { String($0).continuesName ? $0 : "_" }.prefix(60))
    let candidates = [letters, letters + "_", "_" + letters]
    return candidates.first(where: \.isName) ?? "v"
  }

  /// Whether the text can stand behind the first letter of a name.
  private var continuesName: Bool { ("v" + self).isName }
}
