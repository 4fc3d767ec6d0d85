/// A key, as far as terminals can distinguish keys.
package enum Key: Hashable, Sendable {
  case character(Character)
  /// Ctrl with a lower-case letter or another character: `control("c")`.
  case control(Character)
  /// Alt with a character, which terminals send as Escape and the character at once.
  ///
  /// On a slow line an Escape and a quick next key look the same.
  case alt(Character)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right
  case home, end, pageUp, pageDown
  /// F1 is `function(1)`.
  case function(Int)
}

extension Key {
  /// The keys that have names, with the name that is printed first and then others understood.
  static let named: [(key: Key, names: [String])] = [
    (.character(" "), ["Space"]), (.enter, ["Enter", "Return"]), (.escape, ["Escape", "Esc"]),
    (.tab, ["Tab"]), (.backTab, ["BTab", "S-Tab"]), (.backspace, ["BSpace", "Backspace"]),
    (.delete, ["DC", "Delete"]), (.insert, ["IC", "Insert"]), (.up, ["Up"]), (.down, ["Down"]),
    (.left, ["Left"]), (.right, ["Right"]), (.home, ["Home"]), (.end, ["End"]),
    (.pageUp, ["PageUp", "PgUp", "PPage"]), (.pageDown, ["PageDown", "PgDn", "NPage"]),
  ]

  /// The key that tmux calls `name`, such as `n`, `Space`, `C-c`, `M-x`, `BTab` or `F1`.
  package init?(named name: some StringProtocol) {
    if let key = Self.byName[String(name)] {
      self = key
    } else if name.count == 1, let character = name.first {
      guard DrawableCharacter(character).character == character else { return nil }
      self = .character(character)
    } else if let key = Self.modified(String(name)) ?? Self.functionKey(String(name)) {
      self = key
    } else {
      return nil
    }
  }

  /// What Ctrl and `character` send; some are keys of their own: Ctrl-I is Tab, Ctrl-H Backspace.
  package static func pressingControl(_ character: Character) -> Key {
    switch character {
    case "i", "I": .tab
    case "m", "M", "j", "J": .enter
    case "[": .escape
    case "h", "H", "?": .backspace
    default: .control(Character(character.lowercased().prefix(1).description))
    }
  }

  private static let byName: [String: Key] = {
    var table: [String: Key] = [:]
    for (key, names) in named {
      for name in names { table[name] = key }
    }
    return table
  }()

  private static func modified(_ name: String) -> Key? {
    let isControl = name.hasPrefix("C-") || (name.hasPrefix("^") && name.count == 2)
    let rest = name.dropFirst(name.hasPrefix("^") ? 1 : 2)
    let plain = rest == "Space" ? " " : rest
    guard plain.count == 1, let character = plain.first, character.isASCII else { return nil }
    if isControl { return pressingControl(character) }
    return name.hasPrefix("M-") ? .alt(character) : nil
  }

  private static func functionKey(_ name: String) -> Key? {
    guard name.hasPrefix("F"), let number = Int(name.dropFirst()), (1...24).contains(number),
      name == "F\(number)"
    else { return nil }
    return .function(number)
  }
}

extension Key: CustomStringConvertible {
  /// The name by which tmux sends the key; parsing it gives the key back.
  package var description: String {
    if let name = Self.named.first(where: { $0.key == self })?.names.first { return name }
    return switch self {
    case .character(let character): String(character)
    case .control(let character): "C-" + (character == " " ? "Space" : String(character))
    case .alt(let character): "M-" + (character == " " ? "Space" : String(character))
    case .function(let number): "F\(number)"
    default: ""
    }
  }
}
