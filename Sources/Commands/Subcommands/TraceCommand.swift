import ArgumentParser
import Autodiff
import Formula
import Presentation

/// `retrograde trace PROGRAM`: every node with its value and its adjoint or tangent.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Print every node with its value and adjoint (or tangent).",
    discussion: "Example: retrograde trace 'z = x*y + sin(x)' --at x=2,y=3 --format json")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json
  }

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String

  @OptionGroup var options: ProgramOptions

  @Option(help: "table (for people) or json (every digit).")
  var format = Format.table

  func run() throws {
    let program = try options.program(program)
    for note in program.notes { Console.current.warn("note: \(note.message)\n") }
    var timeline = try program.timeline(mode: options.mode.mode)
    timeline.seek(to: timeline.count)
    let trace = Trace(timeline)
    switch format {
    case .table: try trace.writeTable(to: Console.current.write)
    case .json: try trace.writeJSON(to: Console.current.write)
    }
  }
}
