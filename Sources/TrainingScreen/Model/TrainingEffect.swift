package import Learning
package import Widgets

/// What the training screen asks for outside its own model, as data.
package enum TrainingEffect: Hashable, Sendable {
  /// What every screen may ask for.
  case screen(ScreenEffect)
  /// Tell the training run something.
  case train(TrainingRun.Command)
  /// Do a command about the lesson that is given, as `lesson hint`.
  case lesson(String)
  /// Read a saved run, to show its curves.
  case compare(path: String)
  /// Open the network on an image in the explorer.
  case open(DigitChoice)
  /// Compute a step of the run again.
  case replay(step: Int)
  /// Open the graph of one row of a minibatch in the explorer.
  case openRow(Int, of: ReplayedStep)
  /// Open the graph of a whole minibatch.
  case openMinibatch(of: ReplayedStep)
}
