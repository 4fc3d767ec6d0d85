import TextCanvas

/// The keys that were pressed last, for those who look on.
///
/// ```
///  n ×5   s   Tab
/// ```
struct KeyTrail: Hashable, Sendable {
  /// A key and how often it was pressed in a row, or what was typed into a line.
  private struct Press: Hashable, Sendable {
    let key: Key
    var count = 1
    var typed = ""

    var text: String {
      typed.isEmpty ? count > 1 ? "\(key) ×\(count)" : "\(key)" : typed
    }
  }

  /// The rows that it takes at the bottom of the screen: a blank one, and the keys.
  static let rows = 2
  /// The columns between two keys.
  private static let gap = 3
  /// So many are enough to follow.
  private static let most = 12

  private var presses: [Press] = []

  /// Adds a key; characters that are typed into a line stand together as they do there.
  mutating func note(_ key: Key, isTyped: Bool = false) {
    let last = presses.indices.last
    if isTyped, case .character(let character) = key {
      if let last, !presses[last].typed.isEmpty {
        presses[last].typed.append(character)
      } else {
        presses.append(Press(key: key, typed: String(character)))
      }
    } else if isTyped, key == .backspace, let last, !presses[last].typed.isEmpty {
      presses[last].typed.removeLast()
      if presses[last].typed.isEmpty { presses.removeLast() }
    } else if let last, presses[last].key == key, presses[last].typed.isEmpty {
      presses[last].count += 1
    } else {
      presses.append(Press(key: key))
    }
    presses.removeFirst(max(presses.count - Self.most, 0))
  }

  /// Draws as many of the last keys as fit, the last one strongest.
  func draw(on canvas: inout Canvas, in area: Rect, theme: Theme) {
    guard !area.isEmpty else { return }
    var shown = presses[...]
    while !shown.isEmpty, shown.reduce(0, { $0 + $1.text.columns + Self.gap }) > area.width - 2 {
      shown.removeFirst()
    }
    var column = area.x + 2
    for (place, press) in zip(shown.indices, shown) {
      let isLast = place == shown.endIndex - 1
      column +=
        canvas.write(
          press.text, x: column, y: area.maxY - 1,
          style: theme.style(isLast ? .current : .statusBar),
          clippedTo: area) + Self.gap
    }
  }
}
