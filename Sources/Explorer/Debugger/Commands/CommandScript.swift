import Presentation
import TextCanvas

/// Commands to be done one after another, and where each comes from.
package struct CommandScript: Sendable {
  /// A command and what to call its place in a message, such as `startup:3`.
  struct Line: Sendable {
    let place: String
    let command: String
  }

  private(set) var lines: [Line] = []

  /// No commands.
  package init() {}

  /// Adds the commands of a file, a line each; empty lines and those that begin with `#` say nothing.
  package mutating func add(file text: String, origin: String) {
    let rows = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, row) in rows.enumerated() {
      for command in DebuggerCommand.lines(of: String(row)) {
        lines.append(Line(place: "\(origin):\(number + 1)", command: command))
      }
    }
  }

  /// Adds the commands of an option, between semicolons.
  package mutating func add(option text: String, name: String) {
    lines += DebuggerCommand.lines(of: text).map { Line(place: name, command: $0) }
  }

  /// Whether the mouse is to be on, if the commands say so: that holds on screens without a program
  /// too.
  var wantsMouse: Bool? {
    let choices = lines.compactMap { line -> Bool? in
      guard case .set("mouse", let value)? = try? DebuggerCommand.parse(line.command) else {
        return nil
      }
      return ExplorerOption.mouse.values.contains(value) ? value == "on" : nil
    }
    return choices.last
  }
}

extension ExplorerModel {
  /// Does all commands of a script, each to its end. One that fails is told, and the rest is done all
  /// the same; what goes beyond the model is returned, but that a script reads another.
  @discardableResult
  package mutating func perform(_ script: CommandScript) -> [Effect] {
    var effects: [Effect] = []
    var failure: String?
    for line in script.lines {
      do throws(CommandFailure) {
        let command = try DebuggerCommand.parse(line.command)
        if case .source = command { throw CommandFailure("a file of commands cannot read another") }
        let reply = try perform(command)
        while isBusy { proceed() }
        show(reply)
        effects += reply.effects
      } catch {
        failure = failure ?? "\(line.place): \(error.lines[0])"
      }
    }
    if let failure { fail(failure) }
    return effects
  }

  /// Does the commands of a file.
  mutating func perform(commands text: String, from path: String) -> [Effect] {
    var script = CommandScript()
    script.add(file: text, origin: path)
    return perform(script)
  }

  /// Says that something went wrong.
  mutating func fail(_ message: String) {
    notice = StyledText(message, .alarm)
  }
}
