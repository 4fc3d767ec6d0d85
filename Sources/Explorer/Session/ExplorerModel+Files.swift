package import Debugging
import Formula
import Inquiry
import Presentation
import TextCanvas
import Widgets

extension ExplorerModel {
  /// Does what an effect asks for with files, and shows what came of it.
  package mutating func perform(_ effect: FileEffect, with files: FilePort) -> Outcome {
    do throws(FilePort.Problem) {
      switch effect {
      case .save(let text, let path, let replacing):
        if !replacing, files.holds(path, otherThan: SessionFile.beginnings) {
          return ask(for: "save! \(path)", because: "'\(path)' is not a session")
        }
        try files.write(text, path)
        didSave(to: path)
        if let session = RecentProgram(session: path) { files.remember(session) }
      case .export(let text, let path, let replacing):
        if !replacing, files.holds(path, otherThan: ["<svg", "<?xml"]) {
          return ask(for: "export! svg \(path)", because: "'\(path)' is not a picture in SVG")
        }
        try files.write(text, path)
        notice = StyledText("written to \(path)", .success)
      case .readValue(let file, let node): return set(node, to: try files.value(file, node))
      case .readCommands(let path):
        var script = CommandScript()
        script.add(file: try files.read(path), origin: path)
        return perform(script, with: files)
      case .perform(let script): return perform(script, with: files)
      case .keepProgress(let text, let lesson): files.keepProgress(text, lesson)
      case .refreshLesson(let path):
        if let text = try? files.read(path) { refreshLesson(text) }
      }
    } catch {
      return failed(error.message)
    }
    return Outcome()
  }

  /// Says that something went wrong: its first line where there is room for no more.
  private mutating func failed(_ message: String) -> Outcome {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    fail(lines.first ?? message)
    return Outcome(problems: lines)
  }

  /// Gives a node the value that was read from a file.
  private mutating func set(_ node: String, to value: FileValue) -> Outcome {
    do throws(CommandFailure) {
      show(try set(node, toValueIn: value).answer)
    } catch {
      return failed(error.lines.joined(separator: "\n"))
    }
    return Outcome()
  }

  /// Leaves a file as it is, and holds the command ready that replaces it.
  private mutating func ask(for command: String, because reason: String) -> Outcome {
    var prompt = Prompt(ExplorerPrompt.command, text: command)
    prompt.problem = ["\(reason); Enter replaces it, Esc leaves it as it is"]
    overlay = .prompt(prompt)
    return Outcome(problems: ["\(reason); \(command) replaces it"])
  }
}

extension FilePort {
  /// Whether a file is there that begins in none of these ways, and would be lost.
  fileprivate func holds(_ path: String, otherThan beginnings: [String]) -> Bool {
    guard let text = beginning(path) else { return false }
    return !beginnings.contains { text.hasPrefix($0) }
  }
}
