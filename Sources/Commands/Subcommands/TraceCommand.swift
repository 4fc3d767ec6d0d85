import ArgumentParser
import Autodiff
import Formula
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
      code 1 when a graph says which numbers it expects and ours differ, and names the first that \
      does.
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
      "How far numbers may differ from those that a graph in JSON expects, relative to the largest "
        + "element of their node (default: 1e-9, in single precision 1e-5).", valueName: "number"))
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
          format, width: width, tolerance: tolerance, to: Console.current.write))
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
  }

  /// Says how the numbers compare with what is expected, if anything is.
  private func report(_ agreement: Agreement?) throws {
    guard let agreement else { return }
    guard agreement.first == nil else { throw Failure(.checkFailed, agreement.summary) }
    Console.current.warn("note: \(agreement.summary)\n")
  }
}

extension TraceFormat: ExpressibleByArgument {}
