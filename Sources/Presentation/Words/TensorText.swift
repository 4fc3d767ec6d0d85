package import Autodiff

/// Tensors as they are shown to people.
package enum TensorText {
  /// How many elements are spelled out where there is a whole line for them.
  package static let lineLimit = 12
  /// How many are in a box.
  package static let boxLimit = 6

  /// A scalar as its number, a tensor of at most `limit` elements as nested lists, such as
  /// `[[1, -0.5], [0.25, 2]]`, and a larger one as its shape in brackets: `[72×784]`.
  package static func short<Element: Scalar>(
    _ tensor: Tensor<Element>, elements limit: Int = 0, digits: Int = 5
  ) -> String {
    guard !tensor.shape.isScalar else {
      return tensor.scalar.map { NumberText.short(Double($0), digits: digits) } ?? ""
    }
    guard tensor.elements.count <= limit else { return shape(tensor.shape) }
    return nested(
      tensor.elements.map { NumberText.short(Double($0), digits: digits) },
      extents: tensor.shape.extents[...])
  }

  /// Texts as nested lists; the innermost axis is the last.
  static func nested(_ numbers: [String], extents: ArraySlice<Int>) -> String {
    var parts = numbers[...]
    // From the innermost axis out, each row of texts becomes one text.
    for extent in extents.reversed() {
      guard extent > 0 else { return "[]" }
      parts =
        stride(from: 0, to: parts.count, by: extent).map { start in
          "[\(parts[start..<min(start + extent, parts.count)].joined(separator: ", "))]"
        }[...]
    }
    return parts.joined()
  }
}
