import Autodiff

/// Values with commas between them, as RFC 4180 has it but with plain line feeds.
enum CSV {
  /// A row with its line break.
  static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\n"
  }

  private static func cell(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// Whole numbers in one cell, such as the indices of an element.
  static func list(_ numbers: [Int]) -> String {
    numbers.map { "\($0)" }.joined(separator: " ")
  }

  /// A number that is read as the very same: `NaN`, `Infinity` and `-Infinity` for what has no digits.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity" }
    return NumberJSON.text(value)
  }
}

extension Shape {
  /// The indices of the element at a place in row-major order.
  func indices(ofElement place: Int) -> [Int] {
    var rest = place
    var indices: [Int] = []
    for extent in extents.reversed() where extent > 0 {
      indices.append(rest % extent)
      rest /= extent
    }
    return indices.reversed()
  }
}
