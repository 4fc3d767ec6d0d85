import Debugging
import Inquiry
import Presentation
import TextCanvas
import Widgets

extension ExplorerModel {
  /// Does what was typed, or shows why it cannot be done and leaves the line to be fixed.
  mutating func acceptCommand(_ prompt: Prompt<ExplorerPrompt>) -> [ExplorerEffect] {
    let line = prompt.text
    guard line.contains(where: { !$0.isWhitespace }) else {
      overlay = nil
      return []
    }
    if debugger.history.last != line { debugger.history.append(line) }
    do {
      let command =
        prompt.purpose == .find ? .find(line) : try DebuggerCommand.parse(line)
      overlay = nil
      let reply = try perform(command)
      show(reply.answer)
      return reply.effects
    } catch {
      var prompt = prompt
      prompt.problem = error.lines
      overlay = .prompt(prompt)
      return []
    }
  }

  /// Does a key of the command line that other prompts do not have; `false` when it is another.
  mutating func pressInCommandLine(_ key: Key, _ prompt: Prompt<ExplorerPrompt>) -> Bool {
    guard prompt.purpose == .command || prompt.purpose == .find else { return false }
    var prompt = prompt
    switch key {
    case .up: recall(older: true, in: &prompt)
    case .down: recall(older: false, in: &prompt)
    case .tab where prompt.purpose == .command: complete(&prompt)
    default: return false
    }
    overlay = .prompt(prompt)
    return true
  }

  private func recall(older: Bool, in prompt: inout Prompt<ExplorerPrompt>) {
    let count = debugger.history.count
    let place = (prompt.recalled ?? count) + (older ? -1 : 1)
    guard (0...count).contains(place) else { return }
    prompt.recalled = place
    prompt.replace(with: place < count ? debugger.history[place] : "")
    prompt.problem = []
  }

  private func complete(_ prompt: inout Prompt<ExplorerPrompt>) {
    let completion = Completion(prompt.textBeforeCursor, in: scope, debugger.breakpoints)
    prompt.replaceBeforeCursor(with: completion.text)
    prompt.problem = []
    prompt.candidates = completion.candidates.count > 1 ? completion.candidates : []
  }
}
