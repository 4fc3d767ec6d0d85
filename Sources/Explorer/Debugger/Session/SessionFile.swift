import Autodiff
package import Formula
import Presentation
import TextCanvas

/// What is kept of a session: the program, and the commands that make the rest of it.
///
/// ```
/// # retrograde session 1
/// output z
/// | x = 2
/// | z = x*y
/// set y 3
/// break |adj(x)| > 1
/// goto 4
/// ```
package struct SessionFile: Sendable {
  /// The first line of every such file.
  static let header = "# retrograde session 1"

  package let program: Program
  /// The commands that make the session what it was.
  package private(set) var script = CommandScript()

  /// Reads a session; `origin` is what errors call it.
  package init(_ text: String, origin: String) throws(CommandFailure) {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
    guard lines.popFirst() == Self.header[...] else {
      throw CommandFailure("'\(origin)' is no session: its first line should be '\(Self.header)'")
    }
    var (output, direction, sharing) = (String?.none, String?.none, true)
    while let line = lines.first, !line.hasPrefix("|") {
      let text = CommandText(String(line))
      switch text.nameText {
      case "output": output = text.restText
      case "wrt": direction = text.restText
      case "apart": sharing = false
      default: throw CommandFailure("'\(origin)' holds no program where one should be: '\(line)'")
      }
      lines.removeFirst()
    }
    let source = lines.prefix { $0.hasPrefix("|") }.map { $0.dropFirst($0.hasPrefix("| ") ? 2 : 1) }
    do {
      program = try Program(
        source.joined(separator: "\n"), origin: origin, output: output, wrt: direction,
        sharing: sharing)
    } catch {
      throw CommandFailure(error)
    }
    script.add(file: lines.dropFirst(source.count).joined(separator: "\n"), origin: origin)
  }

  /// The file that keeps a session.
  static func text(of model: ExplorerModel) -> String {
    let program = model.program
    var lines = [header]
    if let output = program.outputText { lines.append("output \(output)") }
    if let moved = program.directionText { lines.append("wrt \(moved)") }
    if !program.isSharing { lines.append("apart") }
    lines += program.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
      $0.isEmpty ? "|" : "| \($0)"
    }
    lines += values(of: model) + model.debugger.keptLines
    if model.notation != .bar { lines.append("set notation \(model.notation.rawValue)") }
    if model.showsDuals { lines.append("set duals on") }
    lines.append("goto \(model.timeline.position)")
    if let selection = model.selection { lines.append("select \(model.text.names[selection])") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Mode, inputs, held nodes and seeds. The mode comes first, for seeds depend on it.
  private static func values(of model: ExplorerModel) -> [String] {
    let program = model.program
    let plain = try? Program(
      program.text, output: program.outputText, sharing: program.isSharing)
    let usual = Dictionary(
      (plain?.inputs ?? []).map { ($0.name, $0.literal) }, uniquingKeysWith: { first, _ in first })
    let inputs = program.inputs.filter { usual[$0.name] != $0.literal }
    let whatIf = model.debugger.whatIf
    return (model.mode == .reverse ? [] : ["set mode \(model.mode)"])
      + inputs.map { "set \($0.name) \($0.literal)" }
      + whatIf.held.sorted { $0.key < $1.key }.map { "set \($0.key) \($0.value.spelled)" }
      + whatIf.seeds.sorted { $0.key < $1.key }.map { "seed \($0.key) \($0.value.spelled)" }
  }
}

extension Debugger {
  /// Breakpoints and watches as commands; breakpoints are numbered anew.
  fileprivate var keptLines: [String] {
    var lines: [String] = []
    for (place, breakpoint) in breakpoints.all.enumerated() {
      lines.append("\(breakpoint.isTemporary ? "tbreak" : "break") \(breakpoint.condition)")
      if !breakpoint.isEnabled { lines.append("disable \(place + 1)") }
      if breakpoint.ignored > 0 { lines.append("ignore \(place + 1) \(breakpoint.ignored)") }
    }
    return lines + watches.all.map { "watch \($0.text)" }
  }
}

extension ExplorerModel {
  /// Asks for the session to be kept in a file.
  func save(to path: String?) throws(CommandFailure) -> Reply {
    guard let path = path ?? debugger.sessionPath else {
      throw CommandFailure("the name of a file is missing; type save FILE")
    }
    return Reply(effects: [.save(SessionFile.text(of: self), path: path)])
  }

  /// Asks for a picture of the whole graph, as it stands, in a file.
  func exportPicture(to path: String) throws(CommandFailure) -> Reply {
    guard let canvas = graphPicture() else {
      throw CommandFailure("the graph is too large for a picture")
    }
    let picture = CanvasSVG(
      canvas, theme: theme, glyphs: capabilities.glyphs, isColored: capabilities.colors != .none,
      title: program.text)
    var text = ""
    picture.write { text += $0 }
    return Reply(effects: [.export(text, path: path)])
  }

  /// Notes that what there is now is kept in a file.
  mutating func didSave(to path: String) {
    debugger.savedText = program.text
    debugger.sessionPath = path
    notice = StyledText("saved to \(path)", .success)
  }

  /// Goes on with a session that was read from a file.
  package mutating func resume(_ session: SessionFile, path: String) {
    perform(session.script)
    debugger.sessionPath = path
    debugger.savedText = program.text
    (debugger.past, debugger.future) = ([], [])
  }

  /// Whether the program was edited and not saved since.
  var isUnsaved: Bool {
    (waiting + [self]).contains { model in
      model.debugger.savedText.map { $0 != model.program.text } ?? false
    }
  }

  /// Leaves, but not without a word when something would be lost.
  mutating func quit() -> [Effect] {
    guard isUnsaved, !debugger.hasAskedToQuit else { return [.quit] }
    debugger.hasAskedToQuit = true
    notice = StyledText(
      "the edited program is not saved: q again leaves, :save FILE keeps it", .warning)
    return []
  }
}
