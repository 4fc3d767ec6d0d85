/// What a screen wants to know beside the curves and the weights: each costs a little time between
/// two minibatches, and nothing when it is not asked for.
package struct Wishes: Hashable, Sendable {
  /// How each layer does, now and over time.
  package var layers = false
  /// The distributions of weights, gradients and features.
  package var histograms = false
  /// The gradient and the last change of each weight.
  package var changes = false
  /// The digit to be read.
  package var digit: DigitChoice?

  package init(
    layers: Bool = false, histograms: Bool = false, changes: Bool = false,
    digit: DigitChoice? = nil
  ) {
    self.layers = layers
    self.histograms = histograms
    self.changes = changes
    self.digit = digit
  }

  /// Whether a minibatch must be watched to grant them.
  var watchesStep: Bool { layers || histograms || changes }
}

/// A digit that a network is to read.
package enum DigitChoice: Hashable, Sendable {
  /// One of the training examples, by its number.
  case training(Int)
  /// One of the test examples.
  case test(Int)
  /// Pixels from 0 for paper to 255 for ink, row by row: as many as the network has inputs.
  case drawn([UInt8])
}
