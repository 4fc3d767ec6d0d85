/// A number or tensor of an expression: an input, a constant, or the result of an operation.
///
/// Nodes are made by a ``Tape``, by operators and by functions such as `sin`. A literal beside a node
/// is a constant: `2 * x`, `x + [1, 2]`; a computed number becomes one by `Node(rate)`. Operands of
/// different shapes are broadcast as NumPy does it.
public struct Node {
  let content: Content
  /// The line that made it; of an operator's result, the last line of its operands.
  let place: SourcePlace?

  enum Content: Hashable {
    case literal(TensorLiteral)
    case recorded(Tape, NodeID)
    case failed(TapeError)
  }

  init(content: Content, place: SourcePlace?) {
    self.content = content
    self.place = place
  }

  /// A constant whose value was computed, not written.
  public init(_ value: TensorLiteral) {
    self.init(content: .literal(value), place: nil)
  }

  /// A constant whose value was computed, not written.
  public init(_ number: Double) {
    self.init(TensorLiteral(number))
  }

  /// The shape of the value; `nil` for an expression with something wrong.
  public var shape: Shape? {
    switch content {
    case .literal(let literal): literal.problem == nil ? literal.shape : nil
    case .recorded(let tape, let id): tape.shape(of: id)
    case .failed: nil
    }
  }

  /// The node of the tape's graph, for what takes graphs rather than tapes.
  ///
  /// - Throws: What is wrong with the expression; a literal alone is on no tape.
  public var id: NodeID {
    get throws(TapeError) {
      switch content {
      case .recorded(_, let id): return id
      case .failed(let error): throw error
      case .literal: throw TapeError(.notOnTape, at: [])
      }
    }
  }

  /// The same node under a name, by which it is shown.
  public func named(_ name: String) -> Node {
    if case .recorded(let tape, let id) = content { tape.name(id, name) }
    return self
  }
}

extension Node: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  /// A constant.
  public init(floatLiteral value: Double) { self.init(TensorLiteral(floatLiteral: value)) }

  /// A constant.
  public init(integerLiteral value: Int) { self.init(TensorLiteral(integerLiteral: value)) }

  /// A constant vector, or rows of one shape.
  public init(arrayLiteral rows: TensorLiteral...) {
    self.init(TensorLiteral(rows: rows))
  }
}

extension Node: Hashable {
  /// Whether both are the same node of the same tape, or equal literals.
  public static func == (left: Node, right: Node) -> Bool { left.content == right.content }

  public func hash(into hasher: inout Hasher) { hasher.combine(content) }
}

extension Tape: Hashable {
  /// A tape equals itself alone.
  public static func == (left: Tape, right: Tape) -> Bool { left === right }

  public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

extension Node {
  /// The result of an operation on the operands, recorded on their tape.
  static func apply(
    _ operation: Operation, _ operands: [Node], attributes: [Int] = [], at place: SourcePlace? = nil
  ) -> Node {
    let places = place.map { [$0] } ?? distinct(operands.compactMap(\.place))
    do throws(TapeError) {
      let tape = try commonTape(operation, of: operands, places)
      let ids = try operands.map { operand throws(TapeError) in
        try operand.recorded(on: tape, at: place).id
      }
      do throws(GraphError) {
        return try tape.record(operation, ids, attributes, places.max { $0.line < $1.line })
      } catch {
        let words = ids.map { tape.words(for: $0) }
        throw TapeError(.operation(error, operands: words), at: places)
      }
    } catch {
      for case .recorded(let tape, _) in operands.map(\.content) { tape.note(error) }
      return Node(content: .failed(error), place: place)
    }
  }

  /// The tape that those operands which are on one share.
  private static func commonTape(
    _ operation: Operation, of operands: [Node], _ places: [SourcePlace]
  ) throws(TapeError) -> Tape {
    var common: Tape?
    for operand in operands {
      switch operand.content {
      case .literal: continue
      case .failed(let error): throw error
      case .recorded(let tape, _):
        if let common, common !== tape { throw TapeError(.differentTapes(operation), at: places) }
        common = tape
      }
    }
    guard let common else { throw TapeError(.literalsAlone(operation), at: places) }
    return common
  }

  private func recorded(on tape: Tape, at place: SourcePlace?) -> Node {
    guard case .literal(let literal) = content else { return self }
    return tape.constant(literal, place)
  }

  private static func distinct(_ places: [SourcePlace]) -> [SourcePlace] {
    places.enumerated().filter { !places[..<$0.offset].contains($0.element) }.map(\.element)
  }
}
