/// What is kept of one step of a run: a minibatch and the update that it led to.
package struct StepRecord: Hashable, Sendable {
  /// The minibatches of the run up to and with this one: the first is step 1.
  package let step: Int
  /// Where the run is after it, in epochs.
  package let epoch: Double
  /// The learning rate of its update.
  package let rate: Float
  /// The mean loss of its rows before the update, without the penalty on large weights.
  package let loss: Float
  /// One for each parameter, in the order of the network's.
  package let parameters: [ParameterNorms]

  package init(
    step: Int, epoch: Double, rate: Float, loss: Float, parameters: [ParameterNorms]
  ) {
    self.step = step
    self.epoch = epoch
    self.rate = rate
    self.loss = loss
    self.parameters = parameters
  }
}

/// The Euclidean norms of a parameter, its gradient and its update in one step.
package struct ParameterNorms: Hashable, Sendable {
  /// Of the elements before the update.
  package var norm: Float = 0
  /// Of the gradient that the optimizer took, which is that of the loss and of the penalty.
  package var gradientNorm: Float = 0
  /// Of what the update added to the elements; 0 where a loss that is not finite forbade it.
  package var updateNorm: Float = 0

  package init(norm: Float = 0, gradientNorm: Float = 0, updateNorm: Float = 0) {
    self.norm = norm
    self.gradientNorm = gradientNorm
    self.updateNorm = updateNorm
  }

  init(_ squares: StepSquares) {
    self.init(
      norm: Self.root(squares.old), gradientNorm: Self.root(squares.gradient),
      updateNorm: Self.root(squares.change))
  }

  /// A norm that single precision does not hold is as large as it can be, unless it is none.
  private static func root(_ squares: Double) -> Float {
    let root = squares.squareRoot()
    return root.isFinite ? Float(min(root, Double(Float.greatestFiniteMagnitude))) : Float(root)
  }

  /// How far the update moved the parameter, as a part of its norm: ‖Δ‖/‖W‖. 0 where nothing moved.
  package var updateRatio: Double {
    updateNorm == 0 ? 0 : Double(updateNorm) / Double(norm)
  }
}
