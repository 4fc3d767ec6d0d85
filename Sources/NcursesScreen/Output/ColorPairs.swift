/// The numbers that curses wants for pairs of colours, handed out in order of first use.
///
/// There is a limit, 65 536 at most. It is checked between frames, where starting over costs one
/// full repaint; within a frame, pairs beyond it fall back to the terminal's own colours.
package struct ColorPairs {
  /// A foreground and a background, -1 for the terminal's own.
  package struct Pair: Hashable, Sendable {
    package var foreground: Int32
    package var background: Int32

    /// A pair of colour numbers.
    package init(foreground: Int32, background: Int32) {
      self.foreground = foreground
      self.background = background
    }
  }

  private var numbers: [Pair: Int32] = [:]
  private let limit: Int

  /// No pairs yet, and room for `limit` of them, counting the one of the terminal's own colours.
  package init(limit: Int) { self.limit = limit }

  /// Whether so many are used that the next frame should start over.
  package var isNearlyFull: Bool { numbers.count > max(limit - limit / 4, 1) - 1 }

  /// The number of a pair; `define` is called for a new one.
  package mutating func number(
    of pair: Pair, define: (Int32, Pair) -> Bool
  ) -> Int32 {
    if pair.foreground < 0, pair.background < 0 { return 0 }
    if let number = numbers[pair] { return number }
    let number = Int32(numbers.count + 1)
    guard number < limit, define(number, pair) else { return 0 }
    numbers[pair] = number
    return number
  }

  /// Forgets all pairs.
  package mutating func startOver() { numbers.removeAll(keepingCapacity: true) }
}
