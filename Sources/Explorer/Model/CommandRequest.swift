import Debugging
package import Inquiry

/// A command that may take long, and the explorer that it is for, so that it can be done elsewhere.
package struct CommandRequest: NumberedWork {
  package var number = 0
  package var opening = 0
  private let command: DebuggerCommand
  private let model: ExplorerModel

  /// A command for an explorer as it stands.
  init(_ command: DebuggerCommand, for model: ExplorerModel) {
    self.command = command
    self.model = model
  }

  /// The explorer after the command; `nil` when it is no longer wanted.
  package func answer(unless isCancelled: () -> Bool) -> CommandAnswer? {
    guard !isCancelled() else { return nil }
    var model = model
    var answer = CommandAnswer(
      number: number, opening: opening, result: .success(Reply()), model: model)
    do throws(CommandFailure) {
      answer.result = .success(try model.performAtOnce(command))
    } catch {
      answer.result = .failure(error)
    }
    while model.isBusy, !isCancelled() { model.proceed() }
    answer.model = model
    return isCancelled() ? nil : answer
  }
}

/// What came of a command that was done elsewhere.
package struct CommandAnswer: Sendable {
  let number: Int
  /// Which program it is about.
  package let opening: Int
  fileprivate(set) var result: Result<Reply, CommandFailure>
  fileprivate(set) var model: ExplorerModel
}

/// What is to be done about commands that may take long.
package typealias CommandOrder = WorkOrder<CommandRequest>
