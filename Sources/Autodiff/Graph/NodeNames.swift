/// What every node of a graph is called when it is shown.
///
/// Results without a name of their own take the first free letters a, b, c, … in order of
/// evaluation, then v1, v2, …; `e` is left out, being a number. Constants are shown by their value.
public struct NodeNames: Sendable {
  private let notes: NodeNotes
  private let constants: [NodeID: String]
  private let ranks: [Int32]
  private let letters: [String]
  private let numberedFrom: Int

  /// Works out the names of a graph.
  ///
  /// - Complexity: O(n) in the number of nodes.
  public init(of graph: Graph) {
    notes = graph.notes
    let taken = Set(graph.nodes.lazy.flatMap { graph.notes.names(of: $0) })
    letters = "abcdfghijklmnopqrstuvwxyz".map(String.init).filter { !taken.contains($0) }
    var rank: Int32 = 0
    var constants: [NodeID: String] = [:]
    var ranks: [Int32] = []
    ranks.reserveCapacity(graph.count)
    for node in graph.nodes {
      ranks.append(rank)
      if graph.operation(of: node) == .constant {
        constants[node] = NodeNames.text(of: graph.constant(of: node), graph.shape(of: node))
      } else if notes.names(of: node).isEmpty {
        rank += 1
      }
    }
    self.ranks = ranks
    self.constants = constants
    // Names such as v3 may have been given by the user; start above the largest.
    numberedFrom =
      taken.lazy.compactMap { $0.first == "v" ? Int($0.dropFirst()) : nil }
      .filter { $0 < Int(Int32.max) }.max() ?? 0
  }

  /// The name of a node; with several names, the first.
  public subscript(node: NodeID) -> String {
    if let name = notes.names(of: node).first { return name }
    if let constant = constants[node] { return constant }
    guard ranks.indices.contains(node.index) else { return "\(node)" }
    let rank = Int(ranks[node.index])
    return rank < letters.count ? letters[rank] : "v\(numberedFrom + rank - letters.count + 1)"
  }

  private static func text(of values: ArraySlice<Double>, _ shape: Shape) -> String {
    guard shape.isScalar, let value = values.first else {
      // A short array is shown by its elements: `[2]` would read as an array that holds a 2.
      guard shape.extents.count == 1, values.count <= 4 else { return "[\(shape)]" }
      return "[\(values.map(text).joined(separator: ", "))]"
    }
    return text(of: value)
  }

  private static func text(of value: Double) -> String {
    guard value == value.rounded(), value.magnitude < 1e15 else { return "\(value)" }
    return value == 0 && value.sign == .minus ? "-0" : "\(Int(value))"
  }
}
