import Basics

/// Values as JSON text, such that reading it gives the very same values back.
package enum JSON {
  /// A number. JSON has no words for what is not finite, so these are strings; `-0` keeps its sign.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return "\"\(value.wordWithoutDigits)\"" }
    return value.digits
  }

  /// A number of single precision, with no more digits than that needs.
  package static func number(_ value: Float) -> String {
    value.isFinite && value != value.rounded() ? "\(value)" : number(Double(value))
  }

  /// A text in quotation marks. What a terminal would obey is escaped too.
  package static func text(_ value: String) -> String {
    var text = ""
    append(value, to: &text)
    return text
  }

  /// Whole numbers as an array.
  package static func array(_ numbers: [Int]) -> String {
    var text = ""
    append(numbers, to: &text)
    return text
  }

  /// An object on one line, of fields whose values are JSON already.
  package static func object(_ fields: [(name: String, value: String)]) -> String {
    "{" + fields.map { "\(text($0.name)):\($0.value)" }.joined(separator: ",") + "}"
  }
}

extension JSON {
  /// Appends elements in row-major order under extents, as nested arrays; a number when there are no
  /// extents.
  package static func append(
    _ elements: ArraySlice<Double>, extents: ArraySlice<Int>, to text: inout String,
    number: (Double) -> String = { JSON.number($0) }
  ) {
    guard let extent = extents.first else {
      text += elements.first.map { number($0) } ?? "null"
      return
    }
    // Of an array without elements the lengths are said elsewhere, if at all: they may be of any size.
    guard !elements.isEmpty else { return text += "[]" }
    let size = extents.dropFirst().reduce(1, *)
    text += "["
    for index in 0..<extent {
      if index > 0 { text += "," }
      let start = elements.startIndex + index * size
      append(
        elements[start..<start + size], extents: extents.dropFirst(), to: &text, number: number)
    }
    text += "]"
  }

  /// Appends whole numbers as an array.
  package static func append(_ numbers: [Int], to text: inout String) {
    text += "["
    for (index, number) in numbers.enumerated() {
      if index > 0 { text += "," }
      text += "\(number)"
    }
    text += "]"
  }

  /// Appends a text in quotation marks.
  package static func append(_ value: String, to text: inout String) {
    text += "\""
    if value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      text += value
    } else {
      for scalar in value.unicodeScalars { append(scalar, to: &text) }
    }
    text += "\""
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case _ where scalar.steersTerminals:
      let digits = String(scalar.value, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: text.unicodeScalars.append(scalar)
    }
  }
}
