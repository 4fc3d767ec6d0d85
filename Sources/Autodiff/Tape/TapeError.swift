/// Why an expression on a tape has no graph, or why a graph cannot be run as asked.
///
/// Expressions do not throw, so that they read like mathematics. The first thing that is wrong is
/// kept by the tape, and thrown when its graph is asked for.
public struct TapeError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// The operation does not take these operands; they are given by their names where they have
    /// one.
    case operation(GraphError, operands: [String])
    /// A graph cannot be evaluated as asked.
    case graph(GraphError)
    /// The operands were recorded on different tapes.
    case differentTapes(Operation)
    /// Only literals are combined, which belong to no tape; `tape.constant(2)` does.
    case literalsAlone(Operation)
    /// A literal is not a tensor.
    case literal(ShapeMismatch)
    /// Two inputs bear one name.
    case repeatedName(String)
    /// An input has a value neither of its own nor from the evaluation.
    case missingValue(String)
    /// A value does not have the shape of its input.
    case valueShape(String, expected: Shape, given: Shape)
    /// A value was given for something that is not an input of the tape.
    case notAnInput
    /// The node belongs to another tape, or to none.
    case notOnTape
  }

  /// What is wrong.
  public let problem: Problem
  /// Where: the line of the call, or for an operator such as `+`, which cannot know its own, the
  /// lines of its operands.
  public let places: [SourcePlace]

  init(_ problem: Problem, at places: [SourcePlace]) {
    self.problem = problem
    self.places = places
  }
}

extension TapeError: CustomStringConvertible {
  /// The places and one sentence: `Example/main.swift:7: @ on W and x: 3×2 @ 3: the inner extents 2
  /// and 3 differ`.
  public var description: String {
    let lines = places.map { "\($0)" }.joined(separator: " and ")
    return lines.isEmpty ? problem.description : "\(lines): \(problem)"
  }
}

extension TapeError.Problem: CustomStringConvertible {
  /// One sentence without its end.
  public var description: String {
    switch self {
    case .operation(.shapesDoNotFit(let operation, _, let reason), let operands):
      "\(operation.name) on \(operands.joined(separator: " and ")): \(reason)"
    case .operation(let error, _), .graph(let error): "\(error)"
    case .differentTapes(let operation): "\(operation.name): the operands are on different tapes"
    case .literalsAlone(let operation):
      "\(operation.name): literals alone belong to no tape; start with tape.constant(…)"
    case .literal(let mismatch): "this literal is not a tensor: \(mismatch.reason)"
    case .repeatedName(let name): "two inputs are called '\(name)'"
    case .missingValue(let name): "the input '\(name)' has no value"
    case .valueShape(let name, let expected, let given):
      "the input '\(name)' is \(expected), its value \(given)"
    case .notAnInput: "a value is given for a node that is not an input"
    case .notOnTape: "the node is not on this tape"
    }
  }
}
