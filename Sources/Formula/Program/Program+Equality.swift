import Autodiff
import Syntax

extension Program: Equatable {
  /// Whether both are the same text and graph with the same values, opened in the same way.
  ///
  /// Numbers are compared by their bits, so that a program with a NaN equals itself.
  ///
  /// - Complexity: O(1) for copies of one program, otherwise O(n) in its text and nodes.
  package static func == (one: Program, other: Program) -> Bool {
    one.writing == other.writing && one.origin == other.origin
      && one.inputs == other.inputs && one.outputs == other.outputs
      && one.directions == other.directions && one.outputText == other.outputText
      && one.directionText == other.directionText && one.isSharing == other.isSharing
      && one.precision == other.precision && one.setInputs == other.setInputs
      && one.expected == other.expected && one.graph.hasSameNodes(as: other.graph)
  }
}

extension ProgramInput: Equatable {
  /// Whether both are the same node with the same value.
  package static func == (one: ProgramInput, other: ProgramInput) -> Bool {
    one.node == other.node && one.name == other.name && one.isGiven == other.isGiven
      && one.shape == other.shape && one.values.hasSameBits(as: other.values)
  }
}
