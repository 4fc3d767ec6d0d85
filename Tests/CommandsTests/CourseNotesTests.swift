import Foundation
import TestSupport
import Testing

/// The rows of the course notes, as the program lists them.
private struct ListedRow: Decodable, CustomTestStringConvertible, Sendable {
  let row, note, what, command, keys, look: String

  var testDescription: String { row }

  static let all: [ListedRow] = {
    struct Listed: Decodable { let rows: [ListedRow] }
    let text = CommandRun(["examples", "--notes", "--format", "json"]).output
    return (try? JSONDecoder().decode(Listed.self, from: Data(text.utf8)))?.rows ?? []
  }()

  /// What the command prints; one that opens the explorer is drawn after the row's keys.
  func output() -> CommandRun {
    let words = command.dropFirst("retrograde".count).shellWords
    let others = [
      "trace", "check", "export", "plot", "render", "train", "examples", "operations", "help",
    ]
    guard let first = words.first, !others.contains(first) else { return CommandRun(words) }
    return CommandRun(
      ["render"] + words + ["--size", "160x50"] + (keys.isEmpty ? [] : ["--keys", keys]))
  }
}

@Suite struct CourseNotesTests {
  @Test func `there are the rows of five notes, each once`() {
    #expect(ListedRow.all.count >= 160)
    #expect(Set(ListedRow.all.map(\.row)).count == ListedRow.all.count)
    #expect(Set(ListedRow.all.map(\.note)).count == 5)
    #expect(ListedRow.all.allSatisfy { !$0.look.isEmpty && $0.command.hasPrefix("retrograde ") })
  }

  @Test(arguments: ListedRow.all)
  fileprivate func `what a row promises is there`(_ row: ListedRow) {
    let run = row.output()
    #expect([0, 1].contains(run.code), "\(run.errors)")
    let text = Self.bare(run.output)
    var rest = text[...]
    for piece in row.look.split(separator: " … ").map({ Self.bare(String($0)) }) {
      let place = rest.range(of: piece)
      #expect(place != nil, "\(row.row): '\(piece)' is not in\n\(run.output)")
      if let place { rest = rest[place.upperBound...] }
    }
  }

  @Test func `the list for a person has each row with its command`() {
    let text = CommandRun(["examples", "--notes"]).output
    for row in ListedRow.all { #expect(text.contains(row.command) && text.contains(row.what)) }
  }

  /// The text without frames, in which words are one blank apart however a pane wraps them.
  private static func bare(_ text: String) -> String {
    text.split { " \n│╭╮╰╯─║═╔╗╚╝┃━┏┓┗┛".contains($0) }.joined(separator: " ")
  }
}
