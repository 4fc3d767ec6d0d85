import Autodiff

extension RandomNumberGenerator {
  /// A number from the standard normal distribution, by Box and Muller's transformation.
  package mutating func nextNormal() -> Double {
    // One less a number in [0, 1) is never 0, whose logarithm is infinite.
    let radius = (-2 * Double.log(1 - Double.random(in: 0..<1, using: &self))).squareRoot()
    return radius * Double.cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }
}
