/// What every node of a graph is called when it is shown.
///
/// Results without a name of their own take the first free letters a, b, c, … in order of
/// evaluation, then v1, v2, …; `e` is left out, being a number, and so is `a` beside a given a1 or A,
/// for which it could be taken, and `i` in a loop over i. Constants are shown by their value.
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
    var confusable: Set<Character> = []
    // Names such as v3 may have been given by the user; start above the largest.
    var numberedFrom = 0
    var rank: Int32 = 0
    var constants: [NodeID: String] = [:]
    var ranks: [Int32] = []
    ranks.reserveCapacity(graph.count)
    for node in graph.nodes {
      ranks.append(rank)
      let given = graph.notes.names(of: node)
      for name in given {
        if let letter = NodeNames.letter(name) { confusable.insert(letter) }
        if let number = NodeNames.number(name) { numberedFrom = max(numberedFrom, number) }
      }
      if graph.operation(of: node) == .constant {
        constants[node] = NodeNames.text(of: graph.constant(of: node), graph.shape(of: node))
      } else if given.isEmpty {
        rank += 1
      }
    }
    for group in notes.groups {
      if let letter = NodeNames.letter(ofTurn: group.name) { confusable.insert(letter) }
    }
    self.ranks = ranks
    self.constants = constants
    self.numberedFrom = numberedFrom
    letters = "abcdfghijklmnopqrstuvwxyz".filter { !confusable.contains($0) }.map(String.init)
  }

  /// The name of a node; with several names, the first.
  public subscript(node: NodeID) -> String {
    if let name = notes.names(of: node).first { return name }
    if let constant = constants[node] { return constant }
    guard ranks.indices.contains(node.index) else { return "\(node)" }
    let rank = Int(ranks[node.index])
    return rank < letters.count ? letters[rank] : "v\(numberedFrom + rank - letters.count + 1)"
  }

  /// The small letter that a name is made of, with a number or a mark behind it: of `W1` and `w`, `w`.
  private static func letter(_ name: String) -> Character? {
    // Unicode's tables are asked of few names: most are of ASCII, and have another letter behind.
    let isTold = name.utf8.dropFirst().contains { byte in
      byte == UInt8(ascii: ".") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    if isTold, name.utf8.first.map({ $0 < 0x80 }) ?? true { return nil }
    guard let first = name.first, name.dropFirst().allSatisfy({ !$0.isLetter && $0 != "." }) else {
      return nil
    }
    return first.lowercased().first
  }

  /// What a loop counts, of a turn called `i = 3`, if that is a letter.
  private static func letter(ofTurn name: String) -> Character? {
    let start = name.utf8.prefix(3)
    guard start.dropFirst().elementsEqual(" =".utf8) else { return nil }
    return name.first.map { Character($0.lowercased()) }
  }

  /// The number of a name such as `v3`, as results without a name have it.
  private static func number(_ name: String) -> Int? {
    guard name.utf8.first == UInt8(ascii: "v"), let number = Int(name.dropFirst()) else {
      return nil
    }
    return number < Int(Int32.max) ? number : nil
  }

  /// A literal as it is shown.
  package static func text(of values: ArraySlice<Double>, _ shape: Shape) -> String {
    guard shape.isScalar, let value = values.first else {
      // A short array is shown by its elements: `[2]` would read as an array that holds a 2.
      guard shape.extents.count == 1 else { return "[\(shape)]" }
      guard values.count <= 4 else { return "[×\(shape)]" }
      return "[\(values.map(text).joined(separator: ", "))]"
    }
    return text(of: value)
  }

  private static func text(of value: Double) -> String {
    guard value == value.rounded(), value.magnitude < 1e15 else { return "\(value)" }
    return value == 0 && value.sign == .minus ? "-0" : "\(Int(value))"
  }
}
