import Debugging
import Explorer
import Formula
import TextCanvas
import Widgets

/// The start screen: what there is to look at.
struct StartModel: Hashable, Sendable {
  enum Entry: Hashable, Sendable {
    case example(Example)
    case training
    case formula
    case recent(RecentProgram)
    /// A built-in lesson, by its name.
    case lesson(String, title: String)

    var title: String {
      switch self {
      case .example(let example): example.title
      case .training: "train a network on handwritten digits"
      case .formula: "type your own formula"
      case .recent(let program): "reopen: \(program.title)"
      case .lesson(_, let title): title
      }
    }
  }

  var size: Size
  var capabilities: Capabilities
  private let screenCapabilities: Capabilities
  private(set) var chosen = 0
  /// The formula that is being typed.
  private(set) var prompt: Prompt<StartPrompt>?
  /// Why the last choice could not be opened.
  var problem: String?

  /// A line of the list: an entry by its number, or what stands above some of them.
  enum Line: Hashable, Sendable {
    case entry(Int)
    case heading(String)
  }

  let entries: [Entry]
  let lines: [Line]

  init(
    size: Size, capabilities: Capabilities, recent: [RecentProgram] = [],
    offersTutorial: Bool = false
  ) {
    let tutorial = Entry.lesson("tutorial", title: "take the tutorial: the keys, in 8 minutes")
    var entries =
      [.formula, .training] + recent.map(Entry.recent) + (offersTutorial ? [tutorial] : [])
    var lines = entries.indices.map(Line.entry)
    for group in Example.groups {
      lines.append(.heading(group.title))
      for example in group.examples {
        lines.append(.entry(entries.count))
        entries.append(.example(example))
      }
    }
    (self.entries, self.lines) = (entries, lines)
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
    case .mouse(let event): prompt == nil ? follow(event) : []
    case .paste(let text): paste(text)
    case .resize, .wake, .ended: []
    }
  }

  private mutating func paste(_ text: String) -> [Effect] {
    prompt?.insert(text.pastedInOneLine)
    return []
  }

  private mutating func press(_ key: Key) -> [Effect] {
    problem = nil
    switch key {
    case .up, .character("k"): chosen = max(chosen - 1, 0)
    case .down, .character("j"): chosen = min(chosen + 1, entries.count - 1)
    case .home, .character("g"): chosen = 0
    case .end, .character("G"): chosen = entries.count - 1
    case .enter, .right, .character(" "):
      return entries.indices.contains(chosen) ? open(entries[chosen]) : []
    case .character("e"): return open(.formula)
    case .character("v"): return [.screen(.switchScreen)]
    case .control("l"): return [.screen(.redrawAll)]
    case .function(2): _ = capabilities.change(.glyphs, on: screenCapabilities)
    case .function(3): _ = capabilities.change(.colors, on: screenCapabilities)
    case .function(4): _ = capabilities.change(.background, on: screenCapabilities)
    case .function(5): return [.screen(.toggleMouse)]
    case .character("q"), .control("c"): return [.screen(.quit)]
    case .escape: return [.screen(.goBack)]
    default: break
    }
    return []
  }

  /// A click opens an entry, the wheel goes from one to the next.
  private mutating func follow(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .press(.left):
      guard let entry = entry(at: mouse.position) else { return [] }
      (problem, chosen) = (nil, entry)
      return open(entries[entry])
    case .wheel(let wheel): chosen = min(max(chosen + wheel.step, 0), entries.count - 1)
    case .press, .drag, .release: break
    }
    return []
  }

  private mutating func open(_ entry: Entry) -> [Effect] {
    switch entry {
    case .example(let example): return [.open(example)]
    case .training: return [.screen(.switchScreen)]
    case .recent(let program): return [.openAgain(program)]
    case .lesson(let name, _): return [.openLesson(name)]
    case .formula:
      prompt = Prompt(.formula, text: "")
      return []
    }
  }

  /// Closes the line that was typed, once what it says is open.
  mutating func closePrompt() { prompt = nil }

  private mutating func pressInPrompt(_ key: Key) -> [Effect] {
    problem = nil
    switch key {
    case .escape, .control("c"): prompt = nil
    case .enter: return prompt.map { [.openText($0.text)] } ?? []
    case .control("l"): return [.screen(.redrawAll)]
    default: _ = prompt?.handle(key)
    }
    return []
  }
}

/// What is typed on the start screen.
enum StartPrompt: PromptPurpose {
  case formula

  var label: String { "edit" }
  var title: String { "edit the program: Enter to apply, Esc to cancel" }
  var subject: String { "the text" }
}
