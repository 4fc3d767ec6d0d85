import Learning

/// How the curves are drawn.
struct CurveSettings: Hashable, Sendable {
  /// What the points are laid out by.
  enum Axis: CaseIterable, Hashable, Sendable {
    case epoch, step, seconds

    var title: String {
      switch self {
      case .epoch: "epochs"
      case .step: "minibatches"
      case .seconds: "seconds"
      }
    }

    func coordinate(_ moment: TrainingRecord.Moment) -> Double {
      switch self {
      case .epoch: moment.epoch
      case .step: Double(moment.step)
      case .seconds: moment.seconds
      }
    }
  }

  /// On a linear scale nothing can be seen of the loss once the first epochs have passed.
  var hasLogScale = true
  var axis = Axis.epoch
  /// How much of the running mean each point keeps: none, or more and more.
  var smoothing = 0.0
  /// The minibatch whose point the crosshair stands on, if it is shown.
  var crosshair: Int?

  static let smoothings = [0, 0.6, 0.9, 0.97]
}

/// What the tiles of weights show.
struct TileSettings: Hashable, Sendable {
  /// Which numbers of a layer.
  enum Source: CaseIterable, Hashable, Sendable {
    case weights, gradient, update
    /// What a convolution makes of the digit that is read, in place of its weights.
    case maps

    var title: String {
      switch self {
      case .weights: "weights"
      case .gradient: "gradient"
      case .update: "last update"
      case .maps: "feature maps of the digit"
      }
    }
  }

  var source = Source.weights
  /// Counted from 0.
  var layer = 0
  var hasScalePerTile = false
  var isSortedByNorm = true
  /// The place of the chosen unit in the order in which tiles are shown.
  var place = 0
  /// The unit that is looked at alone, and the place of the chosen pixel in it.
  var unit: Int?
  var pixel = 0
}
