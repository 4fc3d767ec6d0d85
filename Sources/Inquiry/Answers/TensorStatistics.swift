import Presentation

/// What can be said about many numbers in a few.
package struct TensorStatistics: Hashable, Sendable {
  /// The least, greatest and mean of those that are finite; `nil` when none is.
  package private(set) var least: Double?
  /// The greatest finite number; `nil` when there is none.
  package private(set) var greatest: Double?
  /// The mean of the finite numbers.
  package private(set) var mean: Double?
  /// The root of the sum of squares of those that are finite.
  package private(set) var norm = 0.0
  /// How many numbers are not finite.
  package private(set) var nonFinite = 0
  /// How many numbers there are.
  package let count: Int
  /// How many of them are 0.
  package private(set) var zeros = 0

  /// Counts and sums some numbers.
  package init(_ numbers: [Double]) {
    count = numbers.count
    var (least, greatest) = (Double.infinity, -Double.infinity)
    for number in numbers where number.isFinite {
      least = min(least, number)
      greatest = max(greatest, number)
    }
    let largest = max(least.magnitude, greatest.magnitude)
    var (mean, squares, finite) = (0.0, 0.0, 0)
    for number in numbers where number.isFinite {
      finite += 1
      mean += number / Double(finite) - mean / Double(finite)
      // Divided first, since the square of a large number may be too large.
      let part = largest > 0 ? number / largest : 0
      squares += part * part
    }
    nonFinite = count - finite
    zeros = numbers.count { $0 == 0 }
    guard finite > 0 else { return }
    (self.least, self.greatest, self.mean) = (least, greatest, mean)
    norm = largest * squares.squareRoot()
  }

  /// What one wants to know of a tensor in a list: `norm 3.2, 12 % zeros, 2 of 64 not finite`.
  package var words: String {
    // The norm of the rest would pass for the whole's.
    var words = nonFinite == 0 ? ["norm \(NumberText.short(norm))"] : []
    if zeros > 0 {
      words.append("\(NumberText.short(Double(100 * zeros) / Double(count), digits: 2)) % zeros")
    }
    if nonFinite > 0 { words.append("\(nonFinite) of \(count) not finite") }
    return words.joined(separator: ", ")
  }

  /// How many of the finite numbers lie in each of some equally wide bins from the least to the
  /// greatest; nothing when none is finite.
  package func histogram(of numbers: [Double], bins: Int) -> [Int] {
    guard let least, let greatest, bins > 0 else { return [] }
    var counts = [Int](repeating: 0, count: bins)
    // Halved, since the difference of two large numbers may be too large.
    let width = greatest / 2 - least / 2
    for number in numbers where number.isFinite {
      let part = width > 0 ? (number / 2 - least / 2) / width : 0.5
      counts[min(Int(part * Double(bins)), bins - 1)] += 1
    }
    return counts
  }
}
