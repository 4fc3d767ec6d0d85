/// How what the mouse does is written among keys: `Click(12,5)`, `C-WheelUp(40,10)`.
///
/// A place is a column and a row, counted from 1 as terminals count them. `Click` is a press and a
/// release; `Drag` with two places is a press in the first, a drag to the second and a release
/// there.
enum MouseSpelling {
  /// The events that a word writes; `nil` when it is not about the mouse.
  static func events(_ word: Substring) -> Result<[MouseEvent], Malformed>? {
    var rest = word
    var modifiers: MouseEvent.Modifiers = []
    while let modifier = prefixes.first(where: { rest.hasPrefix($0.text) }) {
      modifiers.formUnion(modifier.value)
      rest = rest.dropFirst(modifier.text.count)
    }
    let name = rest.prefix { $0 != "(" }
    guard let gesture = gestures[String(name)] else { return nil }
    guard let places = places(rest.dropFirst(name.count)),
      let actions = gesture.actions(places.count)
    else { return .failure(Malformed()) }
    return .success(
      actions.map { MouseEvent($0.action, at: places[$0.place], modifiers: modifiers) })
  }

  /// A word that begins as one about the mouse and does not continue so.
  struct Malformed: Error {}

  /// One of a gesture's events, and which of its places it is at.
  private typealias Step = (action: MouseEvent.Action, place: Int)

  private struct Gesture {
    /// The events for so many places; `nil` when there should be more or fewer.
    let actions: @Sendable (Int) -> [Step]?

    init(_ actions: @escaping @Sendable (Int) -> [Step]?) { self.actions = actions }

    init(_ action: MouseEvent.Action) {
      self.init { $0 == 1 ? [(action, 0)] : nil }
    }
  }

  private static let prefixes: [(text: String, value: MouseEvent.Modifiers)] = [
    ("C-", .control), ("M-", .alt), ("S-", .shift),
  ]

  private static let gestures: [String: Gesture] = {
    var gestures: [String: Gesture] = [:]
    for wheel in MouseEvent.Wheel.allCases { gestures[wheel.spelling] = Gesture(.wheel(wheel)) }
    for button in MouseEvent.Button.allCases {
      let name = button.spelling
      gestures["\(name)Press"] = Gesture(.press(button))
      gestures["\(name)Release"] = Gesture(.release(button))
      gestures["\(name)Click"] = Gesture {
        $0 == 1 ? [(.press(button), 0), (.release(button), 0)] : nil
      }
      gestures["\(name)Drag"] = Gesture { count in
        switch count {
        case 1: [(.drag(button), 0)]
        case 2: [(.press(button), 0), (.drag(button), 1), (.release(button), 1)]
        default: nil
        }
      }
    }
    return gestures
  }()

  /// `(12,5)` as one place, `(12,5,20,5)` as two.
  private static func places(_ text: Substring) -> [Position]? {
    guard text.first == "(", text.last == ")" else { return nil }
    let words = text.dropFirst().dropLast().split(
      separator: ",", omittingEmptySubsequences: false)
    let numbers = words.compactMap { word -> Int? in
      guard word.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(word) else {
        return nil
      }
      return (1...Canvas.largestExtent).contains(number) ? number : nil
    }
    guard numbers.count == words.count, numbers.count % 2 == 0 else { return nil }
    return stride(from: 0, to: numbers.count, by: 2).map {
      Position(x: numbers[$0] - 1, y: numbers[$0 + 1] - 1)
    }
  }

  static func print(_ event: MouseEvent) -> String {
    let name =
      switch event.action {
      case .press(let button): "\(button.spelling)Press"
      case .drag(let button): "\(button.spelling)Drag"
      case .release(let button): "\(button.spelling)Release"
      case .wheel(let wheel): wheel.spelling
      }
    let held = prefixes.filter { event.modifiers.contains($0.value) }.map(\.text).joined()
    return "\(held)\(name)(\(event.position.x + 1),\(event.position.y + 1))"
  }
}

extension MouseEvent: CustomStringConvertible {
  /// The event as it is written among keys; parsing it gives the event back.
  package var description: String { MouseSpelling.print(self) }
}

extension MouseEvent.Button {
  /// What stands before the word for what it does; the left one is not named.
  fileprivate var spelling: String {
    switch self {
    case .left: ""
    case .middle: "Middle"
    case .right: "Right"
    }
  }
}

extension MouseEvent.Wheel {
  fileprivate var spelling: String {
    switch self {
    case .up: "WheelUp"
    case .down: "WheelDown"
    case .left: "WheelLeft"
    case .right: "WheelRight"
    }
  }
}
