/// Moves whole blocks up or down to where the lines that leave them are shortest.
///
/// The sum of the distances to fixed rows is least at their median; a block goes as near to it as
/// its neighbours allow. Needs and leaves: rows in which neighbours keep their distance; the lines
/// never get longer.
struct BlockShifting {
  private let graph: LayeredGraph
  private let spacing: Spacing
  /// The row of the top of each vertex.
  private(set) var rows: [Int]
  /// The blocks, by their roots, that stayed where they are and next to which nothing has moved since.
  private var isSettled: [Bool]
  /// How far the block at hand would have to move for each of its links to others to be straight.
  private var wishes: [Int] = []

  /// The least cost of a line that is not straight, in rows.
  static let bendCost = 4

  init(_ graph: LayeredGraph, _ spacing: Spacing, rows: [Int]) {
    self.graph = graph
    self.spacing = spacing
    self.rows = rows
    isSettled = [Bool](repeating: false, count: rows.count)
  }

  /// What the drawing costs: rows passed, and a fee for each line that is not straight.
  var cost: Int {
    var total = 0
    for link in graph.linkSource.indices where graph.linkSource[link] >= 0 {
      let distance = abs(drop(of: link, from: graph.linkSource[link], to: graph.linkTarget[link]))
      total += distance == 0 ? 0 : distance + Self.bendCost
    }
    return total
  }

  /// Moves every block once, in the order given by `blocks`; says whether anything moved.
  ///
  /// A block looks at nothing but rows: once all have stayed where they are, in any order, all will.
  mutating func shift(_ blocks: some Sequence<Int>, members: Groups, block: [Int]) -> Bool {
    var moved = false
    for root in blocks where !isSettled[root] {
      isSettled[root] = true
      let range = members.range(of: root)
      wishes.removeAll(keepingCapacity: true)
      collectWishes(members, range, block)
      guard !wishes.isEmpty else { continue }
      wishes.sortShort(wishes.indices)
      let low = wishes[(wishes.count - 1) / 2]
      let high = wishes[wishes.count / 2]
      // Anything between the middle wishes is as short, but only at a wish is a line straight.
      let wish = low >= 0 ? low : high <= 0 ? high : -low < high ? low : high
      guard wish != 0 else { continue }
      let delta = wish.clamped(to: freedom(members, range, block))
      guard delta != 0 else { continue }
      moved = true
      for place in range { rows[members.items[place]] += delta }
      unsettle(besides: members, range, block)
    }
    return moved
  }

  /// Gets ready for other blocks.
  mutating func regroup() {
    for root in isSettled.indices { isSettled[root] = false }
  }

  /// Has a block that moved, and all that look at its rows, look again.
  private mutating func unsettle(besides members: Groups, _ range: Range<Int>, _ block: [Int]) {
    for place in range {
      let vertex = members.items[place]
      isSettled[block[vertex]] = false
      for place in graph.inLinks.range(of: vertex) {
        isSettled[block[graph.inSources[place]]] = false
      }
      for place in graph.outLinks.range(of: vertex) {
        isSettled[block[graph.outTargets[place]]] = false
      }
      let beside = spacing.neighbours[vertex]
      if let above = beside.above { isSettled[block[above]] = false }
      if let below = beside.below { isSettled[block[below]] = false }
    }
  }

  /// By how many rows a link descends.
  private func drop(of link: Int, from source: Int, to target: Int) -> Int {
    rows[target] - rows[source] + spacing.steps[link]
  }

  /// Finds the wishes of a block.
  private mutating func collectWishes(
    _ members: Groups, _ range: Range<Int>, _ block: [Int]
  ) {
    for member in range {
      let vertex = members.items[member]
      let own = block[vertex]
      for place in graph.inLinks.range(of: vertex) {
        let source = graph.inSources[place]
        guard block[source] != own else { continue }
        wishes.append(-drop(of: graph.inLinks.items[place], from: source, to: vertex))
      }
      for place in graph.outLinks.range(of: vertex) {
        let target = graph.outTargets[place]
        guard block[target] != own else { continue }
        wishes.append(drop(of: graph.outLinks.items[place], from: vertex, to: target))
      }
    }
  }

  /// How far a block can move up and down before it meets another.
  private func freedom(
    _ members: Groups, _ range: Range<Int>, _ block: [Int]
  ) -> ClosedRange<Int> {
    var up = Int.max / 4
    var down = Int.max / 4
    for place in range {
      let vertex = members.items[place]
      let beside = spacing.neighbours[vertex]
      if let above = beside.above, block[above] != block[vertex] {
        up = min(up, rows[vertex] - rows[above] - beside.distanceAbove)
      }
      if let below = beside.below, block[below] != block[vertex] {
        down = min(down, rows[below] - rows[vertex] - beside.distanceBelow)
      }
    }
    return -max(up, 0)...max(down, 0)
  }
}
