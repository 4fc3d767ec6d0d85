package import Autodiff
package import Formula

/// Steps of gradient descent: where the inputs were before the first, and after each.
package struct Descent: Equatable, Sendable {
  /// A place on the way, and the step that led there.
  package struct Step: Equatable, Sendable {
    package let program: Program
    /// The output here.
    package let loss: Double
    /// What the step did to each input; nothing where the descent began.
    package let moves: [Move]
    package let rate: Double

    /// A place on the way.
    package init(program: Program, loss: Double, moves: [Move], rate: Double) {
      (self.program, self.loss, self.moves, self.rate) = (program, loss, moves, rate)
    }
  }

  /// What a step did to an input: `after = before - rate * (kept + fresh)`.
  package struct Move: Equatable, Sendable {
    package let node: NodeID
    package let before: [Double]
    /// What earlier sweeps left in the gradient, because nobody cleared it: zeros otherwise.
    package let kept: [Double]
    /// The adjoint of the last sweep.
    package let fresh: [Double]
    /// The gradient that was used: both together.
    package let gradient: [Double]
    package let after: [Double]
    /// How many sweeps have added to the gradient.
    package let sweeps: Int
  }

  /// The places, from where the descent began.
  package private(set) var steps: [Step]
  /// At which of them the program is.
  package private(set) var position = 0

  /// A descent that is about to begin.
  package init(from program: Program, loss: Double) {
    steps = [Step(program: program, loss: loss, moves: [], rate: 0)]
  }

  /// The place at which the program is.
  package var now: Step { steps[position] }
  /// The number of the last place.
  package var last: Int { steps.count - 1 }
  package var losses: [Double] { steps.map(\.loss) }

  /// Goes to another place; beyond the ends, to the nearest.
  package mutating func go(to place: Int) { position = min(max(place, 0), last) }

  /// Takes a step from where the program is; what came after it until now is forgotten.
  package mutating func append(_ step: Step) {
    steps.removeSubrange((position + 1)...)
    steps.append(step)
    position += 1
  }
}
