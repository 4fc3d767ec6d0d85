/// The signs that stand for what is no number.
package enum Marks {
  /// No number is here: not yet, or never.
  package static let none = "⋅"
}
