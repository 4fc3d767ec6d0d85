import ArgumentParser
import Learners
import Learning
import TrainingScreen

/// `retrograde train`: the training screen, or training without a screen.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network on MNIST and watch it learn; --headless trains without a screen.",
    discussion: "Example: retrograde train --headless --epochs 5 --seed 1 --json")

  @OptionGroup var options: TrainOptions
  @OptionGroup var screen: ScreenChoices
  @OptionGroup var compare: CompareOptions
  @OptionGroup var recording: RecordingOptions

  @Option(
    help: ArgumentHelp(
      "Do at most so many minibatches a second, so that one can watch; + and - change it.",
      valueName: "steps per second"))
  var pace: Double?

  @OptionGroup(title: "Alerts") var alerts: AlertOptions

  @Flag(help: "Print one line per epoch instead of opening a screen.")
  var headless = false

  @Flag(help: "With --headless: one JSON object per epoch.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Train this many times with consecutive seeds: the screen draws all curves in one plot; with "
        + "--headless the best run is kept."))
  var restarts = 1

  func validate() throws {
    guard restarts >= 1 else {
      throw ValidationError("--restarts must be at least 1, not \(restarts)")
    }
    if restarts > 1, !headless { try checkRestartsOnScreen() }
    if let pace {
      guard pace > 0, pace.isFinite else {
        throw ValidationError("--pace must be more than 0, not \(pace)")
      }
      guard !headless else {
        throw ValidationError("--pace needs the screen: leave --headless out")
      }
    }
    try checkLearner()
    guard !alerts.plan.needsWatch || headless else {
      throw ValidationError(
        "--alerts and --fail-on need --headless; the screen shows alerts itself")
    }
    guard compare.paths.isEmpty || !headless else {
      throw ValidationError("--compare needs the screen: leave --headless out")
    }
    guard recording.cast == nil || !headless else {
      throw ValidationError("--cast records the screen: leave --headless out")
    }
    guard restarts == 1 || options.keeping.resume == nil else {
      throw ValidationError("--restarts starts new runs: leave --resume out")
    }
  }

  /// Throws when the screen cannot show so many runs.
  private func checkRestartsOnScreen() throws {
    let most = TrainingModel.greatestSavedRunCount + 1 - compare.paths.count
    guard restarts <= most else {
      throw ValidationError(
        "the screen shows \(TrainingModel.greatestSavedRunCount + 1) runs at most: --restarts 2 to "
          + "\(max(most, 2)), fewer --compare, or --headless")
    }
    guard options.keeping.save == nil, options.keeping.log == nil else {
      throw ValidationError(
        "of several runs on the screen none is kept: leave --save and --log out, or add --headless")
    }
  }

  /// Throws when options do not go with another way of learning than descent.
  private func checkLearner() throws {
    try options.checkLearner()
    let kind = options.learner.learner
    guard kind != .descent else { return }
    for (name, isGiven) in [
      ("--restarts", restarts > 1), ("--pace", pace != nil),
      ("--alerts and --fail-on", alerts.plan.needsWatch),
    ] where isGiven {
      throw ValidationError("\(name) need\(name.contains(" and ") ? "" : "s") --learner descent")
    }
  }

  func run() throws {
    if let training = try options.learnerTraining(asJSON: json) {
      guard !headless else { return try training.run() }
      try LearnerProgram(
        training: training, dataName: options.data.choice.name, others: try compare.curves()
      ).run(screen)
    } else if headless {
      try HeadlessTraining(
        plan: try options.plan(), asJSON: json, restarts: restarts, alerts: alerts.plan
      ).run()
    } else {
      try TerminalProgram(training: try options.plan(), restarts: restarts - 1).openTraining(
        screen, beside: try compare.runs(), pace: pace, for: recording.choice)
    }
  }
}
