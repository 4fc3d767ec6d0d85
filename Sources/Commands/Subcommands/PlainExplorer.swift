import Explorer
import Formula
import TextCanvas

/// The explorer line by line, for screen readers, pipes and scripts.
struct PlainExplorer {
  let model: ExplorerModel

  /// Answers every line of the input until it ends or somebody quits. What is asked for goes to
  /// standard output, what is wrong to standard error; if anything was, the exit code says so.
  func run() throws {
    let console = Console.current
    var conversation = PlainConversation(model, files: .system)
    var wentWrong = false
    try say(conversation.greeting, console)
    while let line = console.readLine() {
      let answer = conversation.answer(line)
      try say(answer.lines + answer.copies, console)
      for problem in answer.problem { console.warn(problem + "\n") }
      wentWrong = wentWrong || !answer.problem.isEmpty
      if answer.isOver { break }
    }
    guard !wentWrong else { throw Failure(.badInput, "some commands could not be done") }
  }

  private func say(_ lines: [String], _ console: Console) throws {
    for line in lines { try console.write(line + "\n") }
  }
}
