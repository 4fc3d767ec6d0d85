package import Autodiff
import Syntax

/// A node's expression in which nothing is shared: every use of a result is written out again, down
/// to the inputs. What the graph computes once but the expression repeats is marked with its name:
/// `exp(c:(…)) + sin(c:(…))`.
///
/// Such a text may double with every line of the program, so that it ends after some operations;
/// names stand for the rest.
package struct WrittenOut {
  package let text: String
  /// Whether nothing was left out.
  package let isWhole: Bool
  /// The operations that are marked.
  package let repeated: Set<NodeID>

  /// Writes at most `limit` operations out.
  ///
  /// - Parameters:
  ///   - marksRepeated: Whether what is repeated has its name; without, the text can be typed.
  ///   - one: A node that is 1, which is not written where something is multiplied by it.
  /// - Complexity: linear in the number of nodes and in the limit.
  package init(
    _ node: NodeID, in graph: Graph, operations limit: Int = 400, marksRepeated: Bool = true,
    one: NodeID? = nil
  ) {
    var writing = Writing(of: node, in: graph, limit: limit, marksRepeated: marksRepeated, one: one)
    let root = writing.expression(of: node, depth: 0)
    writing.tree.append(.expression(root))
    text = SyntaxPrinter.text(of: writing.tree)
    isWhole = !writing.isCut
    repeated = writing.repeated
  }
}

/// The tree of the expression while it grows.
private struct Writing {
  /// Deeper than this names stand for what is there, so that no stack overflows.
  private static let deepest = 200

  let graph: Graph
  let names: NodeNames
  var tree = SyntaxTree()
  private(set) var isCut = false
  let repeated: Set<NodeID>
  private let marksRepeated: Bool
  private let one: NodeID?
  private var rest: Int

  init(of root: NodeID, in graph: Graph, limit: Int, marksRepeated: Bool, one: NodeID?) {
    self.graph = graph
    self.marksRepeated = marksRepeated
    self.one = one
    names = NodeNames(of: graph)
    rest = limit
    repeated = Self.repeated(under: root, in: graph)
  }

  /// The operations that the root uses more than once.
  private static func repeated(under root: NodeID, in graph: Graph) -> Set<NodeID> {
    var uses = Array(repeating: 0, count: graph.count)
    uses[root.index] = 1
    for node in graph.nodes.reversed() where uses[node.index] > 0 {
      for operand in graph.operands(of: node) { uses[operand.index] += 1 }
    }
    return Set(graph.nodes.filter { uses[$0.index] > 1 && !graph.operation(of: $0).isLeaf })
  }

  mutating func expression(of node: NodeID, depth: Int) -> SyntaxID {
    let operation = graph.operation(of: node)
    if operation == .constant, graph.shape(of: node).count <= 12 {
      return tree.literal(
        graph.constant(of: node), extents: graph.shape(of: node).extents[...])
    }
    guard !operation.isLeaf else { return tree.use(names[node]) }
    if let factor = factorOfOne(node) { return expression(of: factor, depth: depth) }
    guard rest > 0, depth < Self.deepest else {
      isCut = true
      return tree.use(names[node])
    }
    rest -= 1
    var operands: [SyntaxID] = []
    for operand in graph.operands(of: node) {
      operands.append(expression(of: operand, depth: depth + 1))
    }
    let shape = graph.operands(of: node).first.map { graph.shape(of: $0) } ?? .scalar
    let written = tree.expression(
      of: operation, operands, attributes: graph.attributes(of: node), shape: shape)
    // No function has a name with a colon.
    return marksRepeated && repeated.contains(node)
      ? tree.call(names[node] + ":", [written]) : written
  }

  /// What is multiplied by 1 to make this node.
  private func factorOfOne(_ node: NodeID) -> NodeID? {
    let operands = graph.operands(of: node)
    guard let one, graph.operation(of: node) == .multiply, operands.count == 2 else { return nil }
    let factor = operands[0] == one ? operands[1] : operands[1] == one ? operands[0] : nil
    return factor.flatMap { graph.shape(of: $0) == graph.shape(of: node) ? $0 : nil }
  }
}
