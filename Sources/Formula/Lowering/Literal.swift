import Autodiff
import Syntax

/// Numbers that stand in a program as they are: `2`, `-0.5`, `[[1, 2], [3, 4]]`.
struct Literal: Hashable, Sendable {
  /// The numbers in row-major order. Invariant: as many as the shape counts.
  let values: [Double]
  let shape: Shape

  /// A single number.
  init(_ number: Double) {
    values = [number]
    shape = .scalar
  }

  /// The elements of a tensor.
  init(_ tensor: Tensor<Double>) {
    values = tensor.elements
    shape = tensor.shape
  }

  /// Literals of one shape as the elements of an array; `nil` when their shapes differ or the array
  /// has more elements than can be counted.
  init?(elements: [Literal]) {
    guard let first = elements.first, elements.allSatisfy({ $0.shape == first.shape }),
      let shape = Shape([elements.count] + first.shape.extents)
    else { return nil }
    values = elements.flatMap(\.values)
    self.shape = shape
  }

  /// Numbers that are as many as the shape counts.
  init(values: [Double], shape: Shape) {
    self.values = values
    self.shape = shape
  }

  /// The number, when there is only one and no axis.
  var number: Double? { shape.isScalar ? values.first : nil }

  /// The literal with every sign turned.
  var negated: Literal { Literal(values: values.map { -$0 }, shape: shape) }

  /// The literal as one would type it, which reads as the very same numbers.
  var spelled: String {
    // Without elements there may be rows of nothing beyond number.
    guard shape.count > 0 else { return "[]" }
    var rest = values[...]
    return Self.spelled(&rest, shape.extents[...])
  }

  // As deep as there are axes, which are few.
  private static func spelled(
    _ values: inout ArraySlice<Double>, _ extents: ArraySlice<Int>
  ) -> String {
    guard let length = extents.first else { return values.popFirst()?.spelledAsExpression ?? "" }
    let elements = (0..<length).map { _ in spelled(&values, extents.dropFirst()) }
    return "[\(elements.joined(separator: ", "))]"
  }
}

extension Double {
  /// The number as one would type it, by its name when it has no digits.
  fileprivate var spelledAsExpression: String {
    if isNaN { return "nan" }
    return isFinite ? spelled : self < 0 ? "-inf" : "inf"
  }
}
