import Presentation
import TextCanvas

/// A number of paths, which may be larger than any machine number.
struct PathCount {
  var number: UInt128
  var isOverflown = false

  static func + (left: PathCount, right: PathCount) -> PathCount {
    let (sum, overflow) = left.number.addingReportingOverflow(right.number)
    return PathCount(
      number: sum, isOverflown: overflow || left.isOverflown || right.isOverflown)
  }

  /// `3 paths`; no paths are not spoken of.
  private var words: String {
    if isOverflown { return "more than 10^38 paths" }
    return number == 1 ? "1 path" : "\(number) paths"
  }

  func isMore(than count: Int) -> Bool { isOverflown || number > UInt128(max(count, 0)) }

  /// What is said of so many paths: their sum and what that is, and the largest of them.
  func answer(
    from source: String, to target: String, sum: String, meaning: String,
    listing lines: [AnswerLine]
  ) -> Answer {
    let verb = number == 1 ? "its product is" : "they add up to"
    let head = "\(words) from \(source) to \(target); \(verb) \(sum) = \(meaning)"
    let remark =
      lines.isEmpty ? "  too many to list one by one" : "  … none of the others is larger"
    let rest = isMore(than: lines.count) ? [AnswerLine(StyledText(remark, .muted))] : []
    return Answer(
      "paths from \(source) to \(target)", [AnswerLine(StyledText(head, .strong))] + lines + rest,
      chosen: 1)
  }
}
