import Autodiff
import Inquiry
import Interchange
import Presentation

extension DiffComparison {
  /// How many of those that differ a table lists.
  private static let longestTable = 20

  /// Where the difference begins and what it looks like, then what else differs.
  func writeTable(to write: (String) throws -> Void) throws {
    if let first = report.first {
      try write("first difference, \(words.direction(first)): \(words.origin(of: first.node))\n")
      try write("  \(words.comparison(first))\n")
      if let appearance = words.appearance(first) { try write("  \(appearance)\n") }
    } else if report.isEqual {
      try write("no difference\n")
    }
    let rest = (report.faults.dropFirst() + report.consequences).prefix(Self.longestTable)
    if !rest.isEmpty {
      try write("\n")
      var table = TextTable(
        headings: ["then", "", words.wrongName, words.rightName, ""], leftColumns: 2,
        endsInWords: true, width: Console.current.columns)
      for difference in rest { table.append(row(difference)) }
      try table.write(to: write)
      try write("\n")
    }
    for line in words.summary(of: report) { try write("\(line)\n") }
  }

  private func row(_ difference: NodeDifference) -> [TextTable.Cell] {
    [
      .words(words.name(difference)), .words(difference.quantity.word),
      .words(difference.wrong.map { NumberText.short($0) } ?? Marks.none),
      .words(NumberText.short(difference.right)),
      .words(
        difference.kind == .consequence ? "follows" : difference.signatures.words),
    ]
  }
}

extension DiffComparison {
  /// All that differs by more than rounding, as one object.
  func writeJSON(to write: (String) throws -> Void) throws {
    let fields: [(name: String, value: String)] = [
      ("version", "1"), ("a", JSON.text(words.rightName)), ("b", JSON.text(words.wrongName)),
      ("equal", "\(report.isEqual)"), ("compared", "\(report.comparedCount)"),
      ("rounding", "\(report.roundingCount)"), ("following", "\(report.consequences.count)"),
      ("conventions", "\(report.conventions.count)"),
    ]
    try write("{" + fields.map { "\(JSON.text($0.name)):\($0.value)" }.joined(separator: ","))
    try write(",\"differences\":[")
    var separator = "\n"
    for difference in report.faults + report.consequences {
      try write(separator + object(difference))
      separator = ",\n"
    }
    try write("\n]}\n")
  }

  private func object(_ difference: NodeDifference) -> String {
    let (node, shape) = (difference.node, graph.shape(of: difference.node))
    let place = shape.isScalar ? "[]" : shape.indexText(of: difference.element)
    var fields: [(name: String, value: String)] = [
      ("index", "\(node.index)"), ("name", JSON.text(text.names[node])),
      ("operation", JSON.text("\(graph.operation(of: node))")),
      ("quantity", JSON.text(difference.quantity.word)), ("shape", JSON.array(shape.extents)),
      ("element", place),
      ("begins", "\(difference.kind == .fault)"),
      ("a", number(difference.right, difference.rightSource)),
      ("b", number(difference.wrong, difference.wrongSource)),
      ("difference", JSON.number(difference.difference)),
      ("relative", JSON.number(difference.relative)), ("type", JSON.text(difference.type)),
    ]
    if !difference.signatures.isEmpty {
      let words = difference.signatures.map { JSON.text($0.word) }.joined(separator: ",")
      fields.append(("signatures", "[\(words)]"))
      fields.append(("looks", JSON.text(difference.signatures.words)))
    }
    let record = graph.notes.recorded(of: node)
    if let line = record?.line {
      fields.append(
        ("source", JSON.object([("file", JSON.text(line.file)), ("line", "\(line.number)")])))
    }
    if let operation = record?.operation { fields.append(("original", JSON.text(operation))) }
    return JSON.object(fields)
  }

  private func number(_ number: Double?, _ source: NumberSource) -> String {
    JSON.object([
      ("number", number.map { JSON.number($0) } ?? "null"),
      ("is", JSON.text(source.rawValue)),
    ])
  }
}
