/// How large a program may be. An error names the limit that was exceeded.
package struct SyntaxLimits: Sendable {
  /// The longest program, in bytes.
  package var programLength = 8 << 20

  /// How deep brackets, signs and exponents may nest. The parser takes up to 4 KB of stack for each.
  package var nesting = 500

  /// How deep blocks may nest.
  package var blocks = 100

  /// The longest name, in bytes.
  package var nameLength = 255

  /// The longest number, in characters.
  package var numberLength = 1_000

  /// How many errors are reported at once.
  package var errorCount = 20

  package init() {}
}
