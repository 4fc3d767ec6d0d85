import Autodiff
import Learning

/// The tangent kernel of one hidden layer of infinitely many ReLU units, of examples scaled to length 1.
///
/// ```
/// u = x·x′    Θ = u·κ₀(u) + κ₁(u)
/// κ₀ = (π - acos u)/π                          the share of units that both examples turn on
/// κ₁ = (u·(π - acos u) + √(1 - u²))/π          the mean product of their outputs, doubled
/// ```
///
/// Cho and Saul, "Kernel methods for deep learning", 2009, for the two; κ₁ comes from the weights of
/// the outputs, u·κ₀ from those of the hidden units.
struct InfiniteKernel: TangentKernel {
  func factors(
    of examples: Examples, at places: ArraySlice<Int32>
  ) throws -> [KernelFactor<Float>] {
    let width = examples.inputsPerExample
    var rows = examples.inputs(places)
    for start in stride(from: 0, to: rows.count, by: width) {
      let squares = rows[start..<start + width].reduce(0) { $0 + $1 * $1 }
      // An empty image stays where it is.
      let scale = squares > 0 ? 1 / squares.squareRoot() : 0
      for place in start..<start + width { rows[place] *= scale }
    }
    return [KernelFactor(elements: rows, width: width)]
  }

  func combine(_ products: [[Float]]) -> [Double] { products[0].map { value(cosine: Double($0)) } }

  /// Θ of two examples with this cosine between them.
  func value(cosine: Double) -> Double {
    let u = min(max(cosine, -1), 1)
    let angle = Double.pi - Double.acos(u)
    return (2 * u * angle + (1 - u * u).squareRoot()) / Double.pi
  }
}
