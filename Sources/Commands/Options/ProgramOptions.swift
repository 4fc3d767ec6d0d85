import ArgumentParser
import Autodiff
import Formula

/// The options that say what a program is, of every command that takes one.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Values of inputs, such as x=2,y=3; constant expressions such as x=pi/2 are allowed, and files: "
        + "x=@batch.npy, W=@weights.npz:fc1.weight, or @weights.safetensors for all that fit.",
      valueName: "values"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      "The outputs to differentiate, such as a,b (default: the last line).",
      valueName: "names"))
  var output: String?

  @Flag(help: "Do not share identical subexpressions.")
  var noShare = false

  @Option(
    help: ArgumentHelp(
      "single computes as networks are trained, in 24 binary digits; double in 53.",
      valueName: "precision"))
  var precision = Precision.double

  /// Reads a program from an argument: `-` is standard input, then come files, examples, formulas.
  ///
  /// - Parameter readsTrace: Whether the numbers of what `trace` printed are taken as recorded ones.
  func program(_ argument: String, wrt: String?, readsTrace: Bool = false) throws -> Program {
    let source = try ProgramSource(argument)
    if let file = try ImportedFile(source) {
      return try file.program(at: at, output: output, wrt: wrt, precision: precision)
    }
    let (text, origin) = try source.read()
    try source.refuseOtherFile(text)
    do {
      if source.holdsGraph(text) {
        return try Program(
          json: text, origin: origin, tensors: source.folder, at: at, output: output, wrt: wrt,
          precision: precision, readsTrace: readsTrace)
      }
      return try Program(
        text, origin: origin, at: at, output: output, wrt: wrt, sharing: !noShare,
        precision: precision)
    } catch {
      throw Failure(.badInput, error.report)
    }
  }
}

/// The options of a command that goes through a program in either mode.
struct ProgramOptions: ParsableArguments {
  @OptionGroup var source: SourceOptions

  @Option(
    help: ArgumentHelp(
      "The inputs, or elements of them, to differentiate with respect to in forward mode, such "
        + "as x or 'W[0,1]' (default: the first input).",
      valueName: "inputs"))
  var wrt: String?

  @Option(help: "reverse (adjoints), forward (tangents) or both.")
  var mode = ModeOption.reverse

  /// The options that make the program what it is, as words of a command line.
  var words: [String] {
    let named = [("at", source.at), ("output", source.output), ("wrt", wrt)]
    return named.compactMap { name, value in value.map { "--\(name)=\($0)" } }
      + (source.noShare ? ["--no-share"] : [])
      + (source.precision == .double ? [] : ["--precision=\(source.precision.rawValue)"])
  }

  /// Reads a program from an argument: `-` is standard input, then come files, examples, formulas.
  func program(_ argument: String) throws -> Program {
    try source.program(argument, wrt: wrt)
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

extension Precision: ExpressibleByArgument {}
