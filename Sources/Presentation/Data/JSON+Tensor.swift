import Autodiff
import Interchange

extension JSON {
  /// A number with no more digits than its precision needs.
  static func number(_ value: Double, _ precision: Precision) -> String {
    switch precision {
    case .single: value.isFinite ? NumberText.exact(value, .single) : number(value)
    case .double: number(value)
    }
  }

  /// Appends a tensor as nested arrays, a scalar as a number.
  static func append(
    _ tensor: Tensor<Double>, _ precision: Precision = .double, to text: inout String
  ) {
    append(tensor.elements[...], extents: tensor.shape.extents[...], to: &text) {
      number($0, precision)
    }
  }
}

extension CSV {
  /// A number with no more digits than its precision needs.
  static func number(_ value: Double, _ precision: Precision) -> String {
    switch precision {
    case .single: value.isFinite ? NumberText.exact(value, .single) : number(value)
    case .double: number(value)
    }
  }
}
