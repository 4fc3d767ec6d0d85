import Syntax

/// A program that is built in, to learn from.
package struct Example: Hashable, Sendable {
  /// What it is opened by: `sum-of-product-and-sine`.
  package let name: String
  /// Its first comment line.
  package let title: String
  package let text: String

  /// Reads an example, whose first line is a comment that is its title.
  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
    let line = text.prefix { !$0.isNewline }
    title = String(line.drop { $0 == "#" || $0 == " " })
  }

  /// The example of a name.
  package static func named(_ name: String) -> Example? { all.first { $0.name == name } }
}
