import CNcurses
import Glibc
import TextCanvas

/// The terminfo entry of the type that curses looked up last.
enum Terminfo {
  /// A string capability as it is sent, without the padding that no terminal of today needs.
  static func bytes(_ name: String) -> [UInt8] {
    cn_string(name).map { withoutPadding(copied($0)) } ?? []
  }

  static func number(_ name: String) -> Int { Int(cn_number(name)) }

  static func flag(_ name: String) -> Bool { cn_flag(name) }

  /// The bytes that put the cursor at the start of row `row`.
  static func cursorMove(toRow row: Int) -> [UInt8] {
    cn_move_string(Int32(clamping: row), 0).map { withoutPadding(copied($0)) } ?? []
  }

  /// What the type's own keys send.
  static var keySequences: [[UInt8]: Key] {
    let named: [(String, Key)] = [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
      ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete),
      ("kcbt", .backTab), ("kent", .enter),
    ]
    let functions = (1...24).map { ("kf\($0)", Key.function($0)) }
    var table: [[UInt8]: Key] = [:]
    for (name, key) in named + functions {
      let sequence = bytes(name)
      if !sequence.isEmpty { table[sequence] = key }
    }
    return table
  }

  /// The whole entry.
  static var description: TerminalDescription {
    TerminalDescription(
      booleans: (0..<cn_boolean_count()).map { cn_flag(cn_boolean_name($0)) },
      numbers: (0..<cn_number_count()).map { index in
        let number = cn_number(cn_number_name(index))
        return number < 0 ? nil : number
      },
      strings: (0..<cn_string_count()).map { index in
        cn_string(cn_string_name(index)).map(copied)
      })
  }

  /// The position of a standard capability in the compiled format.
  static func numberIndex(_ name: String) -> Int? {
    (0..<Int(cn_number_count())).first { String(cString: cn_number_name(Int32($0))) == name }
  }

  static func stringIndex(_ name: String) -> Int? {
    (0..<Int(cn_string_count())).first { String(cString: cn_string_name(Int32($0))) == name }
  }

  static func booleanIndex(_ name: String) -> Int? {
    (0..<Int(cn_boolean_count())).first { String(cString: cn_boolean_name(Int32($0))) == name }
  }

  // Not through String, which would repair bytes that are no UTF-8.
  private static func copied(_ text: UnsafePointer<CChar>) -> [UInt8] {
    UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
  }

  /// Removes `$<5>` and the like.
  private static func withoutPadding(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"),
        let end = rest.firstIndex(of: UInt8(ascii: ">"))
      {
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
      }
    }
    return result
  }
}
