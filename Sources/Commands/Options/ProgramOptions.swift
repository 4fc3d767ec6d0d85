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

  @Option(help: "The output whose derivatives are computed, by name; by default the last line.")
  var output: String?

  @Option(help: "reverse (adjoints), forward (tangents) or both.")
  var mode = ModeOption.reverse

  @Flag(help: "Keep identical subexpressions apart.")
  var noShare = false

  /// Reads a program from an argument: `-` is standard input, then come files, examples, formulas.
  func program(_ argument: String) throws -> Program {
    let (text, origin) = try ProgramSource(argument).read()
    do {
      return try Program(
        text, origin: origin, at: at, output: output, sharing: !noShare)
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
