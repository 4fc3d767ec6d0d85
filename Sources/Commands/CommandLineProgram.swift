import ArgumentParser
import Formula
import Glibc
import Lessons

/// The program as the shell calls it.
package enum CommandLineProgram {
  /// Runs the command that the arguments name and ends the process.
  package static func run() -> Never {
    Console.fillClosedStreams()
    // A reader that went away shows in the failing write, so that what is open can be closed; the
    // signal then ends the process as it would have.
    signal(SIGPIPE, SIG_IGN)
    // A file that may grow no further shows in the failing write too.
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
      if arguments == ["help", "functions"] {
        try FunctionHelp.write(to: console)
        return 0
      }
      if arguments == ["help", "lessons"] {
        try console.write(LessonBlock.plainText + "\n")
        return 0
      }
      var command = try RetrogradeCommand.parseAsRoot(ArgumentWords.shielded(arguments))
      try command.run()
      return 0
    } catch let failure as Failure {
      return report(failure, to: console)
    } catch {
      return report(error, to: console)
    }
  }

  /// Help, version and wrong usage, as the argument parser words them.
  private static func report(_ error: any Error, to console: Console) -> Int32 {
    let code = RetrogradeCommand.exitCode(for: error).rawValue
    let message = RetrogradeCommand.fullMessage(for: error)
    guard !message.isEmpty else { return code }
    guard code == 0 else {
      console.warn(message + "\n")
      return code
    }
    do {
      try console.write(message + "\n")
      return 0
    } catch {
      return report(error as? Failure ?? Failure(.badInput, "\(error)"), to: console)
    }
  }

  private static func report(_ failure: Failure, to console: Console) -> Int32 {
    if failure.kind != .readerLeft { console.warn("retrograde: \(failure.message)\n") }
    return failure.kind.rawValue
  }
}

extension FunctionHelp {
  /// `retrograde help functions`: a line for each function of the language.
  fileprivate static func write(to console: Console) throws {
    let width = all.map(\.usage.count).max() ?? 0
    for function in all {
      let padding = String(repeating: " ", count: width - function.usage.count)
      try console.write("\(function.usage)\(padding)  \(function.summary)\n")
    }
  }
}
