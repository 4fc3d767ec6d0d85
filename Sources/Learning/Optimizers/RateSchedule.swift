import Autodiff

/// How the learning rate goes in the course of a run.
package struct RateSchedule: Hashable, Sendable {
  /// What becomes of the rate after the warm-up.
  package enum Course: Hashable, Sendable {
    case constant
    /// `base · factor^epoch`, by whole epochs.
    case exponential(factor: Float)
    /// `base · factor^(epoch / every)`, by whole steps of so many epochs.
    case step(every: Int, factor: Float)
    /// Half a cosine from the base at the start to 0 after so many epochs.
    case cosine(epochs: Int)
  }

  package var base: Float
  package var course: Course
  /// The epochs in which the rate rises in a line from nothing to what the course says.
  package var warmUp: Float

  package init(base: Float, course: Course, warmUp: Float = 0) {
    self.base = base
    self.course = course
    self.warmUp = warmUp
  }

  /// An exponential course.
  package init(base: Float = 0.1, decay: Float = 0.8) {
    self.init(base: base, course: .exponential(factor: decay))
  }

  /// The rate of a minibatch of an epoch, counted from 0, of which a part from 0 to 1 is over.
  package func rate(epoch: Int, part: Double = 0) -> Float {
    let time = Double(max(epoch, 0)) + part
    // A first minibatch at rate 0 would be wasted; the smallest share of the way is its own end.
    let warmth = warmUp > 0 ? min((time + 1e-3) / Double(warmUp), 1) : 1
    let rate = base * factor(epoch: max(epoch, 0), time: time)
    return warmth < 1 ? rate * Float(warmth) : rate
  }

  private func factor(epoch: Int, time: Double) -> Float {
    switch course {
    case .constant: 1
    case .exponential(let factor): power(factor, epoch)
    case .step(let every, let factor): power(factor, epoch / max(every, 1))
    case .cosine(let epochs):
      Float(0.5 + 0.5 * Double.cos(.pi * min(time / Double(max(epochs, 1)), 1)))
    }
  }

  /// By products alone, which round alike everywhere.
  private func power(_ factor: Float, _ exponent: Int) -> Float {
    var power = 1.0
    var (square, rest) = (Double(factor), exponent)
    while rest > 0 {
      if rest & 1 == 1 { power *= square }
      square *= square
      rest >>= 1
    }
    return Float(power)
  }

  /// The same course, at another height: so that a minibatch with `rate` gets `wanted` instead.
  package func scaled(from rate: Float, to wanted: Float) -> RateSchedule {
    guard rate > 0 else { return self }
    var scaled = self
    scaled.base = base / rate * wanted
    return scaled
  }
}
