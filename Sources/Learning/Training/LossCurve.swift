extension TrainingRecord {
  /// The mean loss of some minibatches in a row.
  package struct LossPoint: Hashable, Sendable {
    /// When they ended.
    package let moment: Moment
    /// The learning rate of the last of them.
    package let rate: Float
    /// The points of a curve that were merged into this one; 1 for one as it was measured.
    package let parts: Int
    /// The least and the greatest of these points.
    package let least: Float
    package let greatest: Float
    /// Of the losses of all parts, in `Double` so that merging does not wear the mean down.
    let sum: Double

    /// When they ended, in epochs.
    package var epoch: Double { moment.epoch }

    /// The mean of all parts.
    package var loss: Float { Float(sum / Double(parts)) }

    /// A point as it was measured.
    package init(moment: Moment, loss: Float, rate: Float) {
      self.init(
        moment: moment, rate: rate, parts: 1, sum: Double(loss), least: loss, greatest: loss)
    }

    /// A point of several parts. Requires: `parts` is at least 1.
    init(moment: Moment, rate: Float, parts: Int, sum: Double, least: Float, greatest: Float) {
      (self.moment, self.rate, self.parts) = (moment, rate, parts)
      (self.sum, self.least, self.greatest) = (sum, least, greatest)
    }

    /// This point and the one after it as one.
    func merged(with next: LossPoint) -> LossPoint {
      LossPoint(
        moment: next.moment, rate: next.rate, parts: parts &+ next.parts, sum: sum + next.sum,
        least: min(least, next.least), greatest: max(greatest, next.greatest))
    }
  }
}

/// The losses of a run as a curve that never grows beyond a few thousand points, however long the
/// run continues.
///
/// When it is full, each two neighbours become one, their mean with the least and the greatest of
/// what it stands for; from then on each point is made of twice as many parts:
/// ```
/// measured   3 1 2 2 5 1        full at 6
/// points     2 2 3              then  2 2 3 4  while the fourth still grows
/// ```
/// Invariant: all points but the last have as many parts as the first.
package struct LossCurve: Hashable, Sendable {
  package static let capacity = 4096

  package private(set) var points: [TrainingRecord.LossPoint] = []
  /// The point that was measured last, as far as it is known apart from others.
  package private(set) var latest: TrainingRecord.LossPoint?

  package init() {}

  /// A curve that continues from these points.
  init(_ points: [TrainingRecord.LossPoint]) {
    self.points = points
    latest = points.last.flatMap { $0.parts == 1 ? $0 : nil }
  }

  /// Adds a point that was measured.
  mutating func add(_ point: TrainingRecord.LossPoint) {
    latest = point
    if let last = points.last, let first = points.first, last.parts < first.parts {
      points[points.count - 1] = last.merged(with: point)
    } else {
      points.append(point)
    }
    if points.count > Self.capacity { halve() }
  }

  private mutating func halve() {
    points = stride(from: 0, to: points.count, by: 2).map { place in
      place + 1 < points.count ? points[place].merged(with: points[place + 1]) : points[place]
    }
  }
}
