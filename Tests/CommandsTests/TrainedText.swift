/// What a program printed of a run, as its words and its numbers.
///
/// How a processor rounds the products of matrices shows in the last digits of whatever was trained with
/// them: with other instructions they are others.
struct TrainedText {
  private let words: [Substring]
  private let numbers: [Substring]

  init(_ text: String) {
    let number = #/-?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?/#
    // A number of fewer digits leaves more room beside it.
    words = text.split(separator: number, omittingEmptySubsequences: false)
      .map { $0.replacing(#/[ ─]+/#, with: " ") }
    numbers = text.matches(of: number).map(\.output)
  }

  /// Whether the words are the same, and the numbers within one part in a thousand; counts are equal.
  func agrees(with other: TrainedText) -> Bool {
    words == other.words && numbers.elementsEqual(other.numbers, by: Self.agree)
  }

  private static func agree(_ one: Substring, _ other: Substring) -> Bool {
    guard one != other else { return true }
    let isCounted = !(one + other).contains { $0 == "." || $0 == "e" }
    guard !isCounted, let one = Double(one), let other = Double(other) else { return false }
    return abs(one - other) <= 1e-3 * max(abs(one), abs(other))
  }
}
