import Commands
import Foundation
import TestSupport
import Testing

/// A file that shows what somebody types and what the program answers.
///
/// ```
/// $ retrograde trace 'z = x*y' --at x=2,y=3
/// < (a line of standard input)
/// (standard output)
/// ! (a line of standard error)
/// exit 2
/// ```
/// `make frames` writes the files again and fails once, so that the change is read.
struct RecordedSession: CustomTestStringConvertible, Sendable {
  let url: URL

  var testDescription: String { url.deletingPathExtension().lastPathComponent }

  /// All sessions beside this file, by name.
  static func all() throws -> [RecordedSession] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Sessions")
    return try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    )
    .filter { $0.pathExtension == "txt" }
    .sorted { $0.path < $1.path }
    .map(RecordedSession.init)
  }

  func check() throws {
    let recorded = try String(contentsOf: url, encoding: .utf8)
    let command = recorded.prefix { !$0.isNewline }
    let lines = recorded.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    let input = lines.prefix { $0.hasPrefix("< ") }.map { String($0.dropFirst(2)) }
    let answer = answer(to: String(command), input)
    if Recording.isOn, comparable(answer) != comparable(recorded) {
      try answer.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("\(testDescription) was recorded anew; read the difference")
    }
    #expect(comparable(answer) == comparable(recorded))
  }

  /// The text without what may differ between processors: how a difference was rounded.
  private func comparable(_ text: String) -> String {
    guard text.hasPrefix("$ retrograde check"), !text.contains("--format json") else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var words = line.split(separator: " ")
      let isDerivative = words.count > 5 && words[3...4].allSatisfy { Double($0) != nil }
      if isDerivative { words.removeSubrange(3...4) }
      return words.joined(separator: " ")
    }.joined(separator: "\n")
  }

  /// The file as it would be recorded now.
  private func answer(to command: String, _ input: [String]) -> String {
    let run = CommandRun(
      command.dropFirst("$ retrograde".count).shellWords, input: input.joined(separator: "\n"))
    var text = command + "\n" + input.map { "< \($0)\n" }.joined() + run.output
    if !text.hasSuffix("\n") { text += "\n" }
    for line in run.errors.split(separator: "\n", omittingEmptySubsequences: true) {
      text += "! \(line)\n"
    }
    if run.code != 0 { text += "exit \(run.code)\n" }
    return text
  }
}

/// A command that was run in this process, and what it printed.
struct CommandRun {
  let code: Int32
  let output: String
  let errors: String

  /// Runs a command; on a terminal, if a number of columns is given.
  init(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    onTerminal columns: Int? = nil
  ) {
    let collected = Collected()
    collected.input =
      input.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    let console = Console(
      write: { collected.add($0, toErrors: false) }, warn: { collected.add($0, toErrors: true) },
      readInput: { Array(input.utf8.prefix($0)) },
      readLine: { collected.input.popFirst().map(InputLine.text) },
      columns: columns ?? Console.columnsWithoutTerminal, isOnTerminal: columns != nil,
      environment: environment)
    code = Console.$current.withValue(console) { CommandLineProgram.run(arguments) }
    output = collected.output
    errors = collected.errors
  }
}

/// What a command printed; commands print from one thread.
private final class Collected: @unchecked Sendable {
  var input: ArraySlice<String> = []
  private(set) var output = ""
  private(set) var errors = ""

  func add(_ text: String, toErrors: Bool) {
    if toErrors { errors += text } else { output += text }
  }
}
