/// The upright parts of the wires of one channel, which need tracks.
///
/// A stroke is met by runs from the left at its entry and by runs to the right at its exits. A run
/// to the right and another net's run from the left may lie in one row if the latter's stroke comes
/// first:
/// ```
/// ──╮  ╭──▶
/// ──┼──╯
///   ╰─────▶
/// ```
struct Channel {
  /// An upright line.
  struct Stroke {
    /// The wire it is part of.
    var wire: Int
    /// The row of the run that meets it from the left.
    var entry: Int
    /// The rows of the runs that leave it to the right, as a range of `exits`.
    var exits: Range<Int>
    /// Its highest and lowest row.
    var top: Int
    var bottom: Int
    /// The stroke that brings a wire with a detour here, and must stand to the left.
    var head: Int?
    /// Whether this stroke is such a head.
    var isHead = false
  }

  /// The strokes of the channel.
  private(set) var strokes: [Stroke] = []
  /// The rows of the exits of all strokes.
  private(set) var exits: [Int] = []
  /// The row numbered 0 in the tables below.
  private let firstRow: Int
  /// Which stroke, if any, takes the run from the left in each row, and which gives that to the
  /// right; a run straight through belongs to nobody but takes the row.
  private var entering: [Int] = []
  private var leaving: [Int] = []

  private static let free = -1
  private static let straight = -2

  /// Gathers the strokes of some wires that share a channel.
  init(_ indices: ArraySlice<Int>, of all: ChannelWires) {
    firstRow = indices.lazy.map { all.top(of: $0) }.min() ?? 0
    let lastRow = indices.lazy.map { all.bottom(of: $0) }.max() ?? 0
    entering = [Int](repeating: Self.free, count: lastRow - firstRow + 1)
    leaving = entering
    for index in indices { add(index, of: all) }
  }

  private mutating func add(_ index: Int, of all: ChannelWires) {
    let wire = all.wires[index]
    let top = all.top(of: index)
    let bottom = all.bottom(of: index)
    guard top < bottom else {
      entering[top - firstRow] = Self.straight
      leaving[top - firstRow] = Self.straight
      return
    }
    let start = exits.count
    exits.append(contentsOf: all.exits[wire.exits])
    let number = strokes.count
    strokes.append(
      Stroke(
        wire: index, entry: wire.entry, exits: start..<exits.count, top: top, bottom: bottom))
    entering[wire.entry - firstRow] = number
    for row in exits[start...] { leaving[row - firstRow] = number }
  }

  /// The stroke whose run to the right lies in the row of a stroke's entry, and which must
  /// therefore stand to the right of it.
  func follower(of stroke: Int) -> Int? {
    let row = strokes[stroke].entry - firstRow
    let other = leaving[row]
    return other >= 0 && strokes[other].wire != strokes[stroke].wire ? other : nil
  }

  /// The strokes that must stand to the left of another.
  func predecessors(of stroke: Int) -> [Int] {
    var found: [Int] = []
    for row in exits[strokes[stroke].exits] {
      let other = entering[row - firstRow]
      if other >= 0 && strokes[other].wire != strokes[stroke].wire { found.append(other) }
    }
    if let head = strokes[stroke].head { found.append(head) }
    return found
  }

  /// The free row nearest to a stroke's entry, and how much longer the wire gets by it.
  ///
  /// Rows above 0 belong to lanes, of which this channel need not know all. Far enough down, every
  /// row is free.
  func detour(for stroke: Int) -> (row: Int, extra: Int) {
    let line = strokes[stroke]
    let highest = max(firstRow, 0)
    var distance = 1
    while true {
      for row in [line.entry + distance, line.entry - distance] {
        guard row >= highest && isFree(row) else { continue }
        return (row, max(line.top - row, row - line.bottom, 0))
      }
      distance += 1
    }
  }

  private func isFree(_ row: Int) -> Bool {
    let index = row - firstRow
    guard entering.indices.contains(index) else { return true }
    return entering[index] == Self.free && leaving[index] == Self.free
  }

  /// Splits a stroke in two that are joined in a free row.
  mutating func split(_ stroke: Int, at row: Int) {
    let entry = strokes[stroke].entry
    grow(toHold: row)
    exits.append(row)
    strokes[stroke].head = strokes.count
    entering[entry - firstRow] = strokes.count
    entering[row - firstRow] = stroke
    leaving[row - firstRow] = strokes.count
    strokes.append(
      Stroke(
        wire: strokes[stroke].wire, entry: entry, exits: (exits.count - 1)..<exits.count,
        top: min(entry, row), bottom: max(entry, row), isHead: true))
    let rows = exits[strokes[stroke].exits]
    strokes[stroke].entry = row
    strokes[stroke].top = min(row, rows.first ?? row)
    strokes[stroke].bottom = max(row, rows.last ?? row)
  }

  private mutating func grow(toHold row: Int) {
    // Rows above the first are never free: see `detour`.
    let missing = row - firstRow + 1 - entering.count
    guard missing > 0 else { return }
    entering.append(contentsOf: repeatElement(Self.free, count: missing))
    leaving.append(contentsOf: repeatElement(Self.free, count: missing))
  }
}

extension ChannelWires {
  /// The highest row a wire touches.
  func top(of wire: Int) -> Int {
    let entry = wires[wire].entry
    guard let first = exits[wires[wire].exits].first else { return entry }
    return min(entry, first)
  }

  /// The lowest row a wire touches.
  func bottom(of wire: Int) -> Int {
    let entry = wires[wire].entry
    guard let last = exits[wires[wire].exits].last else { return entry }
    return max(entry, last)
  }
}
