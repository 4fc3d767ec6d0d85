import Autodiff
import Formula
import Presentation
import TextCanvas

extension ExplorerModel {
  mutating func openInputPrompt() {
    guard let selection, let input = program.inputs.first(where: { $0.node == selection }) else {
      notice = StyledText("only inputs can be set: select one first", .warning)
      return
    }
    overlay = .prompt(Prompt(.input(input.name), text: input.literal))
  }

  /// Takes what was typed, or shows why it cannot be taken and leaves the prompt open.
  mutating func accept(_ prompt: Prompt) {
    // A program that is left as it was keeps its lines and comments.
    if prompt.purpose == .program, prompt.text == program.text.asOneLine {
      overlay = nil
      return
    }
    do {
      switch prompt.purpose {
      case .program: try replaceProgram(with: program.replacingText(with: prompt.text))
      case .input(let name): try replaceProgram(with: program.setting(name, to: prompt.text))
      }
      overlay = nil
      followCurrentNode()
    } catch let failure as FormulaFailure {
      show(failure.report, in: prompt)
    } catch {
      show("\(error)", in: prompt)
    }
  }

  private mutating func show(_ report: String, in prompt: Prompt) {
    var prompt = prompt
    prompt.problem = report.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    overlay = .prompt(prompt)
  }

  mutating func toggleBreakpoint() {
    guard let selection else { return }
    let name = text.names[selection]
    if breakpoints.remove(selection) == nil {
      breakpoints.insert(selection)
      notice = StyledText("breakpoint on \(name): c and C stop at its events", .muted)
    } else {
      notice = StyledText("no breakpoint on \(name) any more", .muted)
    }
  }
}
