import ArgumentParser
import Autodiff
import Formula

/// The options of every command that takes a program.
struct ProgramOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Values of inputs, such as x=2,y=3; they may be constant expressions such as x=pi/2.",
      valueName: "values"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      "The outputs whose derivatives are computed, such as a,b; by default the last line.",
      valueName: "names"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The inputs that move in forward mode, or elements of them, such as x or 'W[0,1]'; by default "
        + "the first input.", valueName: "inputs"))
  var wrt: String?

  @Option(help: "reverse (adjoints), forward (tangents) or both.")
  var mode = ModeOption.reverse

  @Flag(help: "Keep identical subexpressions apart.")
  var noShare = false

  /// The options that make the program what it is, as words of a command line.
  var words: [String] {
    let named = [("at", at), ("output", output), ("wrt", wrt)].compactMap { name, value in
      value.map { "--\(name)=\($0)" }
    }
    return named + (noShare ? ["--no-share"] : [])
  }

  /// Reads a program from an argument: `-` is standard input, then come files, examples, formulas.
  func program(_ argument: String) throws -> Program {
    let source = try ProgramSource(argument)
    let (text, origin) = try source.read()
    do {
      if source.holdsGraph(text) {
        return try Program(json: text, origin: origin, at: at, output: output, wrt: wrt)
      }
      return try Program(
        text, origin: origin, at: at, output: output, wrt: wrt, sharing: !noShare)
    } catch {
      throw Failure(.badInput, error.report)
    }
  }
}

/// The value of `--mode`.
enum ModeOption: String, ExpressibleByArgument, CaseIterable {
  case reverse, forward, both

  var mode: TimelineMode {
    switch self {
    case .reverse: .reverse
    case .forward: .forward
    case .both: .both
    }
  }
}
