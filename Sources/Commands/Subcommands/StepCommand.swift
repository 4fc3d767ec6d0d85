import ArgumentParser
import Learning
import Presentation

/// `retrograde step N`: one step of a training run, computed again and printed.
struct StepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Print one step of a training run: its rows by their loss, gradients and update.",
    discussion: """
      Example: retrograde step 120 --seed 1 --format json

      Trains to that step with the options of train, or goes on from a file with --resume. Step 0 is \
      the state before any update; the loss of a step is that of its minibatch before the update, as \
      train --log-every 1 writes it.
      """)

  @Argument(help: "The number of the step, counted from 1 over the whole run.")
  var step: Int

  @OptionGroup var options: TrainOptions

  @Option(help: "table (for people) or json (every digit) (default: table).")
  var format: StepFormat?

  @Option(
    help: ArgumentHelp(
      "How many rows to list, those with the largest loss first.", valueName: "rows"))
  var rows = 10

  func validate() throws {
    guard step >= 0 else { throw ValidationError("a step is 0 or a positive number, not \(step)") }
    guard rows >= 0 else { throw ValidationError("--rows must be at least 0, not \(rows)") }
    guard options.keeping.save == nil, options.keeping.log == nil else {
      throw ValidationError("step writes no files: leave --save and --log out")
    }
  }

  func run() throws {
    let replayed = try StepRun(plan: try options.plan(), step: step).replayed()
    let report = StepReport(replayed.step, alerts: replayed.alerts, rows: rows)
    switch format ?? .table {
    case .table: try Console.current.write(report.table)
    case .json: try Console.current.write(report.json + "\n")
    }
  }
}

/// The value of `--format` of a step.
enum StepFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json
}
