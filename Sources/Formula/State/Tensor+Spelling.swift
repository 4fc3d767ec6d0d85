package import Autodiff
import Syntax

extension Tensor<Double> {
  /// The numbers as one would type them, which read as the very same numbers: `[[1, 2], [3, 4]]`.
  package var spelled: String { Literal(self).spelled }

  /// The same for numbers of a precision, with no more digits than it takes there.
  package func spelled(in precision: Precision) -> String {
    Literal(values: elements.map { precision.shortest($0) }, shape: shape).spelled
  }
}

extension Precision {
  /// The number with the fewest digits that is stored as `value`: `0.1` for what a `Float` makes of it.
  fileprivate func shortest(_ value: Double) -> Double {
    switch self {
    case .single: Double("\(Float(value))") ?? value
    case .double: value
    }
  }
}
