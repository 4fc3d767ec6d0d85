/// The learning rate of each epoch: `base · decay^epoch`.
package struct RateSchedule: Hashable, Sendable {
  package var base: Float
  package var decay: Float

  package init(base: Float = 0.1, decay: Float = 0.8) {
    self.base = base
    self.decay = decay
  }

  /// The rate of an epoch, counted from 0.
  package func rate(epoch: Int) -> Float {
    var rate = base
    for _ in 0..<max(epoch, 0) { rate *= decay }
    return rate
  }
}
