package import Debugging
import Formula
import Inquiry
import Presentation
import TextCanvas
import Widgets

extension ExplorerModel {
  /// Asks for the session to be kept in a file.
  func save(to path: String?, replacing: Bool) throws(CommandFailure) -> Reply {
    guard let path = path ?? debugger.sessionPath else {
      throw CommandFailure("a file name is missing; type save FILE")
    }
    guard program.isEditable else {
      throw CommandFailure("\(program.headline) has no text, so that a session cannot hold it")
    }
    return Reply(
      effects: [.file(.save(SessionFile.text(of: self), path: path, replacing: replacing))])
  }

  /// Asks for a picture of the whole graph, as it stands, in a file.
  func exportPicture(to path: String, replacing: Bool) throws(CommandFailure) -> Reply {
    guard let canvas = units == nil ? graphPicture() : unitsPicture() else {
      throw CommandFailure("the graph is too large for a picture")
    }
    let picture = CanvasSVG(
      canvas, theme: theme, glyphs: capabilities.glyphs, isColored: capabilities.colors != .none,
      title: program.isEditable ? program.currentText : program.headline)
    var text = ""
    picture.write { text += $0 }
    return Reply(effects: [.file(.export(text, path: path, replacing: replacing))])
  }

  /// Notes that what there is now is kept in a file.
  mutating func didSave(to path: String) {
    debugger.saved = program.writing
    debugger.sessionPath = path
    debugger.hasAskedToQuit = false
    notice = StyledText("saved to \(path)", .success)
  }

  /// Continues with a session that was read from a file. It can neither read nor write other files,
  /// since it may come from someone else.
  @discardableResult
  package mutating func resume(_ session: SessionFile, path: String) -> Outcome {
    let outcome = perform(session.script)
    debugger.sessionPath = path
    debugger.saved = program.writing
    (debugger.past, debugger.future) = ([], [])
    return outcome
  }

  /// Whether the program was edited and not saved since.
  var isUnsaved: Bool {
    (detour.waiting + [self]).contains { model in
      model.debugger.saved.map { $0 != model.program.writing && !model.isBuiltIn } ?? false
    }
  }

  /// Whether the program is an example as it is built in, which nobody can lose.
  private var isBuiltIn: Bool {
    guard case .text(let text) = program.writing else { return false }
    return Example.all.contains { $0.text == text }
  }

  /// Leaves, but not without a word when something would be lost.
  mutating func quit() -> [ExplorerEffect] {
    guard isUnsaved, !debugger.hasAskedToQuit else { return [.screen(.quit)] }
    debugger.hasAskedToQuit = true
    notice = StyledText(
      "the edited program is not saved: q again to quit, :save FILE to save it", .warning)
    return []
  }
}
