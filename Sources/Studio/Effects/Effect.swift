package import Autodiff
package import Debugging
package import Explorer
package import Formula
package import Learning
import TrainingScreen
package import Widgets

/// Something to be done outside the screens' own models, whichever screen asks for it.
package enum Effect: Hashable, Sendable {
  case screen(ScreenEffect)
  /// Turn mouse support on or off.
  case useMouse(Bool)
  /// Open an example in the explorer.
  case open(Example)
  /// Open a formula in the explorer.
  case openText(String)
  /// Open once more what was opened before.
  case openAgain(RecentProgram)
  /// Give a built-in lesson in the explorer.
  case openLesson(String)
  /// Remember what was opened, for the start screen.
  case remember(RecentProgram)
  /// Read or write a file for the explorer.
  case file(FileEffect)
  /// Let the user change the explorer's program in an editor of their own.
  case edit(String)
  /// Show a line of the program that recorded the graph, in an editor of the user's own; its file may
  /// lie beside another one.
  case showLine(SourceLine, beside: String)
  /// Put a text on the clipboard.
  case copy(String)
  /// Tell the training run something.
  case train(TrainingRun.Command)
  /// Do a command about the lesson that is given.
  case lesson(String)
  /// Begin a run of a lesson in place of the one that is there, train it to a step, and look at it.
  case beginRun(DrawnRun, toStep: Int, looking: Wishes)
  /// Read a saved run, to show its curves.
  case compare(path: String)
  /// Open the network of the training run on an image in the explorer.
  case openImage(DigitChoice)
  /// Compute a step of the run again.
  case replay(step: Int)
  /// Open one row of a minibatch, or all of it, in the explorer.
  case openRow(Int, of: ReplayedStep)
  case openMinibatch(of: ReplayedStep)
  /// Show the network in the explorer on another image.
  case showImage(Int)
}

extension Effect {
  init(_ effect: ExplorerEffect) {
    self =
      switch effect {
      case .screen(let effect): .screen(effect)
      case .useMouse(let isOn): .useMouse(isOn)
      case .copy(let text): .copy(text)
      case .edit(let text): .edit(text)
      case .showLine(let line, let other): .showLine(line, beside: other)
      case .file(let effect): .file(effect)
      case .showImage(let index): .showImage(index)
      }
  }

  init(_ effect: TrainingEffect) {
    self =
      switch effect {
      case .screen(let effect): .screen(effect)
      case .train(let command): .train(command)
      case .lesson(let line): .lesson(line)
      case .compare(let path): .compare(path: path)
      case .open(let choice): .openImage(choice)
      case .replay(let step): .replay(step: step)
      case .openRow(let row, let step): .openRow(row, of: step)
      case .openMinibatch(let step): .openMinibatch(of: step)
      }
  }
}
