/// Values with commas between them, as RFC 4180 has it but with plain line feeds.
package enum CSV {
  /// A row with its line break.
  package static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\n"
  }

  private static func cell(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// Whole numbers in one cell, such as the indices of an element.
  package static func list(_ numbers: [Int]) -> String {
    numbers.map { "\($0)" }.joined(separator: " ")
  }

  /// A number that is read as the very same: `NaN`, `Infinity` and `-Infinity` for what has no digits.
  package static func number(_ value: Double) -> String {
    value.isFinite ? value.digits : value.wordWithoutDigits
  }

  /// A number of single precision, with no more digits than that needs.
  package static func number(_ value: Float) -> String {
    value.isFinite && value != value.rounded() ? "\(value)" : number(Double(value))
  }
}

extension CSV {
  /// The cells of a row without its line feed; what is in quotation marks may hold commas, and two
  /// marks are one.
  package static func cells(of row: ArraySlice<UInt8>) -> [String] {
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var rest = row.last == UInt8(ascii: "\r") ? row.dropLast() : row
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && rest.first == byte:
        cell.append(byte)
        rest.removeFirst()
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        cells.append(String(decoding: cell, as: UTF8.self))
        cell = []
      default: cell.append(byte)
      }
    }
    return cells + [String(decoding: cell, as: UTF8.self)]
  }
}
