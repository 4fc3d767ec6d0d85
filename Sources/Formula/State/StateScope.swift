package import Autodiff
import Syntax

/// The names of a program's nodes, for expressions over its state.
package struct StateScope: Sendable {
  package let program: Program
  /// What each node is called first.
  package let names: NodeNames
  /// The functions each call of which is the name of a node, if there is one of that name.
  package let functions: Set<String>
  private let nodes: [String: NodeID]

  /// - Parameter functions: Those whose calls are names of nodes: where `median` is one, `median(loss, 20)`
  ///   stands for the node that is called so.
  /// - Complexity: O(n) in the number of nodes for the first scope of a graph, then O(1).
  package init(_ program: Program, functions: Set<String> = []) {
    self.program = program
    self.functions = functions
    (names, nodes) = program.nameIndex.names
  }

  /// The node that is shown under a name, as it stands or in quotes.
  package func node(named name: String) -> NodeID? {
    nodes[name] ?? name.nameInQuotes.flatMap { nodes[$0] }
  }

  /// The node that is called as a call is spelled.
  func node(ofCall call: SyntaxID, in tree: SyntaxTree) -> NodeID? {
    guard case .call(let name, _) = tree[call].kind, functions.contains(tree[name]) else {
      return nil
    }
    return tree.spelling(ofCall: call).flatMap { nodes[$0] }
  }

  /// The name in quotes that a misspelled one was probably meant to be: one much like it, or one that
  /// it is the first word of.
  package func nearest(to name: String) -> String? {
    let names = nodes.keys.sorted()
    let isFirstWord = { (other: String) in !other.isName && other.hasPrefix(name) }
    return (nearestWord(to: name, among: names) ?? names.first(where: isFirstWord))?.quotedName
  }

  /// All names as they are typed, in alphabetical order.
  package var allNames: [String] { nodes.keys.sorted().map(\.spelledName) }

  /// How a node's name is typed: `fc1.weight`, `'layer 1'`.
  package func spelling(of node: NodeID) -> String { names[node].spelledName }

  /// How a reference is typed: `adj(h)`.
  package func spelling(of reference: StateReference) -> String {
    let name = spelling(of: reference.node)
    return switch reference.quantity {
    case .value: "val(\(name))"
    case .adjoint: "adj(\(name))"
    case .tangent: "tangent(\(name))"
    case .partial(let operand): "partial(\(name), \(spelling(of: operand)))"
    }
  }

  /// Whether a text calls a function that the program defines.
  package func hasOwnCall(in text: String) -> Bool {
    OwnFunctions(calledIn: text, of: program) != nil
  }

  /// What another program says that a number is; `nil` where it says nothing.
  func recorded(_ reference: StateReference) -> Literal? {
    let numbers = program.expected?.nodes[reference.node]
    let elements =
      switch reference.quantity {
      case .value: numbers?.value
      case .adjoint: numbers?.adjoint
      case .tangent: numbers?.tangent
      case .partial: [Double]?.none
      }
    let shape = shape(of: reference)
    return elements.flatMap { $0.count == shape.count ? Literal(values: $0, shape: shape) : nil }
  }

  /// The shape of the number that a reference stands for.
  func shape(of reference: StateReference) -> Shape {
    if case .partial = reference.quantity { return .scalar }
    return program.graph.shape(of: reference.node)
  }
}
