/// Moves single vertices to the place in their layer where they cause the fewest crossings.
///
/// Vertices wait in a queue: at first all of them, then the neighbours of whatever moved. Each move
/// removes crossings, so the queue runs dry.
/// Needs and leaves: a numbered order; the crossings never get more.
struct Sifting {
  private let graph: LayeredGraph
  /// The ends and weights of the links of the vertex at hand, on its left and on its right.
  private var left = Ends()
  private var right = Ends()
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

  init(_ graph: LayeredGraph) {
    self.graph = graph
    isQueued = [Bool](repeating: false, count: graph.vertexCount)
  }

  /// Sifts all vertices, and those beside what moved, until nothing more is gained or the work
  /// reaches a limit; returns how many crossings fewer there are.
  mutating func siftAll(_ order: inout LayerOrder, workLimit: Int) -> Int {
    for vertex in order.vertices { enqueue(vertex) }
    defer { keepMoves() }
    return settle(&order, workLimit: workLimit)
  }

  /// Moves a vertex and some of its neighbours at random and lets all settle; returns how many
  /// crossings fewer there are, negative when there are more.
  mutating func kick(
    _ order: inout LayerOrder, using random: inout some RandomNumberGenerator
  ) -> Int {
    movesBeforeKick = moves.count
    var gain = 0
    var vertex = Int.random(in: 0..<graph.vertexCount, using: &random)
    for _ in 0..<2 {
      gain += push(
        vertex, by: Int.random(in: -Self.kickLength...Self.kickLength, using: &random), &order)
      vertex = randomNeighbour(of: vertex, using: &random)
    }
    return gain + settle(&order, workLimit: work + Self.kickWork)
  }

  /// Takes back the last kick.
  mutating func undoKick(_ order: inout LayerOrder) { undo(&order, downTo: movesBeforeKick) }

  /// Takes back everything since `keepMoves`.
  mutating func undoAll(_ order: inout LayerOrder) { undo(&order, downTo: 0) }

  /// Makes everything done so far final.
  mutating func keepMoves() { moves.removeAll(keepingCapacity: true) }

  private mutating func undo(_ order: inout LayerOrder, downTo count: Int) {
    while moves.count > count, let move = moves.popLast() {
      order.move(from: move.to, to: move.from, in: graph)
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

  private mutating func settle(_ order: inout LayerOrder, workLimit: Int) -> Int {
    var gained = 0
    var next = 0
    while next < queue.count {
      let vertex = queue[next]
      next += 1
      isQueued[vertex] = false
      if work < workLimit { gained += sift(vertex, &order) }
    }
    queue.removeAll(keepingCapacity: true)
    return gained
  }

  private mutating func sift(_ vertex: Int, _ order: inout LayerOrder) -> Int {
    let range = order.range(of: graph.layer[vertex])
    let from = range.lowerBound + order.position[vertex]
    take(vertex, order)
    var best = (gain: 0, place: from)
    var gain = 0
    let last = min(range.upperBound - 1, from + Self.window)
    var place = from
    while place < last && gain > -Self.patience {
      place += 1
      gain += gainOfPassing(order.vertices[place], order)
      if gain > best.gain { best = (gain, place) }
    }
    gain = 0
    let first = max(range.lowerBound, from - Self.window)
    place = from
    while place > first && gain > -Self.patience {
      place -= 1
      gain -= gainOfPassing(order.vertices[place], order)
      if gain > best.gain { best = (gain, place) }
    }
    if best.gain > 0 { move(from: from, to: best.place, &order) }
    return best.gain
  }

  private mutating func move(from: Int, to: Int, _ order: inout LayerOrder) {
    let vertex = order.vertices[from]
    order.move(from: from, to: to, in: graph)
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
  private mutating func push(_ vertex: Int, by places: Int, _ order: inout LayerOrder) -> Int {
    take(vertex, order)
    let range = order.range(of: graph.layer[vertex])
    let from = range.lowerBound + order.position[vertex]
    let end = (from + places).clamped(to: range.lowerBound...(range.upperBound - 1))
    let step = places.signum()
    var gain = 0
    var place = from
    while place != end && gain > -Self.kickLoss {
      place += step
      gain += step * gainOfPassing(order.vertices[place], order)
    }
    move(from: from, to: place, &order)
    return gain
  }

  /// Makes a vertex the one that `gainOfPassing` speaks of.
  private mutating func take(_ vertex: Int, _ order: LayerOrder) {
    // What finding the vertex and its links costs, in comparisons.
    work += 16
    left.removeAll()
    right.removeAll()
    for place in graph.inLinks.range(of: vertex) {
      left.append(order.position[graph.inSources[place]], graph.inWeights[place])
    }
    for place in graph.outLinks.range(of: vertex) {
      right.append(order.pin(ofOutgoing: place, in: graph), graph.outWeights[place])
    }
    left.prepare()
    right.prepare()
  }

  /// How many crossings fewer there are when the vertex at hand, above another now, goes below it.
  private mutating func gainOfPassing(_ other: Int, _ order: LayerOrder) -> Int {
    var gain = 0
    work += 1
    if left.count > 0 {
      let places = graph.inLinks.range(of: other)
      work += left.effort * places.count
      for place in places {
        gain += left.balance(at: order.position[graph.inSources[place]]) * graph.inWeights[place]
      }
    }
    if right.count > 0 {
      let places = graph.outLinks.range(of: other)
      work += right.effort * places.count
      for place in places {
        gain += right.balance(at: order.pin(ofOutgoing: place, in: graph)) * graph.outWeights[place]
      }
    }
    return gain
  }
}

/// The far ends of the links on one side of a vertex.
private struct Ends {
  /// How many of the places below are in use; the rest is kept for the next vertex.
  private(set) var count = 0
  private var places: [Int] = []
  private var weights: [Int] = []
  /// When there are many: the places ascending, and the weight of all before each of them.
  private var sorted: [(place: Int, weightBefore: Int)] = []
  private var total = 0

  private static let many = 12

  /// How many numbers are compared to find a balance.
  var effort: Int { count <= Self.many ? count : 8 }

  mutating func removeAll() {
    count = 0
    total = 0
    sorted.removeAll(keepingCapacity: true)
  }

  mutating func append(_ place: Int, _ weight: Int) {
    if count < places.count {
      places[count] = place
      weights[count] = weight
    } else {
      places.append(place)
      weights.append(weight)
    }
    count += 1
  }

  /// Makes many ends fit to be searched; needed once after the last was appended.
  mutating func prepare() {
    guard count > Self.many else { return }
    for index in (0..<count).sorted(by: { places[$0] < places[$1] }) {
      sorted.append((places[index], total))
      total += weights[index]
    }
  }

  /// The weight of the ends below a place less that of those above.
  func balance(at place: Int) -> Int {
    guard sorted.isEmpty else { return total - weight(before: place) - weight(before: place + 1) }
    var sum = 0
    for index in 0..<count { sum += (places[index] - place).signum() * weights[index] }
    return sum
  }

  /// The weight of the ends above a place.
  private func weight(before place: Int) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].place < place { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count ? sorted[low].weightBefore : total
  }
}
