import Formula
import Presentation
import TextCanvas

/// The start screen: what there is to look at.
struct StartModel: Hashable, Sendable {
  enum Entry: Hashable, Sendable {
    case example(Example)
    case training
    case formula

    var title: String {
      switch self {
      case .example(let example): example.title
      case .training: "train a network on handwritten digits"
      case .formula: "type a formula of your own"
      }
    }
  }

  var size: Size
  var capabilities: Capabilities
  private let screenCapabilities: Capabilities
  private(set) var chosen = 0
  /// The formula that is being typed.
  private(set) var prompt: Prompt?
  /// Why the last choice could not be opened.
  var problem: String?

  static let entries: [Entry] = [.formula, .training] + Example.all.map(Entry.example)

  init(size: Size, capabilities: Capabilities) {
    self.size = size
    self.capabilities = capabilities
    screenCapabilities = capabilities
  }

  var theme: Theme { Theme.fitting(capabilities) }

  /// The frame of the start screen.
  func view() -> Frame { wholeFrame().limited(to: capabilities, on: screenCapabilities) }

  mutating func update(_ event: ScreenEvent) -> [Effect] {
    switch event {
    case .key(let key): prompt == nil ? press(key) : pressInPrompt(key)
    case .paste(let text):
      paste(text)
    default: []
    }
  }

  private mutating func paste(_ text: String) -> [Effect] {
    prompt?.paste(text)
    return []
  }

  private mutating func press(_ key: Key) -> [Effect] {
    problem = nil
    switch key {
    case .up, .character("k"): chosen = max(chosen - 1, 0)
    case .down, .character("j"): chosen = min(chosen + 1, Self.entries.count - 1)
    case .home, .character("g"): chosen = 0
    case .end, .character("G"): chosen = Self.entries.count - 1
    case .enter, .right, .character(" "): return open(Self.entries[chosen])
    case .character("e"): return open(.formula)
    case .character("v"): return [.switchScreen]
    case .control("l"): return [.redrawAll]
    case .function(2): _ = capabilities.change(.glyphs, on: screenCapabilities)
    case .function(3): _ = capabilities.change(.colors, on: screenCapabilities)
    case .function(4): _ = capabilities.change(.background, on: screenCapabilities)
    case .character("q"), .control("c"), .escape: return [.quit]
    default: break
    }
    return []
  }

  private mutating func open(_ entry: Entry) -> [Effect] {
    switch entry {
    case .example(let example): return [.open(example)]
    case .training: return [.switchScreen]
    case .formula:
      prompt = Prompt(.program, text: "")
      return []
    }
  }

  private mutating func pressInPrompt(_ key: Key) -> [Effect] {
    problem = nil
    switch key {
    case .escape, .control("c"): prompt = nil
    case .enter: return prompt.map { [.openText($0.text)] } ?? []
    case .control("l"): return [.redrawAll]
    default: _ = prompt?.handle(key)
    }
    return []
  }
}
