import Autodiff
import Formula

/// The numbers that another program expects of a sweep, beside our own.
struct Comparison {
  private let expected: ExpectedGraph
  private let hasAdjoints: Bool
  private let hasTangents: Bool

  /// What is expected of the sweeps from an output; adjoints are those of one output alone.
  init(_ expected: ExpectedGraph, output: NodeID, mode: TimelineMode) {
    self.expected = expected
    hasAdjoints = mode != .forward && output == expected.output
    hasTangents = mode != .reverse
  }

  /// The expected elements of a quantity, `value`, `adjoint` or `tangent`.
  func elements(_ quantity: String, of node: NodeID) -> [Double]? {
    let numbers = expected.nodes[node]
    switch quantity {
    case "value": return numbers?.value
    case "adjoint": return hasAdjoints ? numbers?.adjoint : nil
    case "tangent": return hasTangents ? numbers?.tangent : nil
    default: return nil
    }
  }

  /// How far a number is from another; two that are not numbers agree.
  static func difference(_ value: Double, _ other: Double) -> Double {
    if value == other || value.isNaN && other.isNaN { return 0 }
    let difference = (value - other).magnitude
    return difference.isNaN ? .infinity : difference
  }
}
