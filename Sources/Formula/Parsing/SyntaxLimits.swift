/// How large a program may be. Whoever exceeds a limit is told which.
package struct SyntaxLimits: Sendable {
  /// The longest program, in bytes.
  package var programLength = 8 << 20

  /// How deep brackets, signs and exponents may nest. The parser takes up to 4 KB of stack for each.
  package var nesting = 500

  /// The longest name, in bytes.
  package var nameLength = 255

  /// The longest number, in characters.
  package var numberLength = 1_000

  /// How many errors are told at once.
  package var errorCount = 20

  package init() {}
}
