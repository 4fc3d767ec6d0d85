import ArgumentParser
import Autodiff
import Formula
import Learners
import Learning
import Presentation

/// `retrograde step N`: one step of a training run, computed again and printed.
struct StepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract:
      "Open or print one step of a training run: its rows by their loss, gradients and update.",
    discussion: """
      Example: retrograde step 120 --seed 1 --format json

      Trains to that step with the options of train, or goes on from a file with --resume. On a \
      terminal the step is opened, with --format it is printed. Step 0 is the state before any update; the loss of a step is that of its minibatch before the update, as \
      train --log-every 1 writes it.
      """)

  @Argument(help: "The number of the step, counted from 1 over the whole run.")
  var step: Int

  @OptionGroup var options: TrainOptions

  @OptionGroup var screen: ScreenChoices

  @Option(help: "Print the step: table (for people) or json (every digit).")
  var format: StepFormat?

  @Option(
    help: ArgumentHelp(
      "How many rows to list, those with the largest loss first.", valueName: "rows"))
  var rows = 10

  @Option(
    help: ArgumentHelp(
      "With --trace: the row of the minibatch, counted from 0, as the first column lists it.",
      valueName: "row"))
  var row: Int?

  @Flag(help: "Print the trace of that row's graph instead, as trace prints it.")
  var trace = false

  @Option(
    help: ArgumentHelp(
      "With --trace: other values of inputs, such as 'b2=[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]'.",
      valueName: "values"))
  var at: String?

  func validate() throws {
    try options.checkLearner()
    guard options.learner.learner == .descent else {
      throw ValidationError("step replays a run of gradient descent: leave --learner out")
    }
    guard (row != nil) == trace else {
      throw ValidationError("--row and --trace belong together: --row 3 --trace")
    }
    guard at == nil || trace else { throw ValidationError("--at needs --trace") }
    guard step >= 0 else { throw ValidationError("a step is 0 or a positive number, not \(step)") }
    guard rows >= 0 else { throw ValidationError("--rows must be at least 0, not \(rows)") }
    guard options.keeping.save == nil, options.keeping.log == nil else {
      throw ValidationError("step writes no files: leave --save and --log out")
    }
  }

  func run() throws {
    guard format != nil || trace || step == 0 || !Console.current.isOnTerminal else {
      return try TerminalProgram(training: try options.plan()).openTraining(screen, atStep: step)
    }
    let replayed = try StepRun(plan: try options.plan(), step: step).replayed()
    if let row { return try writeTrace(ofRow: row, replayed.step, replayed.data) }
    let report = StepReport(replayed.step, alerts: replayed.alerts, rows: rows)
    switch format ?? .table {
    case .table: try Console.current.write(report.table)
    case .json: try Console.current.write(report.json + "\n")
    }
  }
}

extension StepCommand {
  /// Prints every node of the graph of one row alone, with the parameters before the update.
  private func writeTrace(
    ofRow row: Int, _ step: ReplayedStep, _ data: ExampleSplit
  ) throws {
    guard step.rows.indices.contains(row) else {
      throw Failure(
        .badInput,
        "step \(step.record.step) has no row \(row): its rows are 0 to \(step.rows.count - 1)")
    }
    do {
      var program = try OpenedNetwork(
        step.options.plan, parameters: step.before.map(\.elements)
      ).program(
        ofExample: step.rows[row].example, of: data.training,
        title: "step \(step.record.step), row \(row)")
      if let at { program = try program.setting(list: at) }
      let format = format ?? .table
      try Trace(of: program, mode: .reverse).write(
        format == .json ? .json : .table, width: Console.current.columns, to: Console.current.write)
    } catch let failure as FormulaFailure {
      throw Failure(.badInput, failure.report)
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
  }
}

/// The value of `--format` of a step.
enum StepFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json
}
