/// How often each true class was predicted as each class.
package struct ConfusionMatrix: Hashable, Sendable {
  /// The number of classes.
  package let classes: Int
  /// Row by row: the row is the true class, the column the predicted one.
  package private(set) var counts: [Int]

  package init(classes: Int) {
    self.classes = max(classes, 0)
    counts = Array(repeating: 0, count: self.classes * self.classes)
  }

  /// How many examples of a class were predicted as a class, the same or another.
  package func count(truth: Int, predicted: Int) -> Int {
    guard 0..<classes ~= truth, 0..<classes ~= predicted else { return 0 }
    return counts[truth * classes + predicted]
  }

  mutating func add(truth: Int, predicted: Int) { counts[truth * classes + predicted] += 1 }

  /// The number of examples.
  package var total: Int { counts.reduce(0, +) }

  /// The share of examples on the diagonal; 0 where there are none.
  package var accuracy: Double {
    let right = (0..<classes).reduce(0) { $0 + counts[$1 * classes + $1] }
    return Double(right) / Double(max(total, 1))
  }
}

/// An example with a wrong prediction.
package struct Mistake: Hashable, Sendable {
  /// The example's number in its data set.
  package let example: Int
  package let pixels: [UInt8]
  package let truth: Int
  package let predicted: Int
  /// How much larger the score of the predicted class is than that of the true class.
  package let margin: Float
}
