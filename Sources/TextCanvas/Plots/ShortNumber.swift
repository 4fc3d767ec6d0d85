extension Double {
  /// The number rounded to a few significant digits, for labels: `0.0713`, `2.3`, `1.2e-7`, `-3e9`.
  package func abbreviated(digits: Int = 3) -> String {
    guard isFinite else { return isNaN ? "NaN" : self < 0 ? "-Inf" : "Inf" }
    guard self != 0 else { return "0" }
    let decimal = Decimal(magnitude: magnitude, digits: max(digits, 1))
    return (self < 0 ? "-" : "") + decimal.text
  }
}

/// A positive number as decimal digits: `0.d₁d₂d₃… · 10^exponent`.
private struct Decimal {
  private var digits: [Int]
  private var exponent: Int

  /// The number rounded to `count` digits, starting from the shortest text that means it.
  init(magnitude: Double, digits count: Int) {
    let parts = magnitude.description.split(separator: "e")
    let halves = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
    let whole = halves.first.map { $0.compactMap(\.wholeNumberValue) } ?? []
    let fraction = halves.count > 1 ? halves[1].compactMap(\.wholeNumberValue) : []
    let all = whole + fraction
    let zeros = all.prefix { $0 == 0 }.count
    digits = Array(all.dropFirst(zeros))
    exponent = whole.count - zeros + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    round(to: count)
  }

  private mutating func round(to count: Int) {
    guard digits.count > count else { return dropTrailingZeros() }
    let roundsUp = digits[count] >= 5
    digits.removeSubrange(count...)
    if roundsUp {
      var index = count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        exponent += 1
      }
    }
    dropTrailingZeros()
  }

  private mutating func dropTrailingZeros() {
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
  }

  var text: String {
    let all = digits.map(String.init).joined()
    switch exponent {
    case -2...0: return "0." + String(repeating: "0", count: -exponent) + all
    case 1...5:
      if all.count <= exponent {
        return all + String(repeating: "0", count: exponent - all.count)
      }
      return all.prefix(exponent) + "." + all.dropFirst(exponent)
    default:
      let rest = all.dropFirst()
      return all.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e\(exponent - 1)"
    }
  }
}
