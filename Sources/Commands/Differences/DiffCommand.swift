import ArgumentParser
import Autodiff
import Formula
import Inquiry
import Presentation

/// `retrograde diff A [B]`: where two runs, or recorded and recomputed numbers, first differ.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Find the first node whose numbers differ, and say what the difference looks like.",
    discussion: """
      Example: retrograde diff run.json
      With one argument, the numbers that a capture recorded are compared with its own, computed \
      anew; with two, those of the first are taken to be right. Each may be a capture or another \
      graph in JSON, what trace --format json printed, a program, or a checkpoint (safetensors), \
      whose tensors are compared by name.

      Values are compared in the order in which they are computed, then adjoints backward. What \
      follows from an earlier difference and what rounding accounts for are counted, but are not \
      where it begins. Nodes belong together by their numbers where both graphs compute the same, \
      else by their names. Ends with exit code 0 when all is equal, 1 when something differs and 2 \
      when there is nothing to compare.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json
  }

  @Argument(help: ArgumentHelp("A capture, a program or a checkpoint.", valueName: "a"))
  var first: String

  @Argument(
    help: ArgumentHelp("What to compare it with (default: its own numbers).", valueName: "b"))
  var second: String?

  @OptionGroup var options: SourceOptions

  @Option(
    help: ArgumentHelp(
      "How far numbers may differ, relative to the largest element of their node (default: as far "
        + "as rounding in their type accounts for).", valueName: "number"))
  var tolerance: Double?

  @Option(help: "table (for people) or json (every digit).")
  var format = Format.table

  func validate() throws {
    guard tolerance.map({ $0 >= 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--tolerance is 0 or a positive number, such as 1e-6")
    }
  }

  func run() throws {
    let comparison: DiffComparison
    do {
      comparison =
        try second.map { second in
          try DiffComparison(
            DiffSource(first, options), DiffSource(second, options), tolerance: tolerance)
        } ?? DiffComparison(recordedIn: DiffSource(first, options), tolerance: tolerance)
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
    for note in comparison.notes { Console.current.warn("note: \(note)\n") }
    switch format {
    case .table: try comparison.writeTable(to: Console.current.write)
    case .json: try comparison.writeJSON(to: Console.current.write)
    }
    if !comparison.report.isEqual { throw ExitCode(Failure.Kind.checkFailed.rawValue) }
  }
}
