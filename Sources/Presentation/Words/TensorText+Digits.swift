package import Autodiff

extension TensorText {
  /// Every digit, as one would type it: `[[1, 2], [3, 4]]`; of a large tensor the first elements.
  package static func exact(
    _ tensor: Tensor<Double>, _ precision: Precision = .double, limit: Int = 1_000
  ) -> String {
    guard tensor.elements.count <= limit else {
      let first = tensor.elements.prefix(limit).map { NumberText.exact($0, precision) }
      return "\(shape(tensor.shape)): \(first.joined(separator: ", ")), …"
    }
    return nested(
      tensor.elements.map { NumberText.exact($0, precision) }, extents: tensor.shape.extents[...])
  }

  /// In at most so many columns: with fewer digits if need be, and at last only the shape.
  package static func fitting(_ tensor: Tensor<Double>, columns: Int) -> String {
    if tensor.shape.isScalar {
      return tensor.scalar.map { NumberText.fitting($0, columns: columns) } ?? ""
    }
    return spelledOut(tensor, columns: columns) ?? shape(tensor.shape)
  }

  /// Its elements in at most so many columns, with fewer digits if need be; `nil` where there is no room.
  package static func spelledOut(_ tensor: Tensor<Double>, columns: Int) -> String? {
    guard tensor.elements.count <= columns else { return nil }
    for digits in stride(from: 5, through: 2, by: -1) {
      let numbers = tensor.elements.map { NumberText.short($0, digits: digits) }
      let text = nested(numbers, extents: tensor.shape.extents[...])
      if text.count <= columns { return text }
    }
    return nil
  }
}
