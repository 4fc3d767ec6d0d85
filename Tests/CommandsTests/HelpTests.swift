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
    #expect(run.output.contains("no-share"))
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
}
