/// Keys as they are written after `--keys`, in golden frames and in scenarios, and what the mouse does.
///
/// Names are tmux's, with space between; text in quotes is typed; a count may stand before a key as
/// it is typed: `n 5n Right Space C-c ':goto 7' Enter`. The mouse is written with the column and the
/// row, from 1: `Click(12,5) RightClick(12,5) Drag(12,5,30,5) WheelDown(40,10) C-WheelUp(40,10)`.
package enum KeySequence {
  /// What a screen reports when the keys that `text` writes are pressed.
  package static func parse(_ text: String) throws(KeySequenceError) -> [ScreenEvent] {
    var rest = text[...]
    var events: [ScreenEvent] = []
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "'" || first == "\"" {
        events += try quoted(by: first, from: &rest, of: text).map(ScreenEvent.key)
      } else {
        events += try word(from: &rest, of: text)
      }
    }
    return events
  }

  /// The text that parses to `events`, of which those are left out that nobody can press.
  package static func print(_ events: some Sequence<ScreenEvent>) -> String {
    events.compactMap { event -> String? in
      switch event {
      case .key(.character("'")): "\"'\""
      case .key(.character("\"")): "'\"'"
      case .key(let key): key.description
      case .mouse(let event): event.description
      default: nil
      }
    }.joined(separator: " ")
  }

  private static func quoted(
    by quote: Character, from rest: inout Substring, of text: String
  ) throws(KeySequenceError) -> [Key] {
    let start = rest.startIndex
    rest.removeFirst()
    guard let end = rest.firstIndex(of: quote) else {
      throw KeySequenceError(.openQuote(quote), at: start..<text.endIndex, of: text)
    }
    let typed = rest[..<end]
    rest = rest[end...].dropFirst()
    return typed.map(Key.init(typing:))
  }

  private static func word(
    from rest: inout Substring, of text: String
  ) throws(KeySequenceError) -> [ScreenEvent] {
    let word = rest.prefix { !$0.isWhitespace }
    rest = rest.dropFirst(word.count)
    if let key = Key(named: word) { return [.key(key)] }
    switch MouseSpelling.events(word) {
    case .success(let events): return events.map(ScreenEvent.mouse)
    case .failure:
      throw KeySequenceError(
        .noPlace(String(word)), at: word.startIndex..<word.endIndex, of: text)
    case nil: break
    }
    let count = word.prefix { $0.isASCII && $0.isNumber }
    let name = word.dropFirst(count.count)
    let digits = count.map { ScreenEvent.key(.character($0)) }
    if name.isEmpty { return digits }
    if !count.isEmpty, let key = Key(named: name) { return digits + [.key(key)] }
    throw KeySequenceError(
      .unknownKey(String(word), nearest: Key.nearestName(to: String(name))),
      at: word.startIndex..<word.endIndex, of: text)
  }
}

extension Key {
  /// The key that types `character`: a line break is Enter, a tab Tab.
  package init(typing character: Character) {
    switch character {
    case "\n", "\r", "\r\n": self = .enter
    case "\t": self = .tab
    default: self = .character(character)
    }
  }

  /// The name of a key that differs from `name` by one slip, if there is one.
  fileprivate static func nearestName(to name: String) -> String? {
    named.flatMap(\.names).first { $0.lowercased() == name.lowercased() }
      ?? named.flatMap(\.names).first { $0.isOneSlip(from: name) }
  }
}

extension String {
  /// Whether one letter more, one less, another one or two exchanged turn this into `other`.
  fileprivate func isOneSlip(from other: String) -> Bool {
    let first = Array(lowercased())
    let second = Array(other.lowercased())
    let head = zip(first, second).prefix { $0 == $1 }.count
    let tail = zip(first.dropFirst(head).reversed(), second.dropFirst(head).reversed())
      .prefix { $0 == $1 }.count
    let left = first.dropFirst(head).dropLast(tail)
    let right = second.dropFirst(head).dropLast(tail)
    let isExchange = left.count == 2 && Array(left) == right.reversed()
    return (left.count <= 1 && right.count <= 1) || isExchange
  }
}
