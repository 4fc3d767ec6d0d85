import ArgumentParser
import Learning

/// `retrograde train`: the training screen, or training without a screen.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network on MNIST and watch it; --headless trains without a screen.",
    discussion: "Example: retrograde train --headless --epochs 5 --seed 1 --json")

  @OptionGroup var options: TrainOptions
  @OptionGroup var screen: ScreenChoices

  @Flag(help: "Print a line per epoch instead of opening a screen.")
  var headless = false

  @Flag(help: "With --headless: one JSON object per epoch.")
  var json = false

  func run() throws {
    if headless {
      try HeadlessTraining(options: options, asJSON: json).run()
    } else {
      try Studio(training: options).openTraining(screen)
    }
  }
}
