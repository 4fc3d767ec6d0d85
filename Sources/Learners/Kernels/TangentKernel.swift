import Autodiff
import Learning

/// A tangent kernel: how much a step of descent for one example changes what a network gives for
/// another, `Θ(x, x′) = ∂f(x)/∂θ · ∂f(x′)/∂θ`.
///
/// Jacot, Gabriel, Hongler, "Neural tangent kernel: convergence and generalization in neural networks",
/// 2018.
protocol TangentKernel<Element> {
  associatedtype Element: Scalar

  /// The matrices, with a row for each example, whose products of rows the kernel is made of.
  mutating func factors(
    of examples: Examples, at places: ArraySlice<Int32>
  ) throws -> [KernelFactor<Element>]
  /// The kernel, element by element, from those products.
  func combine(_ products: [[Element]]) -> [Double]
}

/// A matrix with a row for each example.
struct KernelFactor<Element: Scalar> {
  let elements: [Element]
  let width: Int

  /// Some of the rows.
  func rows(_ rows: Range<Int>) -> [Element] {
    Array(elements[rows.lowerBound * width..<rows.upperBound * width])
  }
}

/// The kernel between any examples and those that were learned from.
struct KernelLines<Kernel: TangentKernel> {
  static var blockRows: Int { 500 }

  private let kernel: Kernel
  private let factors: [KernelFactor<Kernel.Element>]
  private var products: [Int: [RowProducts<Kernel.Element>]] = [:]
  /// The number of examples that were learned from.
  let count: Int

  init(_ kernel: Kernel, to factors: [KernelFactor<Kernel.Element>], count: Int) {
    self.kernel = kernel
    self.factors = factors
    self.count = count
  }

  /// The lines of some examples: a row for each, with an element for each that was learned from.
  mutating func lines(_ examples: [KernelFactor<Kernel.Element>], rows: Range<Int>) throws
    -> [Double]
  {
    var made =
      try products[rows.count]
      ?? factors.map {
        try RowProducts(rows: rows.count, with: $0.elements, width: $0.width)
      }
    var parts: [[Kernel.Element]] = []
    for index in made.indices { parts.append(try made[index](examples[index].rows(rows))) }
    products[rows.count] = made
    return kernel.combine(parts)
  }

  /// The kernel of the examples that were learned from with themselves.
  mutating func square() throws -> [Double] {
    var matrix: [Double] = []
    matrix.reserveCapacity(count * count)
    for start in stride(from: 0, to: count, by: Self.blockRows) {
      matrix += try lines(factors, rows: start..<min(start + Self.blockRows, count))
    }
    return matrix
  }
}
