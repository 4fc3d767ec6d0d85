package import Learning
package import Widgets

/// What the training screen asks for outside its own model, as data.
package enum TrainingEffect: Hashable, Sendable {
  /// What every screen may ask for.
  case screen(ScreenEffect)
  /// Tell the training run something.
  case train(TrainingRun.Command)
  /// Read a saved run, to show its curves.
  case compare(path: String)
}
