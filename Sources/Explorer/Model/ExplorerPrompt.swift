import Widgets

/// What becomes of a line that is typed in the explorer.
enum ExplorerPrompt: PromptPurpose {
  /// The value of the input with this name.
  case input(String)
  /// The value that the computed node with this name is held at.
  case held(String)
  /// The value of the element that is typed like this.
  case element(String)
  /// A command.
  case command
  /// A text to look for.
  case find
  /// The number of an image of a collection of so many.
  case image(noun: String, count: Int)
  /// The answer to a lesson's question; of a choice the letters from a to this one.
  case answer(lastChoice: String?)

  var label: String {
    switch self {
    case .input(let name), .held(let name), .element(let name): "\(name) ="
    case .command: ":"
    case .find: "/"
    case .image: "image"
    case .answer: "answer"
    }
  }

  var title: String {
    switch self {
    case .input(let name), .element(let name): "set \(name): Enter to apply, Esc to cancel"
    case .held(let name): "hold \(name) at a value: Enter to apply, Esc to cancel"
    case .command: "command: Tab to complete, ↑ to recall, Esc to cancel"
    case .find: "find a node by name or expression"
    case .image(let noun, let count):
      "open the network on another \(noun), 0 to \(count - 1): Enter to open, Esc to cancel"
    case .answer(nil): "your answer, ? if you are not sure: Enter to give it, Esc to look around"
    case .answer(let last?):
      "a to \(last), ? if you are not sure: Enter to give it, Esc to look around"
    }
  }

  var subject: String {
    switch self {
    case .input(let name), .element(let name): "the value of \(name)"
    case .held(let name): "the value to hold \(name) at"
    case .image(let noun, _): "the number of the \(noun)"
    case .command, .find: "the text"
    case .answer: "the answer"
    }
  }
}
