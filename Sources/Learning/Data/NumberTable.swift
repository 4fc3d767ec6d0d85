import Basics

/// Examples that are rows of numbers, with the numbers to be made of them.
package struct NumberTable: Equatable, Sendable {
  package let inputWidth: Int
  package let targetWidth: Int
  /// Row by row. Invariant: `count * inputWidth` numbers.
  package let inputs: [Float]
  /// Row by row. Invariant: `count * targetWidth` numbers.
  package let targets: [Float]

  /// A table of these rows, or `nil` when the counts do not fit.
  package init?(inputWidth: Int, targetWidth: Int, inputs: [Float], targets: [Float]) {
    guard inputWidth > 0, targetWidth > 0, inputs.count.isMultiple(of: inputWidth),
      targets.count.isMultiple(of: targetWidth),
      inputs.count / inputWidth == targets.count / targetWidth
    else { return nil }
    self.inputWidth = inputWidth
    self.targetWidth = targetWidth
    self.inputs = inputs
    self.targets = targets
  }

  /// The number of rows.
  package var count: Int { inputs.count / inputWidth }

  /// Writes the rows at the given places one after another.
  func gather(
    _ places: ArraySlice<Int32>, of numbers: [Float], _ width: Int,
    into buffer: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(buffer.count >= places.count * width, "the buffer is too small for the rows")
    for (row, place) in places.enumerated() {
      for column in 0..<width {
        buffer[row * width + column] = numbers[Int(place) * width + column]
      }
    }
  }
}

/// A small regression that the program draws itself: five numbers, and a curved function of them
/// with a little noise.
package enum SyntheticRegression {
  /// The value of `--data` that asks for it.
  package static let option = "synthetic:regression"

  /// The given number of rows; the same seed draws the same rows.
  package static func split(
    training: Int = 256, test: Int = 64, seed: UInt64 = 1
  ) -> ExampleSplit {
    var generator = SplitMix64(seed: seed)
    return ExampleSplit(
      training: .table(table(of: training, using: &generator)),
      test: .table(table(of: test, using: &generator)))
  }

  private static func table(of count: Int, using generator: inout SplitMix64) -> NumberTable {
    var (inputs, targets): ([Float], [Float]) = ([], [])
    for _ in 0..<max(count, 0) {
      let row = (0..<5).map { _ in generator.bell() }
      inputs += row
      targets.append(target(of: row) + 0.1 * generator.bell())
    }
    return NumberTable(uncheckedInputs: inputs, targets: targets)
  }

  /// Two hinges and a line: what three rectified units can make.
  private static func target(of row: [Float]) -> Float {
    max(row[0] + row[1] / 2, 0) - max(row[2] - row[3], 0) + 0.5 * row[4]
  }
}

extension NumberTable {
  /// Rows of five inputs and one target, as many of each.
  fileprivate init(uncheckedInputs inputs: [Float], targets: [Float]) {
    (inputWidth, targetWidth) = (5, 1)
    self.inputs = inputs
    self.targets = targets
  }
}
