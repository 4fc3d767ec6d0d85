import Basics
import Formula
import Foundation
import Syntax
import Testing

/// A program that must be refused, and all that its writer is told.
struct WrongProgram: CustomTestStringConvertible {
  let program: String
  let report: String

  var testDescription: String { program }

  /// What the writer is really told.
  var actualReport: String {
    let source = SourceText(program)
    let parsed = Parser.parse(source, functions: knownFunctions)
    return ErrorReport.text(of: parsed.errors, in: source)
  }

  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "wrong-programs.txt")

  /// The cases of `wrong-programs.txt`: program, `---`, report; cases are parted by `===`.
  static func all() throws -> [WrongProgram] {
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.dropLast().split(separator: "\n===\n").map { part in
      let halves = part.split(separator: "\n---\n", maxSplits: 1).map(String.init)
      return WrongProgram(program: halves[0], report: halves.count == 2 ? halves[1] : "")
    }
  }

  /// Writes the reports as they are now, for a reader to compare with what they were.
  static func record() throws {
    let cases = try all().map { "\($0.program)\n---\n\($0.actualReport)" }
    try (cases.joined(separator: "\n===\n") + "\n").write(
      to: file, atomically: true, encoding: .utf8)
  }
}

/// What the tests let a program call without defining it.
let knownFunctions: Set<String> = ["sin", "cos", "tanh", "exp", "sum", "max", "where"]
