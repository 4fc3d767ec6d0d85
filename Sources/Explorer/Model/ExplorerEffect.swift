package import Autodiff
package import Debugging
package import Widgets

/// What the explorer asks for outside its own model, as data.
package enum ExplorerEffect: Hashable, Sendable {
  /// What every screen may ask for.
  case screen(ScreenEffect)
  /// Turn mouse support on or off.
  case useMouse(Bool)
  /// Put a text on the clipboard.
  case copy(String)
  /// Let the user change the program's text in an editor of their own.
  case edit(String)
  /// Show a line of the program that recorded the graph, in an editor of the user's own; its file may
  /// lie beside another one.
  case showLine(SourceLine, beside: String)
  /// Read or write a file.
  case file(FileEffect)
  /// Show the network on the image of a number.
  case showImage(Int)
}

/// What is to be done with files, and what follows from them.
package enum FileEffect: Hashable, Sendable {
  /// Put a session in place of a file; of one that is not a session only when `replacing`.
  case save(String, path: String, replacing: Bool)
  /// The same for a picture.
  case export(String, path: String, replacing: Bool)
  /// Keep how far somebody has come with the lesson of a name.
  case keepProgress(String, lesson: String)
  /// Read the file of a lesson once more, if it has changed.
  case refreshLesson(path: String)
  /// Give a node the value that a file holds: `@batch.npy`.
  case readValue(file: String, node: String)
  /// Do the commands in a file.
  case readCommands(path: String)
  /// Do commands, of which some need files.
  case perform(CommandScript)
}
