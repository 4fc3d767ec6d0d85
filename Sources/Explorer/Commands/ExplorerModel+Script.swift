package import Debugging
import Inquiry
import Presentation
import TextCanvas

extension CommandScript.Line {
  /// The command that the line spells.
  func parsed() throws(CommandFailure) -> DebuggerCommand {
    let command = try DebuggerCommand.parse(self.command)
    if isFromFile, case .source = command {
      throw CommandFailure("a command file cannot source another one")
    }
    return command
  }
}

extension CommandScript {
  /// The script in two parts: the commands before the first that reads or writes a file, and the
  /// rest.
  package var partedAtFiles: (before: CommandScript, rest: CommandScript) {
    let place = lines.firstIndex { (try? $0.parsed())?.needsFiles == true } ?? lines.endIndex
    return (CommandScript(lines[..<place]), CommandScript(lines[place...]))
  }

  /// Whether the mouse is to be on, if the commands say so: that holds on screens without a program
  /// too.
  package var wantsMouse: Bool? {
    let choices = lines.compactMap { line -> Bool? in
      guard case .set("mouse", let value)? = try? DebuggerCommand.parse(line.command) else {
        return nil
      }
      return ExplorerOption.mouse.values.contains(value) ? value == "on" : nil
    }
    return choices.last
  }
}

/// What came of something that was done, besides what the model shows.
package struct Outcome: Hashable, Sendable {
  /// What is to be done outside the explorer.
  package var effects: [ExplorerEffect] = []
  /// What went wrong, line by line.
  package var problems: [String] = []
}

extension ExplorerModel {
  /// Runs all commands of a script, each to its end. One that fails is reported, and the rest runs all
  /// the same.
  @discardableResult
  package mutating func perform(
    _ script: CommandScript, with files: FilePort = .none
  ) -> Outcome {
    var outcome = Outcome()
    for line in script.lines {
      do throws(CommandFailure) {
        let reply = try performAtOnce(try line.parsed())
        while isBusy { proceed() }
        show(reply.answer)
        for effect in reply.effects {
          guard case .file(let effect) = effect else {
            outcome.effects.append(effect)
            continue
          }
          let result = perform(effect, with: files)
          outcome.effects += result.effects
          outcome.problems += result.problems
        }
      } catch {
        outcome.problems.append("\(line.place): \(error.lines[0])")
      }
    }
    if let problem = outcome.problems.first { fail(problem) }
    return outcome
  }

  /// Says that something went wrong.
  mutating func fail(_ message: String) {
    notice = StyledText(message, .alarm)
  }
}

extension DebuggerCommand {
  /// Whether it reads or writes a file.
  fileprivate var needsFiles: Bool {
    switch self {
    case .save, .exportPicture, .source: true
    case .set(_, let value): value.first == "@"
    case .travel, .run, .animate, .changeSpeed, .interrupt, .goTo, .move, .select, .find,
      .findAgain, .cycle, .lookInside, .showUnits, .showAlgorithm, .fold, .foldAll,
      .foldToDepth, .openLine, .zoom,
      .turnPage, .turnHalfPage, .fit,
      .arrange, .resizePanes,
      .changeGlyphs, .changeColors, .changeBackground, .changeNotation, .toggleMouse,
      .toggleBreakpoint,
      .setBreakpoint, .breakOn, .deleteBreakpoints, .enableBreakpoints, .ignoreBreakpoint,
      .toggleWatch, .watch, .unwatch, .info, .list, .print, .ask, .check, .useEngine,
      .nudge, .plot,
      .release, .descend, .walk, .goToStep,
      .seed, .edit, .differentiate, .openExample, .undo, .redo, .changeMode, .derivative,
      .hessianProduct, .leaveDetour, .showImage, .lesson, .answer, .copy,
      .open, .help, .showKeys, .switchScreen, .redraw, .quit:
      false
    }
  }
}
