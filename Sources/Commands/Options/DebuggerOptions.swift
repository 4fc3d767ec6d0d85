import ArgumentParser
import Debugging
import Explorer
import Glibc
import Inquiry

/// What the explorer does before the first key is pressed.
struct DebuggerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Commands to run at the start, such as 'break nan; c'.", valueName: "commands"))
  var command: String?

  @Option(
    help: ArgumentHelp(
      "A session file written by the command save, which then writes to it again.",
      valueName: "file")
  )
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

  /// The commands of the user's start-up file.
  func startupScript() throws -> CommandScript {
    var script = CommandScript()
    guard let path = Self.startupFile, access(path, F_OK) == 0 else { return script }
    do throws(FilePort.Problem) {
      script.add(file: try FilePort.text(of: path, .ordinaryFile), origin: path)
    } catch {
      throw Failure(.badInput, error.message)
    }
    return script
  }

  /// The commands of the user's start-up file, then those of `--command`.
  func scriptAfterStartup() throws -> CommandScript {
    var script = try startupScript()
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
