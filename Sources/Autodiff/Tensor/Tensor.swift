/// Numbers with a shape, in row-major order: how values enter and leave a graph's flat memory.
public struct Tensor<Element: Scalar>: Hashable, Sendable {
  /// The extents of the axes.
  public let shape: Shape
  /// The elements in row-major order. Invariant: as many as the shape counts.
  public let elements: [Element]

  /// The elements under a shape, or `nil` when they are not as many as it counts.
  public init?(_ elements: [Element], shape: Shape) {
    guard elements.count == shape.count else { return nil }
    self.shape = shape
    self.elements = elements
  }

  /// The elements under a shape that is known to count them.
  init(unchecked elements: [Element], shape: Shape) {
    self.shape = shape
    self.elements = elements
  }

  /// A single number.
  public init(_ scalar: Element) {
    shape = .scalar
    elements = [scalar]
  }

  /// The number, when there is only one.
  public var scalar: Element? { elements.count == 1 ? elements[0] : nil }
}
