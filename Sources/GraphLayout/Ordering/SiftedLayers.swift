/// The layers as sifting asks for them: what is looked up together lies side by side and takes few
/// bytes, because a drawing of some hundred nodes waits for a hundred thousand such questions.
struct SiftedLayers {
  /// A link by its far end, and the operand of its target where it leaves.
  fileprivate struct Link {
    let end: Int32
    let slot: Int32
    let weight: Int32
  }

  /// Where the links of a vertex lie in the tables, and where its row and its column in that of gains.
  fileprivate struct Vertex {
    let firstEntering: Int32
    let enteringCount: Int32
    let firstLeaving: Int32
    let leavingCount: Int32
    let row: Int32
    let column: Int32

    var entering: Range<Int32> { firstEntering..<firstEntering &+ enteringCount }
    var leaving: Range<Int32> { firstLeaving..<firstLeaving &+ leavingCount }
  }

  /// A far end of the vertex at hand and the weight of its link; of many ends, that of all before it.
  fileprivate struct End {
    var place: Int
    var weight: Int
  }

  /// The far ends of the vertex at hand on one side.
  fileprivate struct Ends {
    var ends: [End]
    var count = 0
    /// The weight of all of them, where there are many.
    var total = 0
  }

  private let table: [Vertex]
  private let entering: [Link]
  private let leaving: [Link]
  private var vertices: [Int32]
  private var positions: [Int32]
  /// The vertex at hand, and its far ends once they are asked for.
  private var hand = 0
  private var isTaken = false
  private var left: Ends
  private var right: Ends
  /// How many crossings fewer there are when one vertex goes from above another of its layer to below
  /// it, as far as that was asked for: most pairs are asked for again and again. Where a vertex moves, it
  /// is changed for the neighbours of those that it passes. It is empty for large graphs.
  private var gains: [Int32]

  fileprivate static let unknown = Int32.min
  /// So many pairs are remembered at most, of links that are part of so many edges: no gain is greater
  /// than the square of that.
  private static let mostGains = 1 << 16
  private static let mostWeight = 1 << 14

  init(_ graph: LayeredGraph, _ order: LayerOrder) {
    let all = 0..<graph.vertexCount
    var rows = 0
    table = all.map { vertex in
      defer { rows += order.range(of: graph.layer[vertex]).count }
      return Vertex(
        firstEntering: Int32(clamping: graph.inLinks.start[vertex]),
        enteringCount: Int32(clamping: graph.inLinks.count(of: vertex)),
        firstLeaving: Int32(clamping: graph.outLinks.start[vertex]),
        leavingCount: Int32(clamping: graph.outLinks.count(of: vertex)),
        row: Int32(clamping: rows), column: Int32(clamping: order.position[vertex]))
    }
    let isSmall = rows <= Self.mostGains && graph.inWeights.reduce(0, +) <= Self.mostWeight
    gains = Array(repeating: Self.unknown, count: isSmall ? rows : 0)
    entering = graph.inSources.indices.map {
      Link(
        end: Int32(clamping: graph.inSources[$0]), slot: 0,
        weight: Int32(clamping: graph.inWeights[$0]))
    }
    leaving = graph.outTargets.indices.map {
      Link(
        end: Int32(clamping: graph.outTargets[$0]), slot: Int32(clamping: graph.outSlots[$0]),
        weight: Int32(clamping: graph.outWeights[$0]))
    }
    vertices = order.vertices.map { Int32(clamping: $0) }
    positions = order.position.map { Int32(clamping: $0) }
    left = Ends(room: all.reduce(0) { max($0, graph.inLinks.count(of: $1)) })
    right = Ends(room: all.reduce(0) { max($0, graph.outLinks.count(of: $1)) })
  }

  /// Takes up an order.
  mutating func load(_ order: LayerOrder) {
    for (place, vertex) in order.vertices.enumerated() { vertices[place] = Int32(clamping: vertex) }
    for (vertex, position) in order.position.enumerated() {
      positions[vertex] = Int32(clamping: position)
    }
    for place in gains.indices { gains[place] = Self.unknown }
  }

  /// Puts the vertices of an order where they are now.
  func store(in order: inout LayerOrder, of graph: LayeredGraph) {
    for (place, vertex) in vertices.enumerated() { order.place(Int(vertex), at: place) }
    for layer in 0..<order.layerCount { order.number(layer, of: graph) }
  }

  /// The vertex at a place, and the place of a vertex in its layer.
  func vertex(at place: Int) -> Int { Int(vertices[place]) }
  func position(of vertex: Int) -> Int { Int(positions[vertex]) }

  /// Moves the vertex at a place to another of its layer.
  mutating func move(from: Int, to: Int) {
    let vertex = vertices[from]
    let step = to > from ? 1 : -1
    for place in stride(from: from, to: to, by: step) {
      let other = vertices[place &+ step]
      vertices[place] = other
      positions[Int(other)] &-= Int32(truncatingIfNeeded: step)
    }
    vertices[to] = vertex
    positions[Int(vertex)] &+= Int32(truncatingIfNeeded: to - from)
    guard !gains.isEmpty else { return }
    let own = table[Int(vertex)]
    for place in stride(from: from, to: to, by: step) {
      let other = table[Int(vertices[place])]
      gains.cross(entering, own.entering, other.entering, step, table)
      gains.cross(leaving, own.leaving, other.leaving, step, table)
    }
  }

  /// Makes a vertex the one whose ways are asked for.
  mutating func take(_ vertex: Int) {
    hand = vertex
    isTaken = false
  }

  /// What is met on the way from one place to another.
  struct Way {
    var end: Int
    /// How many crossings fewer there are at the end.
    var gain = 0
    /// The nearest place at which there are fewest crossings, and how many fewer.
    var bestPlace: Int
    var bestGain = 0
    /// How many pairs of links and of vertices were compared.
    var work = 0
  }

  /// The way of the vertex at hand, which is at a place, towards another, as long as there are not so
  /// many crossings more.
  mutating func way(from: Int, to: Int, patience: Int) -> Way {
    var way = Way(end: from, bestPlace: from)
    let step = to > from ? 1 : -1
    let own = table[hand]
    let row = gains.isEmpty ? -1 : own.row
    let left = Ends.effort(own.enteringCount)
    let right = Ends.effort(own.leavingCount)
    while way.end != to && way.gain > -patience {
      way.end &+= step
      let number = vertices[way.end]
      let other = table[Int(number)]
      way.work &+= Int(1 &+ left &* other.enteringCount &+ right &* other.leavingCount)
      let known = row < 0 ? Self.unknown : gains[Int(row &+ other.column)]
      way.gain &+= step &* (known == Self.unknown ? comparedGain(number) : Int(known))
      if way.gain > way.bestGain { (way.bestGain, way.bestPlace) = (way.gain, way.end) }
    }
    return way
  }

  /// How many crossings fewer there are when the vertex at hand, above another now, goes below it, found
  /// by comparing all their links.
  @inline(never)
  private mutating func comparedGain(_ other: Int32) -> Int {
    let (own, other) = (table[hand], table[Int(other)])
    if !isTaken {
      left.take(entering, own.entering, positions)
      right.take(leaving, own.leaving, positions)
      isTaken = true
    }
    let gain =
      left.balance(entering, other.entering, positions)
      &+ right.balance(leaving, other.leaving, positions)
    if !gains.isEmpty {
      gains[Int(own.row &+ other.column)] = Int32(clamping: gain)
      gains[Int(other.row &+ own.column)] = Int32(clamping: -gain)
    }
    return gain
  }
}

extension [Int32] {
  /// Changes the gains of the neighbours of a vertex and of those of another that it passed.
  @inline(__always)
  fileprivate mutating func cross(
    _ links: [SiftedLayers.Link], _ own: Range<Int32>, _ others: Range<Int32>, _ step: Int,
    _ table: [SiftedLayers.Vertex]
  ) {
    var gains = mutableSpan
    for one in own {
      let one = links[Int(one)]
      let first = table[Int(one.end)]
      let change = Int32(truncatingIfNeeded: 2 * step) &* one.weight
      for other in others {
        let other = links[Int(other)]
        let second = table[Int(other.end)]
        let place = Int(first.row &+ second.column)
        guard gains[place] != SiftedLayers.unknown else { continue }
        gains[place] &+= change &* other.weight
        gains[Int(second.row &+ first.column)] &-= change &* other.weight
      }
    }
  }
}

extension SiftedLayers.Link {
  /// Where it ends, given the places of all vertices in their layers.
  @inline(__always)
  fileprivate func place(_ positions: [Int32]) -> Int {
    Int(positions[Int(end)]) << 32 | Int(slot)
  }
}

extension SiftedLayers.Ends {
  /// More ends than that are searched instead of compared one by one.
  private static let many = 12

  fileprivate init(room: Int) {
    ends = Array(repeating: SiftedLayers.End(place: 0, weight: 0), count: room)
  }

  /// How many numbers are compared to find the balance of so many ends.
  fileprivate static func effort(_ count: Int32) -> Int32 { count <= many ? count : 8 }

  /// Takes up some links by their far ends.
  fileprivate mutating func take(
    _ links: [SiftedLayers.Link], _ range: Range<Int32>,
    _ positions: [Int32]
  ) {
    count = range.count
    for index in 0..<count {
      let link = links[Int(range.lowerBound) &+ index]
      ends[index] = SiftedLayers.End(place: link.place(positions), weight: Int(link.weight))
    }
    if count > Self.many { sort() }
  }

  /// Makes many ends fit to be searched.
  private mutating func sort() {
    ends[..<count].sort { $0.place < $1.place }
    total = 0
    for index in 0..<count {
      let weight = ends[index].weight
      ends[index].weight = total
      total += weight
    }
  }

  /// The weight of the pairs of an end and a link to a place above it, less that of those below.
  @inline(__always)
  fileprivate func balance(
    _ links: [SiftedLayers.Link], _ range: Range<Int32>,
    _ positions: [Int32]
  ) -> Int {
    var sum = 0
    for index in range {
      let link = links[Int(index)]
      sum &+= balance(at: link.place(positions)) &* Int(link.weight)
    }
    return sum
  }

  /// The weight of the ends below a place less that of those above.
  @inline(__always)
  private func balance(at place: Int) -> Int {
    guard count <= Self.many else {
      return total - weight(before: place) - weight(before: place + 1)
    }
    var sum = 0
    for index in 0..<count {
      let end = ends[index]
      sum &+= (end.place > place ? end.weight : 0) &- (end.place < place ? end.weight : 0)
    }
    return sum
  }

  /// The weight of the ends above a place.
  private func weight(before place: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if ends[middle].place < place { low = middle + 1 } else { high = middle }
    }
    return low < count ? ends[low].weight : total
  }
}
