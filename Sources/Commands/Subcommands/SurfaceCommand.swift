import ArgumentParser
import Autodiff
import Debugging
import Explorer
import Inquiry
import Interchange
import Learners
import Learning
import Presentation

/// `retrograde surface`: the loss over a plane through the weights of a trained network.
struct SurfaceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "surface",
    abstract:
      "Draw the loss over two random directions, or through three solutions, as contour lines.",
    discussion: """
      Example: retrograde surface --resume run.safetensors --span 1.5 --format svg -o loss.svg

      Trains with the options of train, or takes the weights of a file with --resume. A random direction \
      changes the weights of each unit by as much as their own length; with two files after --through the \
      plane leads through all three solutions, which lie at (0, 0), (1, 0) and (0, 1).
      """)

  @OptionGroup var options: TrainOptions
  @OptionGroup var screen: ScreenChoices

  @Option(
    help: ArgumentHelp(
      "A file with another solution of the same network, written by train --save; give two.",
      valueName: "file"))
  var through: [String] = []

  @Option(help: "How far the plot reaches to either side, in lengths of the directions.")
  var span = 1.0

  @Option(help: "How many places along each axis the loss is computed at.")
  var points = 21

  @Option(help: "How many training examples the loss is the mean over.")
  var over = 1000

  @OptionGroup var output: PlotOutput

  func validate() throws {
    try options.checkLearner()
    guard options.learner.learner == .descent else {
      throw ValidationError("surface shows what gradient descent trains: leave --learner out")
    }
    guard [0, 2].contains(through.count) else {
      throw ValidationError(
        "--through needs two files, as in --through b.safetensors --through c.safetensors")
    }
    guard span > 0, span <= 1e6 else {
      throw ValidationError(
        "--span must be a positive number up to a million, such as 1, not \(span)")
    }
    guard 2...500 ~= points else {
      throw ValidationError("--points must be from 2 to 500, not \(points)")
    }
    guard 1...100_000 ~= over else {
      throw ValidationError("--over must be from 1 to 100000, not \(over)")
    }
    guard options.keeping.save == nil, options.keeping.log == nil else {
      throw ValidationError("surface writes no run: leave --save and --log out")
    }
  }

  func run() throws {
    let plot = ProgramPlot(
      request: PlotRequest(nil), plot: .surface(try surface()), target: nil, variables: [],
      marks: [], isLocal: false, isTimeless: true)
    var state = PlotState(of: plot)
    // The weights as they are have a mark.
    state.chosen = 0
    try output.write(plot, state, .single, screen)
  }

  private func surface() throws -> Surface {
    let plan = try options.plan()
    let others = try through.map { try solution(in: $0) }
    do {
      let data = try plan.loader()()
      let (network, parameters) = try trained(plan, on: data)
      var plane =
        others.isEmpty
        ? try LossPlane(
          network, at: parameters, over: data.training, count: over, seed: plan.options.seed)
        : try LossPlane(
          network, through: [parameters] + others, over: data.training, count: over)
      return try surface(of: &plane)
    } catch {
      throw Failure(TrainingFailure(error))
    }
  }

  /// The network after the run, or as it was kept.
  private func trained(
    _ plan: TrainPlan, on data: ExampleSplit
  ) throws -> (plan: NetworkPlan, parameters: [[Float]]) {
    var session = try TrainingSession.begin(
      plan.options.fitting(data), examples: data, epochs: plan.epochs, from: plan.kept,
      now: monotonicSeconds)
    while plan.kept == nil, !session.isFinished { try session.step() }
    let trainer = session.trainer
    return (
      trainer.options.plan, trainer.network.parameters.indices.map(trainer.elements(ofParameter:))
    )
  }

  private func solution(in path: String) throws -> [[Float]] {
    do {
      switch try KeptRun.read(path) {
      case .run(let checkpoint): return checkpoint.trainer.parameters
      case .weights(let weights): return weights.parameters
      }
    } catch let error as CheckpointError {
      throw Failure(.badInput, "\(error)")
    } catch let error as FileError {
      throw Failure(.badInput, error.message)
    }
  }

  private func surface(of plane: inout LossPlane) throws -> Surface {
    // Three solutions lie between 0 and 1; the plot reaches as far beyond them.
    let start = -span
    let end = through.isEmpty ? span : 1 + span
    let places = (0..<points).map { start + (end - start) * Double($0) / Double(points - 1) }
    let values = try plane.losses(xs: places, ys: places)
    let (loss, slopes) = try plane.look(x: 0, y: 0)
    let names = through.isEmpty ? ["direction 1", "direction 2"] : ["solution 2", "solution 3"]
    return Surface(
      name: "loss", variables: names, xs: places, ys: places, values: values,
      present: Surface.Point(x: 0, y: 0, value: loss, gradient: slopes))
  }
}
