private import Synchronization

/// Records expressions of Swift as a graph.
///
/// ```swift
/// let tape = Tape()
/// let x = tape.input("x"), y = tape.input("y")
/// let z = x * y + sin(x)
///
/// let gradient = try z.gradient(at: [x: 2, y: 3])
/// gradient.value.scalar     // 6.909297426825682
/// gradient[x].scalar        // 2.5838531634528574
/// ```
///
/// Nodes refer to their tape, and every operation on them adds to it. Expressions never throw; what
/// is wrong with one is thrown by whatever asks the tape for its graph. A tape belongs to one task;
/// the graph and the evaluations that come from it are values that may go anywhere.
public final class Tape {
  private var builder: GraphBuilder
  private var failure: TapeError?
  private var inputNames: Set<String> = []
  /// The values that inputs were given when they were made.
  private(set) var values: [NodeID: TensorLiteral] = [:]
  /// Distinguishes the nodes of one tape from those of another.
  let number: UInt64

  private static let count = Atomic<UInt64>(0)

  /// An empty tape, on which identical expressions are computed once or kept apart.
  public init(sharing: Bool = true) {
    builder = GraphBuilder(sharing: sharing)
    number = Tape.count.add(1, ordering: .relaxed).newValue
  }

  /// The graph of all that was recorded so far.
  ///
  /// - Throws: The first thing that was wrong with an expression on this tape.
  public func graph() throws(TapeError) -> Graph {
    if let failure { throw failure }
    var graph = builder.graph
    graph.notes.tapeNumber = number
    return graph
  }
}

extension Tape {
  /// Adds an input whose value is given when the graph is run.
  ///
  /// - Parameters:
  ///   - name: What it is called; no two inputs share a name.
  ///   - shape: The length of each axis, outermost first; a scalar has none.
  public func input(
    _ name: String, shape extents: [Int] = [], fileID: String = #fileID, line: Int = #line
  ) -> Node {
    addInput(name, extents, isData: false, SourcePlace(fileID, line))
  }

  /// Adds an input with a value, which a run may replace by another of the same shape.
  public func input(
    _ name: String, _ value: TensorLiteral, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    let place = SourcePlace(fileID, line)
    if let problem = value.problem { return fail(.literal(problem), at: [place]) }
    let node = addInput(name, value.shape.extents, isData: false, place)
    if case .recorded(_, let id) = node.content { values[id] = value }
    return node
  }

  /// Adds an input that receives no adjoint, such as the examples of a batch or their labels.
  public func data(
    _ name: String, shape extents: [Int] = [], fileID: String = #fileID, line: Int = #line
  ) -> Node {
    addInput(name, extents, isData: true, SourcePlace(fileID, line))
  }

  /// Adds a number or tensor that never varies. Literals beside a node become constants by
  /// themselves: `2 * x`.
  public func constant(
    _ value: TensorLiteral, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    constant(value, SourcePlace(fileID, line))
  }

  /// Gathers the nodes that `body` records in a group, such as a layer.
  public func group<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    builder.openGroup(name)
    defer { builder.closeGroup() }
    return try body()
  }

  private func addInput(
    _ name: String, _ extents: [Int], isData: Bool, _ place: SourcePlace
  ) -> Node {
    guard inputNames.insert(name).inserted else { return fail(.repeatedName(name), at: [place]) }
    guard let shape = Shape(extents) else { return fail(.graph(.tooLarge), at: [place]) }
    do throws(GraphError) {
      return node(try builder.input(name, shape: shape, isData: isData), place)
    } catch {
      return fail(.graph(error), at: [place])
    }
  }

  func constant(_ value: TensorLiteral, _ place: SourcePlace?) -> Node {
    let places = place.map { [$0] } ?? []
    if let problem = value.problem { return fail(.literal(problem), at: places) }
    do throws(GraphError) {
      return node(try builder.constant(value.elements, shape: value.shape), place)
    } catch {
      return fail(.graph(error), at: places)
    }
  }
}

extension Tape {
  /// Records an operation whose operands are all on this tape.
  func record(
    _ operation: Operation, _ operands: [NodeID], _ attributes: [Int], _ place: SourcePlace?
  ) throws(GraphError) -> Node {
    node(try builder.node(operation, operands, attributes: attributes), place)
  }

  func name(_ node: NodeID, _ name: String) {
    builder.name(node, name)
  }

  /// The name of a node, or else its operation.
  func words(for node: NodeID) -> String {
    let graph = builder.graph
    if let name = graph.notes.names(of: node).first { return name }
    let constant = graph.constant(of: node)
    if let value = constant.first, constant.count == 1 { return "\(value)" }
    return "the result of \(graph.operation(of: node).name)"
  }

  /// Whether a value can be given to the node; `nil` when it is none of this tape's inputs.
  func inputName(_ node: NodeID) -> String? {
    guard builder.graph.contains(node), builder.graph.operation(of: node) == .input else {
      return nil
    }
    return words(for: node)
  }

  func shape(of node: NodeID) -> Shape { builder.graph.shape(of: node) }

  /// Remembers what is wrong, unless something was before.
  func note(_ error: TapeError) {
    if failure == nil { failure = error }
  }

  private func fail(_ problem: TapeError.Problem, at places: [SourcePlace]) -> Node {
    let error = TapeError(problem, at: places)
    note(error)
    return Node(content: .failed(error), place: places.first)
  }

  private func node(_ id: NodeID, _ place: SourcePlace?) -> Node {
    Node(content: .recorded(self, id), place: place)
  }
}
