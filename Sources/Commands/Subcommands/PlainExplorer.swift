import Debugging
import Explorer
import Formula
import TextCanvas

/// The explorer line by line, for screen readers, pipes and scripts.
struct PlainExplorer {
  let conversation: PlainConversation
  /// What is done before the first line is read.
  let script: CommandScript

  /// Answers every line of the input until it ends or somebody quits. What is asked for goes to
  /// standard output, what is wrong to standard error; if anything was, the exit code says so.
  func run() throws {
    let console = Console.current
    var conversation = conversation
    var wentWrong = false
    var answer = conversation.greeting
    try say(answer, console, &wentWrong)
    answer = conversation.answer(script)
    try say(answer, console, &wentWrong)
    while !answer.isOver, let line = console.readLine() {
      guard case .text(let line) = line else {
        console.warn("\(line.complaint)\n")
        wentWrong = true
        continue
      }
      answer = conversation.answer(line)
      try say(answer, console, &wentWrong)
    }
    guard !wentWrong else { throw Failure(.badInput, "some commands failed") }
  }

  private func say(
    _ answer: PlainConversation.Response, _ console: Console, _ wentWrong: inout Bool
  ) throws {
    for line in answer.lines + answer.copies { try console.write(line + "\n") }
    for problem in answer.problem { console.warn(problem + "\n") }
    wentWrong = wentWrong || !answer.problem.isEmpty
  }
}

extension InputLine {
  /// Why it is not a command.
  fileprivate var complaint: String {
    switch self {
    case .text: ""
    case .tooLong(let limit):
      "a line has more than \(limit >> 20) MB: put the commands into a file and type source FILE"
    }
  }
}
