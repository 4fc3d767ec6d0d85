/// Numbers as they are written in Swift: `2`, `[1, 2]`, `[[1, 2], [3, 4]]`.
///
/// Rows of different lengths make no tensor; the graph or evaluation that is given such a literal
/// throws.
public struct TensorLiteral: Hashable, Sendable {
  let shape: Shape
  let elements: [Double]
  /// Why this is not a tensor.
  let problem: ShapeMismatch?

  /// A number that is computed, not written.
  public init(_ number: Double) {
    self.init(shape: .scalar, elements: [number], problem: nil)
  }

  /// A vector of numbers that are computed, not written.
  public init(_ elements: [Double]) {
    self.init(shape: Shape([elements.count]) ?? .scalar, elements: elements, problem: nil)
  }

  /// The elements of a tensor.
  public init(_ tensor: Tensor<Double>) {
    self.init(shape: tensor.shape, elements: tensor.elements, problem: nil)
  }

  private init(shape: Shape, elements: [Double], problem: ShapeMismatch?) {
    self.shape = shape
    self.elements = elements
    self.problem = problem
  }
}

extension TensorLiteral: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral
{
  /// A number.
  public init(floatLiteral value: Double) { self.init(value) }

  /// A whole number.
  public init(integerLiteral value: Int) { self.init(Double(value)) }

  /// Numbers, or rows of one shape.
  public init(arrayLiteral rows: TensorLiteral...) { self.init(rows: rows) }

  init(rows: [TensorLiteral]) {
    let first = rows.first?.shape ?? .scalar
    let other = rows.first { $0.shape != first }
    let mismatch = other.map { ShapeMismatch("rows of shapes \(first) and \($0.shape) differ") }
    let shape = Shape([rows.count] + first.extents)
    let tooLarge = ShapeMismatch("the literal has too many elements")
    self.init(
      shape: shape ?? .scalar, elements: rows.flatMap(\.elements),
      problem: rows.lazy.compactMap(\.problem).first ?? mismatch ?? (shape == nil ? tooLarge : nil))
  }
}
