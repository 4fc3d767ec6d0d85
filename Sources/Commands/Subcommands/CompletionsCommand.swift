import ArgumentParser

/// `retrograde completions SHELL`: what a shell needs to complete commands and options.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a script for shell completion of commands and options.",
    discussion: """
      Example: retrograde completions bash > ~/.local/share/bash-completion/completions/retrograde

      For zsh, write it to _retrograde in a folder of $fpath. For fish: retrograde \
      completions fish > ~/.config/fish/completions/retrograde.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish

    var shell: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    try Console.current.write(RetrogradeCommand.completionScript(for: shell.shell) + "\n")
  }
}
