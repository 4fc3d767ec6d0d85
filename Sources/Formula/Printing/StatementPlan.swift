import Autodiff
import Syntax

/// Which operations of a graph get a line of their own, in order, and which are written out within
/// the expression of the one that uses them.
///
/// To read the lines evaluates the operations in the order of the graph: an expression evaluates its
/// operands from left to right, so that an operation may be written out only where what was computed
/// last is what is used first.
struct StatementPlan {
  /// The operations with a line of their own, in the order of the graph.
  private(set) var statements: [NodeID] = []
  private var writtenOut: [Bool]
  /// Operations that may still be written out, in the order of the graph.
  private var pending: [NodeID] = []
  /// How many operations the expression of a pending one holds.
  private var sizes: [NodeID: Int] = [:]

  /// The most operations in one expression: more are hard to read, and deep to nest.
  private static let limit = 8

  /// Plans the program of a graph.
  ///
  /// - Complexity: linear in the number of nodes and operands.
  init(of graph: Graph, outputs: [NodeID]) {
    writtenOut = Array(repeating: false, count: graph.count)
    let candidates = Self.candidates(in: graph, outputs)
    for node in graph.nodes where !graph.operation(of: node).isLeaf {
      let size = writeOutOperands(of: node, graph.operands(of: node))
      if candidates[node.index] {
        pending.append(node)
        sizes[node] = size
      } else {
        flush(pending.count)
        statements.append(node)
      }
    }
    flush(pending.count)
  }

  /// Whether an operation has no line of its own.
  func isWrittenOut(_ node: NodeID) -> Bool { writtenOut[node.index] }

  /// The operations without a name that are used once.
  ///
  /// Where names would need numbers every operation is a line: the numbers go by what has no name.
  private static func candidates(in graph: Graph, _ outputs: [NodeID]) -> [Bool] {
    let shown = NodeNames(of: graph)
    var uses = Array(repeating: 0, count: graph.count)
    for node in graph.nodes {
      for operand in graph.operands(of: node) { uses[operand.index] += 1 }
    }
    for output in outputs { uses[output.index] += 2 }
    let nameless = graph.nodes.filter {
      graph.operation(of: $0) != .constant && graph.notes.names(of: $0).isEmpty
    }
    var isCandidate = Array(repeating: false, count: graph.count)
    guard let last = nameless.last, shown[last].utf8.count == 1 else { return isCandidate }
    for node in nameless where !graph.operation(of: node).isLeaf && uses[node.index] == 1 {
      isCandidate[node.index] = true
    }
    return isCandidate
  }

  /// Writes out those operands that can be; returns the number of operations in the expression.
  private mutating func writeOutOperands(of node: NodeID, _ operands: [NodeID]) -> Int {
    let used = operands.filter { sizes[$0] != nil }
    guard !used.isEmpty else { return 1 }
    let size = used.reduce(1) { $0 + (sizes[$1] ?? 0) }
    if size <= Self.limit, pending.suffix(used.count) == used[...] {
      pending.removeLast(used.count)
      for operand in used {
        writtenOut[operand.index] = true
        sizes[operand] = nil
      }
      return size
    }
    let last = pending.lastIndex { sizes[$0] != nil && used.contains($0) } ?? -1
    flush(last + 1)
    return 1
  }

  /// Gives the first pending operations lines of their own.
  private mutating func flush(_ count: Int) {
    for node in pending.prefix(count) { sizes[node] = nil }
    statements += pending.prefix(count)
    pending.removeFirst(count)
  }
}

extension Operation {
  /// Whether the node is an input or a constant, which nothing computes.
  var isLeaf: Bool { self == .input || self == .constant }
}
