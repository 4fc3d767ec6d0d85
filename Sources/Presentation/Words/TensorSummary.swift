package import Autodiff
import TextCanvas

/// What a list says of a large tensor: `‖5.339‖ 12% zero 3 NaN/∞ ≠0.25`.
///
/// That is its norm, how much of it is 0, how many numbers are not finite, and by how much it differs at
/// most from what was recorded.
package struct TensorSummary: Equatable {
  private let tally: NumberTally
  private let difference: Double?

  package init(_ tally: NumberTally, difference: Double? = nil) {
    self.tally = tally
    self.difference = difference
  }

  /// Whether every number is finite.
  package var isFinite: Bool { tally.nonFinite == 0 }

  /// In at most so many columns: with fewer digits if need be, and then without what matters least;
  /// `nil` where there is no room for any of it.
  package func text(columns: Int) -> String? {
    guard tally.count > 0 else { return nil }
    for parts in [[.difference, .zeros], [.difference], [.zeros], []] as [[Part]] {
      for digits in [4, 3, 2, 1] {
        let text = text(parts, digits: digits)
        if text.columns <= columns { return text }
      }
    }
    return nil
  }

  /// How large it is, and how many numbers are not finite: `‖5.339‖ 3 NaN/∞`; `nil` without elements.
  package func size(digits: Int = 4) -> String? {
    tally.count > 0 ? text([], digits: min(digits, 4)) : nil
  }

  /// What may be left out.
  private enum Part { case zeros, difference }

  private func text(_ parts: [Part], digits: Int) -> String {
    var words: [String] = []
    // That of the rest would pass for the whole's.
    if tally.nonFinite == 0 {
      // Of nothing but zeros the norm says all.
      words.append("‖\(NumberText.short(tally.norm, digits: digits))‖")
    }
    if parts.contains(.zeros), tally.zeros > 0, tally.zeros < tally.count {
      words.append("\(share)% zero")
    }
    if tally.nonFinite > 0 { words.append("\(tally.nonFinite) NaN/∞") }
    if parts.contains(.difference), let difference {
      words.append("≠\(NumberText.short(difference, digits: min(digits, 2)))")
    }
    return words.joined(separator: " ")
  }

  /// The share of zeros in percent, which is neither 0 nor 100 where there are some, and not all.
  private var share: Int {
    let percent = (100 * Double(tally.zeros) / Double(tally.count)).rounded()
    return min(max(Int(percent), 1), 99)
  }
}
