/// What was seen over the course of a run, thinned out so that it never grows beyond a few hundred
/// moments.
package struct InspectionHistory: Hashable, Sendable {
  /// How the layers did at one moment.
  package struct Point: Hashable, Sendable {
    package let moment: TrainingRecord.Moment
    package let layers: [LayerHealth]
    package let distributions: [Inspection.Distributions]
  }

  private static let capacity = 400

  /// The oldest first.
  package private(set) var points: [Point] = []
  /// Of so many inspections one is kept.
  private var stride = 1
  private var skipped = 0

  package init() {}

  mutating func add(_ inspection: Inspection) {
    skipped += 1
    guard skipped >= stride, !inspection.layers.isEmpty || !inspection.distributions.isEmpty else {
      return
    }
    skipped = 0
    points.append(
      Point(
        moment: inspection.moment, layers: inspection.layers,
        distributions: inspection.distributions))
    guard points.count > Self.capacity else { return }
    points = points.indices.filter { $0.isMultiple(of: 2) }.map { points[$0] }
    stride *= 2
  }
}
