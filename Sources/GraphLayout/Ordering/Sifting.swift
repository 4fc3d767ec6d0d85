/// Moves single vertices to the place in their layer where they cause the fewest crossings.
///
/// Vertices wait in a queue: at first all of them, then the neighbours of whatever moved. Each move
/// removes crossings, so the queue runs dry.
/// Needs and leaves: a numbered order; the crossings never get more. Kicks change an order that was
/// loaded, until it is stored.
struct Sifting {
  private let graph: LayeredGraph
  private let layerStarts: [Int]
  private var layers: SiftedLayers
  private var queue: [Int] = []
  private var isQueued: [Bool]
  /// The moves made since `keepMoves`, which can be undone.
  private var moves: [(from: Int, to: Int)] = []
  /// How many of these were made before the last kick.
  private var movesBeforeKick = 0
  /// How many pairs of links and of vertices were compared so far, and a share for the rest.
  private(set) var work = 0

  /// How far a vertex looks up and down its layer.
  private static let window = 40
  /// How many crossings more than at first it endures on its way to a better place.
  private static let patience = 2
  /// How far a vertex is kicked at most.
  private static let kickLength = 20
  /// How many crossings more a kick may cause before it stops.
  private static let kickLoss = 5
  /// The work after which what a kick set off is left as it is.
  private static let kickWork = 20_000

  init(_ graph: LayeredGraph, _ order: LayerOrder) {
    self.graph = graph
    layerStarts = order.starts
    layers = SiftedLayers(graph, order)
    isQueued = [Bool](repeating: false, count: graph.vertexCount)
  }

  /// Sifts all vertices, and those beside what moved, until nothing more is gained or the work
  /// reaches a limit; returns how many crossings fewer there are.
  mutating func siftAll(_ order: inout LayerOrder, workLimit: Int) -> Int {
    layers.load(order)
    for vertex in order.vertices { enqueue(vertex) }
    let gain = settle(workLimit: workLimit)
    keepMoves()
    layers.store(in: &order, of: graph)
    return gain
  }

  /// Takes up an order to kick.
  mutating func load(_ order: LayerOrder) { layers.load(order) }

  /// Writes down where the vertices are now.
  func store(in order: inout LayerOrder) { layers.store(in: &order, of: graph) }

  /// Moves a vertex and some of its neighbours at random and lets all settle; returns how many
  /// crossings fewer there are, negative when there are more.
  mutating func kick(using random: inout some RandomNumberGenerator) -> Int {
    movesBeforeKick = moves.count
    var gain = 0
    var vertex = Int.random(in: 0..<graph.vertexCount, using: &random)
    for _ in 0..<2 {
      gain += push(
        vertex, by: Int.random(in: -Self.kickLength...Self.kickLength, using: &random))
      vertex = randomNeighbour(of: vertex, using: &random)
    }
    return gain + settle(workLimit: work + Self.kickWork)
  }

  /// Takes back the last kick.
  mutating func undoKick() { undo(downTo: movesBeforeKick) }

  /// Takes back everything since `keepMoves`.
  mutating func undoAll() { undo(downTo: 0) }

  /// Makes everything done so far final.
  mutating func keepMoves() { moves.removeAll(keepingCapacity: true) }

  private mutating func undo(downTo count: Int) {
    while moves.count > count, let move = moves.popLast() {
      layers.move(from: move.to, to: move.from)
    }
  }

  private func randomNeighbour(
    of vertex: Int, using random: inout some RandomNumberGenerator
  ) -> Int {
    let entering = graph.inLinks.range(of: vertex)
    let leaving = graph.outLinks.range(of: vertex)
    guard entering.count + leaving.count > 0 else { return vertex }
    let choice = Int.random(in: 0..<(entering.count + leaving.count), using: &random)
    return choice < entering.count
      ? graph.inSources[entering.lowerBound + choice]
      : graph.outTargets[leaving.lowerBound + choice - entering.count]
  }

  private mutating func settle(workLimit: Int) -> Int {
    var gained = 0
    var next = 0
    while next < queue.count {
      let vertex = queue[next]
      next += 1
      isQueued[vertex] = false
      if work < workLimit { gained += sift(vertex) }
    }
    queue.removeAll(keepingCapacity: true)
    return gained
  }

  private mutating func sift(_ vertex: Int) -> Int {
    let range = range(around: vertex)
    let from = range.lowerBound + layers.position(of: vertex)
    take(vertex)
    let down = way(from: from, to: min(range.upperBound - 1, from + Self.window), Self.patience)
    let up = way(from: from, to: max(range.lowerBound, from - Self.window), Self.patience)
    // Of equal gains the one below, which was found first.
    let best = up.bestGain > down.bestGain ? up : down
    if best.bestGain > 0 { move(from: from, to: best.bestPlace) }
    return best.bestGain
  }

  private mutating func move(from: Int, to: Int) {
    let vertex = layers.vertex(at: from)
    layers.move(from: from, to: to)
    moves.append((from, to))
    enqueue(vertex)
    for place in graph.inLinks.range(of: vertex) { enqueue(graph.inSources[place]) }
    for place in graph.outLinks.range(of: vertex) { enqueue(graph.outTargets[place]) }
  }

  private mutating func enqueue(_ vertex: Int) {
    guard !isQueued[vertex] else { return }
    isQueued[vertex] = true
    queue.append(vertex)
  }

  /// Moves a vertex by so many places, or fewer when crossings get too many on the way.
  private mutating func push(_ vertex: Int, by places: Int) -> Int {
    take(vertex)
    let range = range(around: vertex)
    let from = range.lowerBound + layers.position(of: vertex)
    let end = (from + places).clamped(to: range.lowerBound...(range.upperBound - 1))
    let way = way(from: from, to: end, Self.kickLoss)
    move(from: from, to: way.end)
    return way.gain
  }

  /// The places of the layer of a vertex.
  private func range(around vertex: Int) -> Range<Int> {
    layerStarts[graph.layer[vertex]]..<layerStarts[graph.layer[vertex] + 1]
  }

  private mutating func take(_ vertex: Int) {
    // What finding the vertex and its links costs, in comparisons.
    work += 16
    layers.take(vertex)
  }

  private mutating func way(from: Int, to: Int, _ patience: Int) -> SiftedLayers.Way {
    let way = layers.way(from: from, to: to, patience: patience)
    work += way.work
    return way
  }
}
