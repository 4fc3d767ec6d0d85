/// What a byte of UTF-8 is as an ASCII character.
extension UInt8 {
  /// A line feed or a carriage return.
  public var isLineBreak: Bool {
    self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r")
  }
  /// A space or a tab.
  public var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  /// `0` to `9`.
  public var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
  /// `0` to `9`, `a` to `f`, `A` to `F`.
  public var isHexDigit: Bool {
    isDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= self | 0x20
  }
  /// `a` to `z`, `A` to `Z`.
  public var isLetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }
  /// Whether a name may begin with it.
  public var startsName: Bool { isLetter || self == UInt8(ascii: "_") }
  /// Whether it may stand in a name.
  public var continuesName: Bool { startsName || isDigit }
}
