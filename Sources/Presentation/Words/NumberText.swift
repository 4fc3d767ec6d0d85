package import Autodiff

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Numbers as they are shown to people.
package enum NumberText {
  /// The number to five significant digits: `2.5839`, `-0.41615`, `6`, `1e-5`, `NaN`, `∞`.
  package static func short(_ value: Double, digits: Int = 5) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-∞" : "∞" }
    return formatted(value, "%.*g", precision: digits)
  }

  /// The number as C's `printf` writes it, but for the exponent.
  private static func formatted(_ value: Double, _ format: String, precision: Int) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      let length = withVaList([Int32(clamping: precision), value]) {
        vsnprintf(buffer.baseAddress, buffer.count, format, $0)
      }
      // Behind what does not fit there is a zero.
      let written = buffer.prefix(min(max(Int(length), 0), buffer.count - 1))
      return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[written.indices])
        .withCompactExponent
    }
  }

  /// The number in at most so many columns: with fewer digits if need be, or with an exponent
  /// (`-6e-4` for `-0.0006`), but never without its sign or its size; an ellipsis where not even
  /// one digit fits.
  package static func fitting(_ value: Double, columns: Int, digits: Int = 5) -> String {
    for digits in stride(from: digits, through: 1, by: -1) {
      let text = short(value, digits: digits)
      if text.count <= columns { return text }
    }
    let scientific = value.isFinite ? formatted(value, "%.*e", precision: 0) : "…"
    return scientific.count <= columns ? scientific : columns > 0 ? "…" : ""
  }

  /// The number with as many digits as it takes to read the very same number back in its precision.
  package static func exact(_ value: Double, _ precision: Precision = .double) -> String {
    guard value.isFinite else { return short(value) }
    let isWhole = value == value.rounded() && value.magnitude < precision.wholeLimit
    if isWhole && !(value == 0 && value.sign == .minus) { return "\(Int(value))" }
    return precision == .single ? "\(Float(value))" : "\(value)"
  }

  /// A factor in a product or a term in a sum: negative numbers in parentheses.
  package static func operand(_ value: Double) -> String {
    value < 0 ? "(\(short(value)))" : short(value)
  }
}

extension UnsafeRawBufferPointer {
  /// The text with `1e-05` as `1e-5` and `1e+06` as `1e6`: every column counts.
  fileprivate var withCompactExponent: String {
    guard let mark = firstIndex(of: UInt8(ascii: "e")) else {
      return String(decoding: self, as: UTF8.self)
    }
    let isNegative = self[(mark + 1)...].first == UInt8(ascii: "-")
    let digits = self[(mark + 1)...].drop { !(UInt8(ascii: "1")...UInt8(ascii: "9") ~= $0) }
    let number = String(decoding: self[...mark], as: UTF8.self)
    guard !digits.isEmpty else { return number + "0" }
    return number + (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }
}

extension Precision {
  /// Whole numbers below this are written without an exponent, as each of them has its own digits.
  fileprivate var wholeLimit: Double {
    switch self {
    case .single: 0x1p24 + 1
    case .double: 1e15
    }
  }
}
