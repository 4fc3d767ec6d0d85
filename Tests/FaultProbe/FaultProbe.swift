import Commands
import Glibc
import Learning
import Synchronization

/// The program as it is built for the tests, with a fault: the training screen traps as soon as it
/// is to show something. `save FILE MEGABYTES` does nothing but replace a file.
@main enum FaultProbe {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    if words.count == 3, words.first == "save" {
      save(to: words[words.startIndex + 1], megabytes: words.last.flatMap { Int($0) } ?? 1)
    }
    TerminalProgram.willShowTraining.withLock { $0 = trap }
    CommandLineProgram.run()
  }

  /// Traps as a fault does. The compiler must not know that it always will: it would leave out what
  /// comes before.
  @Sendable private static func trap() {
    precondition(CommandLine.arguments.isEmpty, "trapped on request")
  }

  private static func save(to path: String, megabytes: Int) -> Never {
    do {
      try FileReplacement.write(Array(repeating: 7, count: megabytes << 20), to: path)
      exit(0)
    } catch {
      exit(2)
    }
  }
}
