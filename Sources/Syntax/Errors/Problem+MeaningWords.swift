package import Autodiff
import Basics

/// The words for programs that can be read but not computed.
extension FormulaError.Problem {
  /// What the related place has to do with the problem.
  package var relation: String {
    switch self {
    case .reboundName: "it is first defined here"
    case .usedBeforeAssignment, .usedInOwnValue: "it gets its value here"
    case .mismatchedBracket: "this bracket is still open"
    default: "the function is called here"
    }
  }

  package func recursionMessage(_ circle: [String]) -> String {
    let name = circle.first?.quoted ?? "this"
    let others = circle.dropFirst().prefix(3).map(\.quoted).joined(separator: ", ")
    let way = others.isEmpty ? "" : " by way of \(others)" + (circle.count > 4 ? ", ..." : "")
    return "\(name) calls itself\(way), which would never end; write its steps out one by one"
  }

  package func shapeMessage(_ operation: Operation, _ shapes: [Shape]) -> String? {
    guard let first = shapes.first, let last = shapes.last else { return nil }
    switch operation {
    case .matrixProduct: return productMessage(first, last)
    case .transpose: return "only a matrix can be transposed, not \(first.asWords)"
    case .stack:
      let other = shapes.first { $0 != first } ?? first
      // Vectors and numbers are more often meant to stand one after the other.
      let cure =
        first.rank + other.rank == 1
        ? "join them with ';', as in [x; 1]" : "give each the same shape"
      return "the elements of an array must match, not \([first, other].words); \(cure)"
    case .concatenate:
      return "\(shapes.words) cannot be joined; all axes but the joined one must have equal lengths"
    case .arrange:
      return "\(first.asWords) is arranged by keys of the same shape, not \(last.asWords)"
    case .broadcast:
      return "\(first.asWords) cannot be broadcast to this shape; "
        + "counted from the last, axes must have equal lengths, or 1"
    case .pad:
      return "\(first.asWords) takes \((2 * first.rank).counted("count")), "
        + "of the zeros before and after each axis"
    case .logisticLoss:
      return "scores that are \(first.asWords) need \(first.labelWords), not \(last.asWords)"
    case .meanSquaredError, .sigmoidCrossEntropy:
      return
        "\(first.asWords) does not fit targets that are \(last.asWords); their shapes must be equal"
    default:
      guard operation.isElementwise else { return nil }
      return "\(shapes.words) do not fit in '\(operation.name)'; "
        + "counted from the last, axes must have equal lengths, or 1"
    }
  }

  /// `nil` for batches of matrices, of which the rule says itself what is wrong.
  private func productMessage(_ left: Shape, _ right: Shape) -> String? {
    guard let columns = left.extents.last, let rows = right.extents.first else {
      return "'@' multiplies vectors and matrices, not \([left, right].words); type '*'"
    }
    guard left.rank <= 2, right.rank <= 2 else { return nil }
    let message =
      "\([left, right].words) do not fit in '@'; the last axis of the first (\(columns)) "
      + "must be as long as the first axis of the second (\(rows))"
    if left.rank == 2, left.extents.first == rows { return message + ", as in transpose(A) @ B" }
    if right.rank == 2, right.extents.last == columns {
      return message + ", as in A @ transpose(B)"
    }
    return message
  }

  package static func listed(_ names: [String]) -> String {
    names.prefix(5).map(\.spelledName.shortened).joined(separator: ", ")
      + (names.count > 5 ? ", ..." : "")
  }
}

extension Shape {
  /// `a vector of 3`, `a matrix of 2×3`.
  package var asWords: String {
    switch rank {
    case 0: "a single number"
    case 1: "a vector of \(self)"
    case 2: "a matrix of \(self)"
    default: "an array of \(self)"
    }
  }

  package var axisChoice: String {
    rank == 1 ? "axis=0" : "axis=0 to axis=\(rank - 1)"
  }

  /// The labels that go with scores of this shape.
  fileprivate var labelWords: String {
    switch rank {
    case 1: "one label, a single number"
    case 2: "a vector of \(extents[0]) labels"
    default: "to be a vector, or a matrix with a row for each example"
    }
  }
}

extension [Shape] {
  package var words: String { map(\.asWords).joined(separator: " and ") }
}

extension ClosedRange<Int> {
  package func words(_ noun: String) -> String {
    if lowerBound == upperBound { return lowerBound.counted(noun) }
    if upperBound == lowerBound + 1 { return "\(lowerBound) or \(upperBound.counted(noun))" }
    return upperBound == .max
      ? "at least \(lowerBound.counted(noun))" : "\(lowerBound) to \(upperBound.counted(noun))"
  }
}
