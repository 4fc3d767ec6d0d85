/// Numbers in JSON, such that reading them gives the very same numbers back.
enum NumberJSON {
  /// JSON has no words for what is not finite, so these are strings; `-0` keeps its sign.
  static func text(_ value: Double) -> String {
    if value.isNaN { return "\"NaN\"" }
    if value.isInfinite { return value < 0 ? "\"-Infinity\"" : "\"Infinity\"" }
    if value == 0 { return value.sign == .minus ? "-0.0" : "0" }
    let isWhole = value == value.rounded() && value.magnitude < 1e15
    return isWhole ? "\(Int(value))" : "\(value)"
  }

  /// A tensor as nested arrays, a scalar as a number.
  static func text(_ elements: ArraySlice<Double>, extents: ArraySlice<Int>) -> String {
    guard let extent = extents.first else { return elements.first.map { text($0) } ?? "null" }
    let size = extents.dropFirst().reduce(1, *)
    let parts = (0..<extent).map { index in
      let start = elements.startIndex + index * size
      return text(elements[start..<start + size], extents: extents.dropFirst())
    }
    return "[\(parts.joined(separator: ","))]"
  }
}

/// Text in JSON.
enum TextJSON {
  static func text(_ value: String) -> String {
    var result = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
