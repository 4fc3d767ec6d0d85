import Autodiff
import Syntax

/// How much more the arrays of a graph may hold.
struct SizeBudget {
  var limits: LoweringLimits
  private var allElements = 0

  init(_ limits: LoweringLimits = LoweringLimits()) {
    self.limits = limits
  }

  /// Whether an array alone is larger than the limits allow.
  func isTooLarge(_ shape: Shape) -> Bool {
    shape.rank > limits.axes || shape.count > limits.elements
  }

  /// Counts an array; why it is too large, if it is.
  mutating func problem(adding shape: Shape) -> FormulaError.Problem? {
    guard !shape.isScalar else { return nil }
    if shape.rank > limits.axes { return .tooManyAxes(shape.rank, limit: limits.axes) }
    guard shape.count <= limits.elements else {
      return .arrayTooLarge(shape, limit: limits.elements)
    }
    let (total, overflowed) = allElements.addingReportingOverflow(shape.count)
    guard !overflowed, total <= limits.allElements else {
      return .arraysTooLarge(limit: limits.allElements)
    }
    allElements = total
    return nil
  }
}
