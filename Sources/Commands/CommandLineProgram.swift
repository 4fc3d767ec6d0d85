import ArgumentParser
import Glibc

/// The program as the shell calls it.
package enum CommandLineProgram {
  /// Runs the command that the arguments name and ends the process.
  package static func run() -> Never {
    Console.fillClosedStreams()
    // A reader that went away is told by the failing write, so that what is open can be closed; the
    // signal then ends the process as it would have.
    signal(SIGPIPE, SIG_IGN)
    // A file that may grow no further is told by the failing write too.
    signal(SIGXFSZ, SIG_IGN)
    let code = run(Array(CommandLine.arguments.dropFirst()))
    if code == Failure.Kind.readerLeft.rawValue {
      signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
    }
    exit(code)
  }

  /// Runs the command that the arguments name and returns the exit code.
  package static func run(_ arguments: [String]) -> Int32 {
    let console = Console.current
    do {
      var command = try RetrogradeCommand.parseAsRoot(ArgumentWords.shielded(arguments))
      try command.run()
      return 0
    } catch let failure as Failure {
      guard failure.kind != .readerLeft else { return failure.kind.rawValue }
      console.warn("retrograde: \(failure.message)\n")
      return failure.kind.rawValue
    } catch {
      return report(error, to: console)
    }
  }

  /// Help, version and wrong usage, as the argument parser words them.
  private static func report(_ error: any Error, to console: Console) -> Int32 {
    let code = RetrogradeCommand.exitCode(for: error).rawValue
    let message = RetrogradeCommand.fullMessage(for: error)
    guard !message.isEmpty else { return code }
    if code == 0 { try? console.write(message + "\n") } else { console.warn(message + "\n") }
    return code
  }
}
