/// Moves whole blocks up or down to where the lines that leave them are shortest.
///
/// The sum of the distances to fixed rows is least at their median; a block goes as near to it as
/// its neighbours allow. Needs and leaves: rows in which neighbours keep their distance; the lines
/// never get longer.
struct BlockShifting {
  private let graph: LayeredGraph
  private let order: LayerOrder
  private let spacing: Spacing
  /// The row of the top of each vertex.
  private(set) var rows: [Int]
  /// The blocks, by their roots, that stayed where they are and next to which nothing has moved since.
  private var isSettled: [Bool]

  /// The least cost of a line that is not straight, in rows.
  static let bendCost = 4

  init(_ graph: LayeredGraph, _ order: LayerOrder, _ spacing: Spacing, rows: [Int]) {
    self.graph = graph
    self.order = order
    self.spacing = spacing
    self.rows = rows
    isSettled = [Bool](repeating: false, count: rows.count)
  }

  /// What the drawing costs: rows passed, and a fee for each line that is not straight.
  var cost: Int {
    var total = 0
    for link in graph.linkSource.indices where graph.linkSource[link] >= 0 {
      let distance = abs(drop(of: link))
      total += distance == 0 ? 0 : distance + Self.bendCost
    }
    return total
  }

  /// Moves every block once, in the order given by `blocks`; says whether anything moved.
  ///
  /// A block looks at nothing but rows: once all have stayed where they are, in any order, all will.
  mutating func shift(_ blocks: some Sequence<Int>, members: Groups, block: [Int]) -> Bool {
    var moved = false
    var wishes: [Int] = []
    for root in blocks where !isSettled[root] {
      isSettled[root] = true
      let range = members.range(of: root)
      wishes.removeAll(keepingCapacity: true)
      collectWishes(members, range, block, into: &wishes)
      guard !wishes.isEmpty else { continue }
      wishes.sort()
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
      if let above = order.above(vertex, graph) { isSettled[block[above]] = false }
      if let below = order.below(vertex, graph) { isSettled[block[below]] = false }
    }
  }

  /// By how many rows a link descends.
  private func drop(of link: Int) -> Int {
    let source = graph.linkSource[link]
    return rows[graph.linkTarget[link]] + graph.linkRow[link]
      - rows[source] - graph.outputRow[source]
  }

  /// How far a block would have to move for each of its links to others to be straight.
  private func collectWishes(
    _ members: Groups, _ range: Range<Int>, _ block: [Int], into wishes: inout [Int]
  ) {
    for member in range {
      let vertex = members.items[member]
      let own = block[vertex]
      for place in graph.inLinks.range(of: vertex) where block[graph.inSources[place]] != own {
        wishes.append(-drop(of: graph.inLinks.items[place]))
      }
      for place in graph.outLinks.range(of: vertex) where block[graph.outTargets[place]] != own {
        wishes.append(drop(of: graph.outLinks.items[place]))
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
      let layer = order.range(of: graph.layer[vertex])
      let index = layer.lowerBound + order.position[vertex]
      if index > layer.lowerBound {
        let above = order.vertices[index - 1]
        let room = rows[vertex] - rows[above] - spacing.distance(from: above, to: vertex)
        if block[above] != block[vertex] { up = min(up, room) }
      }
      if index + 1 < layer.upperBound {
        let below = order.vertices[index + 1]
        let room = rows[below] - rows[vertex] - spacing.distance(from: vertex, to: below)
        if block[below] != block[vertex] { down = min(down, room) }
      }
    }
    return -max(up, 0)...max(down, 0)
  }
}
