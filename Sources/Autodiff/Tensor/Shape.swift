/// The extents of a tensor, outermost axis first; a scalar has none.
///
/// Shapes are small values. Two tensors of one shape hold the same number of elements, in row-major
/// order.
public struct Shape: Hashable, Sendable {
  /// The length of each axis, outermost first. Invariant: none is negative.
  public let extents: [Int]

  /// The number of elements, which is 1 for a scalar.
  public let count: Int

  /// A shape with the given extents, or `nil` when one is negative or the product overflows.
  ///
  /// Extents of 0 do not excuse the others: a distance along an axis is a product of some of them.
  public init?(_ extents: [Int]) {
    var stretch = 1
    for extent in extents {
      guard extent >= 0 else { return nil }
      let (product, overflowed) = stretch.multipliedReportingOverflow(by: max(extent, 1))
      guard !overflowed else { return nil }
      stretch = product
    }
    self.extents = extents
    count = extents.contains(0) ? 0 : stretch
  }

  private init(scalar: Void) {
    extents = []
    count = 1
  }

  /// The shape of a single number.
  public static let scalar = Shape(scalar: ())

  /// The number of axes.
  public var rank: Int { extents.count }

  /// Whether this is the shape of a single number without axes.
  public var isScalar: Bool { extents.isEmpty }
}

extension Shape: CustomStringConvertible {
  /// `72×784` for a matrix, `scalar` for a number without axes.
  public var description: String {
    isScalar ? "scalar" : extents.map(String.init).joined(separator: "×")
  }
}
