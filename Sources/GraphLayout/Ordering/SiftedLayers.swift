/// The layers as sifting asks for them: what is looked up together lies side by side and takes few
/// bytes, because a drawing of some hundred nodes waits for a hundred thousand such questions.
struct SiftedLayers {
  /// A link by its far end, and the operand of its target where it leaves.
  fileprivate struct Link {
    let end: Int32
    let slot: Int32
    let weight: Int32
  }

  /// Where the links of a vertex begin in the tables.
  private struct Starts {
    let entering: Int32
    let leaving: Int32
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

  private let starts: [Starts]
  private let entering: [Link]
  private let leaving: [Link]
  private var vertices: [Int32]
  private var positions: [Int32]
  private var left: Ends
  private var right: Ends

  init(_ graph: LayeredGraph, _ order: LayerOrder) {
    starts = (0...graph.vertexCount).map {
      Starts(
        entering: Int32(clamping: graph.inLinks.start[$0]),
        leaving: Int32(clamping: graph.outLinks.start[$0]))
    }
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
    let all = 0..<graph.vertexCount
    left = Ends(room: all.reduce(0) { max($0, graph.inLinks.count(of: $1)) })
    right = Ends(room: all.reduce(0) { max($0, graph.outLinks.count(of: $1)) })
  }

  /// Takes up an order.
  mutating func load(_ order: LayerOrder) {
    for (place, vertex) in order.vertices.enumerated() { vertices[place] = Int32(clamping: vertex) }
    for (vertex, position) in order.position.enumerated() {
      positions[vertex] = Int32(clamping: position)
    }
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
    var place = from
    while place != to {
      let other = vertices[place &+ step]
      vertices[place] = other
      positions[Int(other)] &-= Int32(truncatingIfNeeded: step)
      place &+= step
    }
    vertices[to] = vertex
    positions[Int(vertex)] &+= Int32(truncatingIfNeeded: to - from)
  }

  /// Makes a vertex the one whose ways are asked for.
  mutating func take(_ vertex: Int) {
    let (first, last) = (starts[vertex], starts[vertex + 1])
    left.take(entering, first.entering..<last.entering, positions)
    right.take(leaving, first.leaving..<last.leaving, positions)
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
  func way(from: Int, to: Int, patience: Int) -> Way {
    var way = Way(end: from, bestPlace: from)
    let step = to > from ? 1 : -1
    while way.end != to && way.gain > -patience {
      way.end &+= step
      way.gain &+= step &* gainOfPassing(Int(vertices[way.end]), &way.work)
      if way.gain > way.bestGain { (way.bestGain, way.bestPlace) = (way.gain, way.end) }
    }
    return way
  }

  /// How many crossings fewer there are when the vertex at hand, above another now, goes below it.
  @inline(__always)
  private func gainOfPassing(_ other: Int, _ work: inout Int) -> Int {
    let (first, last) = (starts[other], starts[other &+ 1])
    work &+= 1
    var gain = 0
    if left.count > 0 {
      work &+= left.effort &* Int(last.entering &- first.entering)
      gain = left.balance(entering, first.entering..<last.entering, positions)
    }
    if right.count > 0 {
      work &+= right.effort &* Int(last.leaving &- first.leaving)
      gain &+= right.balance(leaving, first.leaving..<last.leaving, positions)
    }
    return gain
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

  /// How many numbers are compared to find a balance.
  fileprivate var effort: Int { count <= Self.many ? count : 8 }

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
