import Autodiff
import Presentation
import TextCanvas

extension DifferenceText {
  /// How many of those that differ an answer lists.
  private static let longestList = 100

  /// Where the difference begins and what it looks like, then what else differs; each line leads to
  /// the event that made the number.
  package func answer(_ report: DifferenceReport, in run: AskedRun) -> Answer {
    guard let first = report.first else {
      return answerWithoutDifference(report, in: run)
    }
    let event = first.event(in: run)
    var lines = [
      AnswerLine(
        StyledText("\(direction(first)): \(origin(of: first.node))", .strong), at: event),
      line(comparison(first), .alarm, first, event),
    ]
    if let appearance = appearance(first) { lines.append(line(appearance, .warning, first, event)) }
    let others = (report.faults.dropFirst() + report.consequences).prefix(Self.longestList)
    if !others.isEmpty { lines.append(AnswerLine(StyledText("what else differs:", .strong))) }
    lines += others.map { other in
      let looks = other.kind == .consequence ? "follows" : other.signatures.words
      return line(
        shortComparison(other) + (looks.isEmpty ? "" : ": \(looks)"), .text, other,
        other.event(in: run))
    }
    lines += summary(of: report).map { AnswerLine(StyledText($0, .muted)) }
    return Answer("the first difference", lines)
  }

  private func answerWithoutDifference(_ report: DifferenceReport, in run: AskedRun) -> Answer {
    let lines = summary(of: report)
    guard let remark = report.conventions.first ?? report.firstUnderflow else {
      return Answer(line: report.isEqual ? "no difference: \(lines[0])" : "")
    }
    return Answer(
      "no difference", lines.map { AnswerLine(StyledText($0), at: remark.event(in: run)) })
  }

  private func line(
    _ words: String, _ role: Role, _ difference: NodeDifference, _ event: Int?
  ) -> AnswerLine {
    AnswerLine(StyledText("  \(words)", role), at: event, element: difference.element)
  }
}

extension NodeDifference {
  /// The event that completes the number; `nil` for what has none.
  package func event(in run: AskedRun) -> Int? {
    quantity == .adjoint
      ? run.completion(of: node)
      : Optional(run.end.valueEvent(of: node)).flatMap { $0 > 0 ? $0 : nil }
  }
}
