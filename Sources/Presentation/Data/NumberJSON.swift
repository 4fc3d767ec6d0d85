import Autodiff

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

  /// Appends a tensor as nested arrays, a scalar as a number.
  static func append(_ tensor: Tensor<Double>, to text: inout String) {
    append(tensor.elements[...], extents: tensor.shape.extents[...], to: &text)
  }

  /// Appends elements under extents.
  static func append(
    _ elements: ArraySlice<Double>, extents: ArraySlice<Int>, to text: inout String
  ) {
    guard let extent = extents.first else {
      text += elements.first.map { self.text($0) } ?? "null"
      return
    }
    let size = extents.dropFirst().reduce(1, *)
    text += "["
    for index in 0..<extent {
      if index > 0 { text += "," }
      let start = elements.startIndex + index * size
      append(elements[start..<start + size], extents: extents.dropFirst(), to: &text)
    }
    text += "]"
  }

  /// Appends whole numbers as an array.
  static func append(_ numbers: [Int], to text: inout String) {
    text += "["
    for (index, number) in numbers.enumerated() {
      if index > 0 { text += "," }
      text += "\(number)"
    }
    text += "]"
  }
}

/// Text in JSON.
enum TextJSON {
  static func text(_ value: String) -> String {
    var result = ""
    append(value, to: &result)
    return result
  }

  /// Appends a text in quotation marks.
  static func append(_ value: String, to text: inout String) {
    text += "\""
    if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
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
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: text.unicodeScalars.append(scalar)
    }
  }
}
