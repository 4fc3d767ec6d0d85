/// How often each class was told for each true class.
package struct ConfusionMatrix: Hashable, Sendable {
  /// The number of classes.
  package let classes: Int
  /// Row by row: the row is the truth, the column what was told.
  package private(set) var counts: [Int]

  package init(classes: Int) {
    self.classes = max(classes, 0)
    counts = Array(repeating: 0, count: self.classes * self.classes)
  }

  /// How many examples of a class were told to be another, or the same.
  package func count(truth: Int, told: Int) -> Int {
    guard 0..<classes ~= truth, 0..<classes ~= told else { return 0 }
    return counts[truth * classes + told]
  }

  mutating func add(truth: Int, told: Int) { counts[truth * classes + told] += 1 }

  /// The number of examples.
  package var total: Int { counts.reduce(0, +) }

  /// The share of examples on the diagonal; 0 where there are none.
  package var accuracy: Double {
    let right = (0..<classes).reduce(0) { $0 + counts[$1 * classes + $1] }
    return Double(right) / Double(max(total, 1))
  }
}

/// An example that a network tells wrongly.
package struct Mistake: Hashable, Sendable {
  /// The example's number in its data set.
  package let example: Int
  package let pixels: [UInt8]
  package let truth: Int
  package let told: Int
  /// How much larger the score of what was told is than that of the truth.
  package let margin: Float
}
