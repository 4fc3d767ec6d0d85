import Interchange
import TextCanvas

/// The marks of a class as a table, as CSV or as JSON.
package struct MarkReport {
  package enum Format: String, CaseIterable, Sendable { case table, csv, json }

  private let marking: Marking
  private let statistics: ClassStatistics

  package init(_ marking: Marking) {
    self.marking = marking
    statistics = ClassStatistics(marking)
  }

  package func text(_ format: Format) -> String {
    switch format {
    case .table: table
    case .csv: csv
    case .json: json
    }
  }
}

// The table.
extension MarkReport {
  private var table: String {
    let count = marking.prompts.count
    let names = marking.students.map(\.student.onOneLine)
    let name = max(names.map(\.columns).max() ?? 0, 7)
    let head =
      "student".padded(toColumns: name)
      + (1...max(count, 1)).map { aligned("\($0)", 5) }
      .joined() + aligned("points", 9)
    let rows = zip(names, marking.students).map { shown, student in
      shown.padded(toColumns: name) + cells(student, count)
    }
    let problems = zip(names, marking.students).flatMap { shown, student in
      student.problems.map { "\(shown): \($0.onOneLine)" }
    }
    let parts = [[head] + rows, problems, classLines]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private func cells(_ student: StudentMarks, _ count: Int) -> String {
    guard !student.marks.isEmpty else { return "  not marked" }
    let all = student.marks.reduce(0) { $0 + $1.of }
    let cells = (0..<max(count, 1)).map { number -> String in
      guard student.marks.indices.contains(number) else { return aligned("", 5) }
      let mark = student.marks[number]
      let sign = mark.verdict == .followsThrough ? "f" : mark.verdict == .unsure ? "?" : ""
      return aligned(mark.answer == nil ? "-" : mark.points.inPoints + sign, 5)
    }
    return cells.joined() + aligned("\(student.points.inPoints)/\(all)", 9)
  }

  private var classLines: [String] {
    guard statistics.students > 0 else { return [] }
    let students = statistics.students == 1 ? "1 student" : "\(statistics.students) students"
    let mean = ((statistics.mean * 100).rounded() / 100).inPoints
    var lines = ["\(students), \(mean) of \(statistics.of) points on average"]
    for (number, question) in statistics.questions.enumerated() {
      lines.append("")
      lines.append("\(number + 1). \(question.prompt)")
      var parts = ["\(question.right) of \(statistics.students) right"]
      if question.followed > 0 { parts.append("\(question.followed) right from a wrong number on") }
      if question.unsure > 0 { parts.append("\(question.unsure) not sure") }
      lines.append("   " + parts.joined(separator: ", "))
      lines += question.mistakes.map { "   \($0.count) of \(statistics.students) \($0.mistake)" }
    }
    return lines
  }

  private func aligned(_ text: String, _ columns: Int) -> String {
    String(repeating: " ", count: max(columns - text.columns, 0)) + text
  }
}

extension String {
  /// The text as it stands in a row of the table, whatever is in it.
  fileprivate var onOneLine: String { String(map { DrawableCharacter($0).character }) }
}

// Formats for other programs.
extension MarkReport {
  private var csv: String {
    var lines = ["student,seed,question,answer,tries,verdict,points,of,mistake,problem"]
    for student in marking.students {
      for (number, mark) in student.marks.enumerated() {
        lines.append(
          [
            student.student, student.seed, "\(number + 1)", mark.answer ?? "", "\(mark.tries)",
            mark.word, mark.points.inPoints, "\(mark.of)", mark.mistake ?? "", mark.problem ?? "",
          ].map(Self.cell).joined(separator: ","))
      }
      lines += student.problems.map {
        [student.student, student.seed, "", "", "", "", "", "", "", $0].map(Self.cell)
          .joined(separator: ",")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A cell in quotes where it needs them; one that a spreadsheet would compute gets an apostrophe.
  private static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+@\t".contains($0) } ?? false
    let text = isFormula ? "'" + text : text
    guard text.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private var json: String {
    let students = marking.students.map { student in
      JSON.object([
        ("student", JSON.text(student.student)), ("seed", JSON.text(student.seed)),
        ("points", JSON.number(student.points)),
        ("questions", list(student.marks.enumerated().map { json($0.element, $0.offset + 1) })),
        ("problems", list(student.problems.map { JSON.text($0) })),
      ])
    }
    let questions = statistics.questions.enumerated().map { number, question in
      JSON.object([
        ("question", "\(number + 1)"), ("prompt", JSON.text(question.prompt)),
        ("answered", "\(question.answered)"), ("right", "\(question.right)"),
        ("followed", "\(question.followed)"), ("unsure", "\(question.unsure)"),
        (
          "mistakes",
          list(
            question.mistakes.map {
              JSON.object([("mistake", JSON.text($0.mistake)), ("count", "\($0.count)")])
            })
        ),
      ])
    }
    return "{\"version\":1,\"students\":[\n" + students.joined(separator: ",\n")
      + "\n],\"class\":{\"students\":\(statistics.students),\"mean\":\(JSON.number(statistics.mean))"
      + ",\"of\":\(statistics.of),\"questions\":[\n" + questions.joined(separator: ",\n")
      + "\n]}}\n"
  }

  private func json(_ mark: Mark, _ number: Int) -> String {
    JSON.object([
      ("question", "\(number)"), ("answer", mark.answer.map { JSON.text($0) } ?? "null"),
      ("tries", "\(mark.tries)"), ("verdict", mark.answer == nil ? "null" : JSON.text(mark.word)),
      ("points", JSON.number(mark.points)), ("of", "\(mark.of)"),
      ("mistake", mark.mistake.map { JSON.text($0) } ?? "null"),
      ("problem", mark.problem.map { JSON.text($0) } ?? "null"),
    ])
  }

  private func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }
}

extension Mark {
  /// The verdict in a word.
  fileprivate var word: String {
    switch verdict {
    case .right: "right"
    case .followsThrough: "follows"
    case .wrong: problem == nil ? "wrong" : "unreadable"
    case .unsure: "unsure"
    case nil: ""
    }
  }
}
