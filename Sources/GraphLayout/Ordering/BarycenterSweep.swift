/// Sorts each layer by the mean place of its neighbours in the layer before.
///
/// Needs and leaves: a numbered order.
struct BarycenterSweep {
  /// Which neighbours a layer is sorted by, and so which way the sweep goes.
  enum Direction {
    /// Left to right, by the places of the operands.
    case forward
    /// Right to left, by the places at which the users take the value.
    case backward
  }

  private var keys: [Int] = []
  private var slots: [Int] = []
  private var movable: [Int] = []

  /// Sorts every layer once.
  ///
  /// With `equalsTurn`, vertices of the same mean change their order, which leads out of dead ends.
  mutating func run(
    _ direction: Direction, _ order: inout LayerOrder, of graph: LayeredGraph, equalsTurn: Bool
  ) {
    for step in 0..<order.layerCount {
      let layer = direction == .forward ? step : order.layerCount - 1 - step
      collect(layer, order, graph, direction, equalsTurn)
      keys.sort()
      for (slot, key) in zip(slots, keys) {
        let tie = key & Self.tieMask
        order.place(movable[equalsTurn ? movable.count - 1 - tie : tie], at: slot)
      }
      order.number(layer, of: graph)
    }
  }

  private static let tieMask = 1 << 31 - 1

  /// Finds the vertices that have neighbours, and their keys; those without stay where they are.
  private mutating func collect(
    _ layer: Int, _ order: LayerOrder, _ graph: LayeredGraph, _ direction: Direction,
    _ equalsTurn: Bool
  ) {
    keys.removeAll(keepingCapacity: true)
    slots.removeAll(keepingCapacity: true)
    movable.removeAll(keepingCapacity: true)
    for index in order.range(of: layer) {
      let vertex = order.vertices[index]
      var sum = 0
      let count: Int
      switch direction {
      case .forward:
        let places = graph.inLinks.range(of: vertex)
        for place in places { sum += order.position[graph.inSources[place]] }
        count = places.count
      case .backward:
        let places = graph.outLinks.range(of: vertex)
        for place in places { sum += order.pin(ofOutgoing: place, in: graph) }
        count = places.count
      }
      guard count > 0 else { continue }
      // The mean in 1/256 above the tie-breaker: one word is the fastest key to sort by.
      keys.append(min((sum << 8) / count, Self.tieMask) << 31 | movable.count)
      slots.append(index)
      movable.append(vertex)
    }
    guard equalsTurn else { return }
    for slot in keys.indices { keys[slot] ^= (keys[slot] & Self.tieMask) ^ (keys.count - 1 - slot) }
  }
}
