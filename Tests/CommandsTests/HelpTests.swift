import ArgumentParser
import Testing

@testable import Commands

/// What every command says of itself.
@Suite struct HelpTests {
  private static func commands(
    below command: any ParsableCommand.Type = RetrogradeCommand.self
  ) -> [any ParsableCommand.Type] {
    [command] + command.configuration.subcommands.flatMap { commands(below: $0) }
  }

  @Test func `the help of every command has an example`() {
    for command in Self.commands() {
      let help = command.helpMessage(columns: 100)
      #expect(help.contains("Example: retrograde"), "\(command)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a shell is given a script that knows the commands`(_ shell: String) {
    let run = CommandRun(["completions", shell])
    #expect(run.code == 0)
    for command in Self.commands().dropFirst() {
      #expect(run.output.contains(command.configuration.commandName ?? "?"))
    }
    #expect(run.output.contains("no-share") && run.output.contains("precision"))
  }

  @Test(arguments: [
    (["trace", "-x^2", "--at", "x=3"], ["trace", "--at", "x=3", "--", "-x^2"]),
    (["train", "--rate", "-1"], ["train", "--rate=-1"]), (["-h"], ["-h"]),
    (["render", "x", "--keys", "- n"], ["render", "x", "--keys=- n"]),
    (["trace", "--no-share", "-x"], ["trace", "--no-share", "--", "-x"]),
    (["trace", "--at", "--output", "z"], ["trace", "--at", "--output", "z"]),
    (["trace", "--rate", "-1", "--", "-x"], ["trace", "--rate=-1", "--", "-x"]),
    (["trace", "-"], ["trace", "-"]), (["-x", "--help"], ["--help", "--", "-x"]),
  ])
  func `formulas and values may begin with a minus`(_ words: [String], _ expected: [String]) throws
  {
    #expect(try ArgumentWords.shielded(words) == expected)
  }

  /// Those that the printed help names, in lines such as `  -o, --to <file>  The file to write.`
  @Test func `the options that the help lists are known, with the values they take`() throws {
    let known = try KnownOption.all(of: RetrogradeCommand.self)
    for command in Self.commands() {
      let help = command.helpMessage(includeHidden: true, columns: 200)
      for line in help.split(separator: "\n") where line.hasPrefix("  -") {
        let head = line.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false)
          .prefix { !$0.isEmpty }
        let takesValue = head.contains { $0.hasPrefix("<") }
        for word in head where word.hasPrefix("-") {
          for name in word.split(separator: "/").map({ $0.filter { $0 != "," } }) {
            let isKnown = known.contains { $0.names.contains(name) && $0.takesValue == takesValue }
            #expect(isKnown, "\(name)")
          }
        }
      }
    }
  }
}
