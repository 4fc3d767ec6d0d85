/// Keys as they are written after `--keys`, in golden frames and in scenarios.
///
/// Names are tmux's, with space between; text in quotes is typed; a count may stand before a key as
/// it is typed: `n 5n Right Space C-c ':goto 7' Enter`.
package enum KeySequence {
  /// The keys that `text` writes.
  package static func parse(_ text: String) throws(KeySequenceError) -> [Key] {
    var rest = text[...]
    var keys: [Key] = []
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "'" || first == "\"" {
        keys += try quoted(by: first, from: &rest, of: text)
      } else {
        keys += try word(from: &rest, of: text)
      }
    }
    return keys
  }

  /// The text that parses to `keys`.
  package static func print(_ keys: some Sequence<Key>) -> String {
    keys.map { key in
      switch key {
      case .character("'"): "\"'\""
      case .character("\""): "'\"'"
      default: key.description
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
  ) throws(KeySequenceError) -> [Key] {
    let word = rest.prefix { !$0.isWhitespace }
    rest = rest.dropFirst(word.count)
    if let key = Key(named: word) { return [key] }
    let count = word.prefix { $0.isASCII && $0.isNumber }
    let name = word.dropFirst(count.count)
    let digits = count.map(Key.character)
    if name.isEmpty { return digits }
    if !count.isEmpty, let key = Key(named: name) { return digits + [key] }
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
