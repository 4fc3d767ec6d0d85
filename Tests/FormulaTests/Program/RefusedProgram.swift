import Foundation
import Testing

@testable import Formula

/// A program that can be read but not computed, or values that it cannot take, and all that its
/// writer is told.
struct RefusedProgram: CustomTestStringConvertible {
  /// Lines that begin with `--at ` or `--output ` are options, the others the program.
  let input: String
  let report: String

  var testDescription: String { input }

  /// What the writer is really told.
  var actualReport: String {
    var options: [String: String] = [:]
    var lines: [Substring] = []
    for line in input.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ", maxSplits: 1)
      if line.hasPrefix("--"), words.count == 2 {
        options[String(words[0])] = String(words[1])
      } else {
        lines.append(line)
      }
    }
    do {
      _ = try Program(
        lines.joined(separator: "\n"), at: options["--at"], output: options["--output"])
      return "accepted"
    } catch {
      return error.report
    }
  }

  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "refused-programs.txt")

  /// The cases of `refused-programs.txt`: input, `---`, report; cases are parted by `===`.
  static func all() throws -> [RefusedProgram] {
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.dropLast().split(separator: "\n===\n").map { part in
      let halves = part.split(separator: "\n---\n", maxSplits: 1).map(String.init)
      return RefusedProgram(input: halves[0], report: halves.count == 2 ? halves[1] : "")
    }
  }

  /// Writes the reports as they are now, for a reader to compare with what they were.
  static func record() throws {
    let cases = try all().map { "\($0.input)\n---\n\($0.actualReport)" }
    try (cases.joined(separator: "\n===\n") + "\n").write(
      to: file, atomically: true, encoding: .utf8)
  }
}
