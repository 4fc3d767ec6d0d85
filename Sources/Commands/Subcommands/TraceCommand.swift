import ArgumentParser
import Autodiff
import Formula
import Presentation

/// `retrograde trace PROGRAM`: every node with its value and its adjoint or tangent.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Print every node with its value and adjoint (or tangent).",
    discussion: """
      Example: retrograde trace 'z = x*y + sin(x)' --at x=2,y=3 --format json

      Each output of the program gives a result of its own, with adjoints of that output alone: a \
      table each, an array of objects in JSON, further rows in CSV. Forward mode gives one.
      """)

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String

  @OptionGroup var options: ProgramOptions

  @Option(help: "table (for people), json or csv (every digit).")
  var format = TraceFormat.table

  @Flag(help: "Print the timeline instead: every event in order, with the number it changes.")
  var events = false

  func run() throws {
    let program = try options.program(program)
    let mode = options.mode.mode
    for note in program.notes(ofEachOutputIn: mode) {
      Console.current.warn("note: \(note.message)\n")
    }
    do {
      if events {
        try EventTrace(of: program, mode: mode).write(format, to: Console.current.write)
      } else {
        let difference = try Trace(of: program, mode: mode).write(format, to: Console.current.write)
        if let difference {
          let number = NumberText.short(difference)
          Console.current.warn("note: the largest difference from what is expected is \(number)\n")
        }
      }
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
  }
}

extension TraceFormat: ExpressibleByArgument {}
