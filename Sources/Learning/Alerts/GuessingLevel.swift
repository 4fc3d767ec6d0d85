import Autodiff

/// How well one does who knows nothing of an example but how often each answer is right.
struct GuessingLevel: Hashable, Sendable {
  /// The loss of the best answer that is the same for every example; 0 when that is always right.
  let loss: Double
  /// The share of the most frequent class; `nil` where there are no classes.
  let accuracy: Double?

  /// - Complexity: one pass over the labels or targets.
  init(of examples: Examples, for loss: Loss) {
    switch examples {
    case .images(let images):
      var counts = [Int](repeating: 0, count: images.classCount)
      for label in images.labels { counts[Int(label)] += 1 }
      let shares = counts.map { Double($0) / Double(max(images.count, 1)) }
      accuracy = shares.max()
      self.loss = Self.loss(ofShares: shares, loss)
    case .table(let table):
      accuracy = nil
      self.loss = Self.loss(of: table)
    }
  }

  private static func loss(ofShares shares: [Double], _ loss: Loss) -> Double {
    switch loss {
    case .logistic: shares.reduce(0) { $0 + entropy($1) }
    case .sigmoids: shares.reduce(0) { $0 + entropy($1) + entropy(1 - $1) }
    case .mse: shares.reduce(0) { $0 + $1 * (1 - $1) } / Double(max(shares.count, 1))
    }
  }

  /// One term of an entropy, in nats.
  private static func entropy(_ share: Double) -> Double {
    share > 0 ? -share * Double.log(share) : 0
  }

  /// The mean variance of the targets.
  private static func loss(of table: NumberTable) -> Double {
    let (width, count) = (table.targetWidth, Double(max(table.count, 1)))
    var (sums, squares) = ([Double](repeating: 0, count: width), 0.0)
    for (place, target) in table.targets.enumerated() {
      sums[place % width] += Double(target)
      squares += Double(target) * Double(target)
    }
    let means = sums.reduce(0) { $0 + $1 / count * $1 / count }
    return max(squares / count - means, 0) / Double(width)
  }
}
