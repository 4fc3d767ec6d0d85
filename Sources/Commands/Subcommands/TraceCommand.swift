import ArgumentParser
import Autodiff
import Formula
import Inquiry
import Presentation
import Syntax

/// `retrograde trace PROGRAM`: every node with its value and its adjoint or tangent.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Print every node with its value and adjoint (or tangent).",
    discussion: """
      Example: retrograde trace 'z = x*y + sin(x)' --at x=2,y=3 --format json

      Each output of the program has its own result, with the adjoints of that output alone: a \
      table each, an array of objects in JSON, more rows in CSV. Forward mode gives one result.

      A table is as wide as the terminal, or 120 columns; --full prints all of it. Ends with exit \
      code 1 when a graph brings recorded numbers and ours differ by more than rounding, and names \
      the first that does.
      """)

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String

  @OptionGroup var options: ProgramOptions

  @Option(help: "table (for people), json or csv (every digit).")
  var format = TraceFormat.table

  @Flag(help: "Print every digit and every element, however wide the table becomes.")
  var full = false

  @Option(
    help: ArgumentHelp(
      "How far numbers may differ from those that were recorded, relative to the largest element of "
        + "their node (default: as far as rounding in their type accounts for).",
      valueName: "number"))
  var tolerance: Double?

  @Flag(help: "Print the timeline instead: every event in order, with the number that it changes.")
  var events = false

  func validate() throws {
    guard tolerance.map({ $0 >= 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--tolerance is 0 or a positive number, such as 1e-6")
    }
  }

  func run() throws {
    let program = try options.program(program)
    let mode = options.mode.mode
    for note in program.notes(ofEachOutputIn: mode) {
      Console.current.warn("note: \(note.message)\n")
    }
    let width = full ? nil : Console.current.columns
    do {
      guard !events else {
        return try EventTrace(of: program, mode: mode).write(
          format, width: width, to: Console.current.write)
      }
      try report(
        Trace(of: program, mode: mode).write(
          format, width: width, tolerance: tolerance, to: Console.current.write), of: program)
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
  }

  /// Says how the numbers compare with what is expected, if anything is.
  private func report(_ agreement: Agreement?, of program: Program) throws {
    guard let agreement else { return }
    guard agreement.first != nil else {
      return Console.current.warn("note: \(agreement.summary)\n")
    }
    // Tangents are compared here alone.
    guard options.mode.mode == .reverse, program.outputs.count == 1 else {
      throw Failure(.checkFailed, agreement.summary)
    }
    let text = NodeText(program.graph)
    let report = try DifferenceReport(
      recordedOf: program, names: text.names, tolerance: tolerance)
    let words = DifferenceText(recordedOf: program.graph, text)
    guard let report, let first = report.first else {
      let summary = report.map { words.summary(of: $0).joined(separator: "; ") }
      return Console.current.warn("note: \(summary ?? agreement.summary)\n")
    }
    let difference = [words.comparison(first), words.appearance(first)].compactMap { $0 }
    throw Failure(
      .checkFailed, (difference + words.summary(of: report)).joined(separator: "; "))
  }
}

extension TraceFormat: ExpressibleByArgument {}
