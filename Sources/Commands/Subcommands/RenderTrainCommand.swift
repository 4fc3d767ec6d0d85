import ArgumentParser
import Autodiff
import Explorer
import Learners
import Learning
import Studio
import TextCanvas
import TrainingScreen
import Widgets

/// `retrograde render train`: the very frame the training screen would show.
struct RenderTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Print the frame that the training screen shows after some minibatches.",
    discussion: "Example: retrograde render train --steps 100 --size 120x40 --keys l")

  @OptionGroup var options: TrainOptions
  @OptionGroup var frame: FrameOptions
  @OptionGroup var compare: CompareOptions

  @Option(help: "The number of minibatches to run before the keys are pressed.")
  var steps = 100

  func validate() throws {
    try options.checkLearner()
    guard steps >= 0 else { throw ValidationError("--steps must be at least 0, not \(steps)") }
  }

  func run() throws {
    if let learner = try options.learnerTraining(asJSON: false) { return try render(learner) }
    var screen = try frame.memoryScreen()
    var model = AppModel(
      size: screen.size,
      settings: AppModel.Settings(
        capabilities: frame.capabilities, isPresenting: frame.audience.present))
    let training = try begun()
    training.step(steps)
    model.openTraining(training.snapshot, beside: try compare.runs())
    let port = TrainingPort(
      start: { _ in }, send: { training.send($0) }, snapshot: { training.snapshot },
      examples: { training.history.data }, history: { training.history }, savedRun: SavedRun.result
    )
    Studio.run(&model, on: &screen, training: port)
    try frame.write(model.view().canvas)
  }

  private func begun() throws -> SteppedTraining {
    let plan = try options.plan()
    do {
      return try SteppedTraining(
        plan.options, plan.loader()(), dataName: plan.dataName, epochs: plan.epochs,
        from: plan.kept)
    } catch {
      throw Failure(TrainingFailure(error))
    }
  }

  /// Prints the frame of another learner's screen after as many steps, or at its end.
  private func render(_ learner: LearnerTraining) throws {
    let screen = try frame.memoryScreen()
    var model = LearnerModel(
      learner.plan.kind, on: options.data.choice.name, beside: try compare.curves(),
      size: screen.size, capabilities: frame.capabilities)
    model.snapshot = try snapshot(of: learner)
    for event in try frame.parsedKeys() where model.update(event) == .quit { break }
    try frame.write(model.view().canvas)
  }

  private func snapshot(of learner: LearnerTraining) throws -> LearnerSnapshot {
    do {
      // A clock that stands still: the frame is the same every time.
      var session = try learner.begin { 0 }
      for _ in 0..<steps where !session.isFinished { try session.step() }
      var snapshot = LearnerSnapshot()
      snapshot.update(from: session)
      snapshot.state = session.isFinished ? .finished : .paused
      return snapshot
    } catch {
      throw Failure(TrainingFailure(error))
    }
  }
}
