import ArgumentParser
import Explorer
import Glibc

/// What the explorer is told before one touches a key.
struct DebuggerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Commands to do first, such as 'break nan; c'.", valueName: "commands"))
  var command: String?

  @Option(
    help: ArgumentHelp(
      "A session that save has kept; save keeps it there again.", valueName: "file"))
  var session: String?

  /// The session of `--session`.
  func readSession() throws -> (file: SessionFile, path: String)? {
    guard let session else { return nil }
    do {
      return (try SessionFile(FilePort.system.read(session), origin: session), session)
    } catch let problem as FilePort.Problem {
      throw Failure(.badInput, problem.message)
    } catch let failure as CommandFailure {
      throw Failure(.badInput, failure.text)
    }
  }

  /// The commands of `--command`.
  var script: CommandScript {
    var script = CommandScript()
    if let command { script.add(option: command, name: "--command") }
    return script
  }

  /// The commands of the user's start-up file, then those of `--command`.
  func scriptAfterStartup() throws -> CommandScript {
    var script = CommandScript()
    if let path = Self.startupFile, access(path, F_OK) == 0 {
      do {
        script.add(file: try FilePort.system.read(path), origin: path)
      } catch {
        throw Failure(.badInput, error.message)
      }
    }
    if let command { script.add(option: command, name: "--command") }
    return script
  }

  /// `retrograde/startup` in the user's folder of configurations.
  private static var startupFile: String? {
    let environment = Console.current.environment
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      return folder + "/retrograde/startup"
    }
    return environment["HOME"].map { $0 + "/.config/retrograde/startup" }
  }
}
