import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import Syntax
import TextCanvas
import Widgets

extension ExplorerModel {
  /// Opens a line to type in.
  mutating func open(_ line: LineToType) {
    switch line {
    case .command: overlay = .prompt(Prompt(.command, text: ""))
    case .find: overlay = .prompt(Prompt(.find, text: ""))
    case .image: askForImage()
    case .program: editProgram()
    case .input: openInputPrompt()
    }
  }

  /// Asks for the number of another image.
  private mutating func askForImage() {
    guard let images, detour.waiting.isEmpty else {
      notice = StyledText("this program is not a network on an image", .muted)
      return
    }
    overlay = .prompt(
      Prompt(
        .image(noun: images.noun, count: images.count), text: "\(images.index)", isSelected: true))
  }

  /// Asks for the value of the selected node: of an input, or one to hold a computed node at; in a
  /// tensor that is looked into, for that of the element under the cursor.
  private mutating func openInputPrompt() {
    if let tensorPane { return openElementPrompt(tensorPane) }
    guard let selection else { return }
    if let input = program.inputs.first(where: { $0.node == selection }) {
      overlay = .prompt(Prompt(.input(input.name), text: input.literal, isSelected: true))
    } else {
      let value = timeline.number(StateReference(.value, of: selection))
      overlay = .prompt(
        Prompt(
          .held(text.names[selection]), text: value?.spelled(in: timeline.precision) ?? "",
          isSelected: true))
    }
  }

  private mutating func openElementPrompt(_ pane: TensorPane) {
    let shape = program.graph.shape(of: pane.node)
    guard pane.element < shape.count else {
      notice = StyledText("\(text.names[pane.node]) has no elements", .muted)
      return
    }
    let known =
      timeline.number(StateReference(.value, of: pane.node)) ?? program.inputTensors[pane.node]
    overlay = .prompt(
      Prompt(
        .element(text.names[pane.node].spelledName + shape.indexText(of: pane.element)),
        text: known.map { Tensor($0.elements[pane.element]).spelled(in: timeline.precision) } ?? "",
        isSelected: true))
  }

  /// Takes what was typed, or shows why it cannot be taken and leaves the prompt open.
  mutating func accept(_ prompt: Prompt<ExplorerPrompt>) -> [ExplorerEffect] {
    do {
      switch prompt.purpose {
      case .command, .find: return acceptCommand(prompt)
      case .answer:
        let reply = try answerLesson(prompt.text)
        overlay = nil
        return reply.effects
      case .input(let name):
        let turn = try change(toValuesOf: program.setting(name, to: prompt.text))
        notice = turn.map { StyledText($0, .muted) }
      case .held(let name), .element(let name): _ = try set(name, to: prompt.text)
      case .image:
        guard let number = Int(prompt.text) else {
          throw CommandFailure("'\(prompt.text)' is not the number of an image")
        }
        let reply = try showImage(.number(number))
        overlay = nil
        show(reply.answer)
        return reply.effects
      }
      overlay = nil
      followCurrentNode()
    } catch let failure as FormulaFailure {
      show(failure.report, in: prompt)
    } catch let failure as CommandFailure {
      show(failure.text, in: prompt)
    } catch {
      show("\(error)", in: prompt)
    }
    return []
  }

  private mutating func show(_ report: String, in prompt: Prompt<ExplorerPrompt>) {
    var prompt = prompt
    prompt.problem = report.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    overlay = .prompt(prompt)
  }
}
