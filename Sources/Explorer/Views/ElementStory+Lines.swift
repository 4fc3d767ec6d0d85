import Inquiry
import Presentation
import TextCanvas

extension ElementStory {
  /// The lines and as many terms as fit, then what the others and all together amount to, or in place of
  /// that what follows from it.
  func fitted(to size: Size, result: [StyledText]? = nil) -> [StyledText] {
    let width = max(size.width, 1)
    let words = lines.flatMap { $0.wrapped(toColumns: width) }
    let end = result?.flatMap { $0.wrapped(toColumns: width) }
    guard !terms.isEmpty else { return words + (end ?? []) }
    let room = size.height - words.count - (end?.count ?? 1)
    let shown = terms.count <= room ? terms.count : max(room - 1, 0)
    var lines = words + terms.prefix(shown).map { line(for: $0, columns: size.width) }
    if shown < terms.count, room > 0 {
      lines.append(
        sum(rest(from: shown), "\(terms.count - shown) \(shown > 0 ? "more" : "terms")", .muted))
    }
    return lines + (end ?? (terms.count > 1 ? [sum(rest(from: 0), "in all", .strong)] : []))
  }

  private func line(for term: Term, columns: Int) -> StyledText {
    let amount = NumberText.fitting(term.amount, columns: 9)
    let start =
      StyledText(amount.leftPadded(toColumns: 9), term.amount.isFinite ? .text : .alarm)
      + StyledText("  ")
    let whole = term.label + (term.numbers.isEmpty ? "" : " = \(term.numbers)")
    let label = whole.columns <= columns - 11 ? whole : term.label
    return start + StyledText(label.truncated(toColumns: max(columns - 11, 0)), .muted)
  }

  private func sum(_ amount: Double, _ words: String, _ role: Role) -> StyledText {
    let number = NumberText.fitting(amount, columns: 9)
    return StyledText(number.leftPadded(toColumns: 9), amount.isFinite ? role : .alarm)
      + StyledText("  \(words)", role)
  }
}
