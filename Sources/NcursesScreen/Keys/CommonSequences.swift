import TextCanvas

/// What nearly every terminal sends for its keys, whatever its description says.
enum CommonSequences {
  /// The key of `ESC [ parameters final` or `ESC O final`; the modifiers are left out.
  static func key(final: UInt8, parameters: [Int]) -> Key? {
    switch Unicode.Scalar(final) {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "F": .end
    case "H": .home
    case "M" where parameters.isEmpty: .enter
    case "P": .function(1)
    case "Q": .function(2)
    case "R" where parameters.count < 2 || parameters[0] == 1: .function(3)
    case "S": .function(4)
    case "Z": .backTab
    case "~": parameters.first.flatMap(numbered)
    default: nil
    }
  }

  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }
}

/// Single bytes.
enum Byte {
  static let escape: UInt8 = 0x1B

  /// The key of a byte below 0x80.
  static func key(_ byte: UInt8) -> Key {
    switch byte {
    case 0: .control(" ")
    case 8, 0x7F: .backspace
    case 9: .tab
    case 10, 13: .enter
    case escape: .escape
    case 1...26: .control(Character(Unicode.Scalar(byte + 0x60)))
    case 28...31: .control(Character(Unicode.Scalar(byte + 0x40)))
    default: .character(Character(Unicode.Scalar(byte)))
    }
  }
}

/// Pasted text.
enum Paste {
  static let terminator = Array("\u{1B}[201~".utf8)

  /// More than anyone pastes on purpose; the rest is dropped.
  static let largest = 1 << 20

  /// The text with its line ends, which terminals send as carriage returns, as newlines.
  static func text(_ bytes: some Collection<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 10, previous == 13 {
        // The newline of a pair was written with the carriage return.
      } else {
        result.append(byte == 13 ? 10 : byte)
      }
      previous = byte
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// The character at the start of some bytes.
enum UTF8Prefix {
  case scalar(Unicode.Scalar, Int)
  case incomplete
  case malformed

  init(_ bytes: ArraySlice<UInt8>) {
    guard let first = bytes.first, let length = Self.length(first) else {
      self = .malformed
      return
    }
    let piece = bytes.prefix(length)
    guard piece.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else {
      self = .malformed
      return
    }
    guard piece.count == length else {
      self = .incomplete
      return
    }
    var decoder = UTF8()
    var iterator = piece.makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&iterator) {
      self = .scalar(scalar, length)
    } else {
      self = .malformed
    }
  }

  private static func length(_ lead: UInt8) -> Int? {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: nil
    }
  }
}
