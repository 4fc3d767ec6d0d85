import ArgumentParser
import Formula
import Interchange
import Syntax

/// `retrograde examples`: the programs that are built in.
struct ExamplesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "examples",
    abstract:
      "List the built-in examples, print one, or list what shows the rows of the course notes.",
    discussion: "Example: retrograde examples sum-of-product-and-sine")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json
  }

  @Argument(help: "The name of an example, to print it.")
  var name: String?

  @Flag(help: "List each formula, figure and example of the course notes with what shows it.")
  var notes = false

  @Option(help: "--notes: table or json.")
  var format = Format.table

  func validate() throws {
    if format == .json, !notes { throw ValidationError("--format json goes with --notes") }
  }

  func run() throws {
    if notes { return try listNotes() }
    guard let name else {
      return try list()
    }
    guard let example = Example.named(name) else {
      let nearest = nearestWord(to: name, among: Example.all.map(\.name))
      let cure = nearest.map { "did you mean '\($0)'?" } ?? "retrograde examples lists them"
      throw Failure(.badInput, "there is no example '\(name)'; \(cure)")
    }
    try Console.current.write(example.text.hasSuffix("\n") ? example.text : example.text + "\n")
  }

  /// One example a line; on a terminal below what they have in common.
  private func list() throws {
    let width = Example.all.map(\.name.count).max() ?? 0
    for (number, group) in Example.groups.enumerated() {
      if Console.current.isOnTerminal {
        try Console.current.write("\(number == 0 ? "" : "\n")\(group.title)\n")
      }
      for example in group.examples {
        let padding = String(repeating: " ", count: width - example.name.count)
        try Console.current.write("\(example.name)\(padding)  \(example.title)\n")
      }
    }
  }

  private func listNotes() throws {
    let rows = CourseRow.all
    switch format {
    case .json:
      let objects = rows.map { row in
        JSON.object([
          ("row", JSON.text(row.row)), ("note", JSON.text(row.note)),
          ("what", JSON.text(row.what)), ("command", JSON.text(row.command)),
          ("keys", JSON.text(row.keys)), ("look", JSON.text(row.promise)),
        ])
      }
      try Console.current.write(
        "{\"version\": 1, \"rows\": [\n  \(objects.joined(separator: ",\n  "))\n]}\n")
    case .table:
      var note = ""
      for row in rows {
        if row.note != note {
          try Console.current.write("\(note.isEmpty ? "" : "\n")\(row.note)\n")
        }
        note = row.note
        let keys = row.keys.isEmpty ? "" : "   keys: \(row.keys)"
        let padding = String(repeating: " ", count: max(6 - row.row.count, 1))
        try Console.current.write(
          "\(row.row)\(padding)\(row.what)\n      \(row.command)\(keys)\n"
            + (row.promise.isEmpty ? "" : "      look for: \(row.promise)\n"))
      }
    }
  }
}
