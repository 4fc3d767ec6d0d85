import GraphLayout

/// A graph to lay out in a test: boxes as the explorer would draw them, and their edges.
struct SampleGraph: CustomStringConvertible, Sendable {
  var name: String
  var nodes: [LayoutNode] = []
  var edges: [LayoutEdge] = []

  var description: String { name }

  init(_ name: String) { self.name = name }

  /// A graph of boxes of one size from lists of operands, which may name later nodes too.
  init(_ name: String, operands: [[Int]], labelWidth: Int = 0) {
    self.name = name
    for (node, list) in operands.enumerated() {
      nodes.append(LayoutNode(width: 10, height: max(4, list.count + 2), ports: list.count))
      for (port, source) in list.enumerated() {
        edges.append(
          LayoutEdge(source: source, target: node, port: port, labelWidth: labelWidth))
      }
    }
  }

  /// Adds a node that uses others, and returns its index.
  mutating func add(_ operands: Int...) -> Int { add(operands) }

  /// Adds a node that uses others, and returns its index.
  mutating func add(_ operands: [Int]) -> Int {
    let node = nodes.count
    nodes.append(LayoutNode(width: 10, height: max(4, operands.count + 2), ports: operands.count))
    for (port, source) in operands.enumerated() {
      edges.append(LayoutEdge(source: source, target: node, port: port))
    }
    return node
  }
}

/// The seeded generator of the tests (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
