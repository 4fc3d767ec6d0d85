/// Fills bands with the nodes of a large graph in their order, as a text fills lines: what comes one
/// after another lies close together.
///
/// Within a band every node lies in the first layer behind its operands that has room.
struct BandFilling {
  /// Some neighbouring nodes and the layer of each.
  struct Band {
    let nodes: Range<Int>
    let layers: [Int]
    /// About how many columns it takes.
    let columns: Int
  }

  private let nodes: [LayoutNode]
  /// The operands of each node, and whose they are.
  private let incoming: Groups
  private let sources: [Int]
  private let options: LayoutOptions
  /// The rows that a layer may take.
  private let mostRows: Int

  init(_ nodes: [LayoutNode], _ edges: [LayoutEdge], mostRows: Int, _ options: LayoutOptions) {
    self.nodes = nodes
    self.options = options
    self.mostRows = mostRows
    incoming = Groups(
      owners: edges.map { nodes.indices.contains($0.target) ? $0.target : -1 }, count: nodes.count)
    sources = edges.map(\.source)
  }

  /// The edges that lead from a node to one behind it, both of them in a range.
  func edges(within range: Range<Int>) -> [Int] {
    range.flatMap { node in
      incoming[node].filter { (range.lowerBound..<node).contains(sources[$0]) }
    }
  }

  /// The band that begins with a node: what fits side by side into so many columns, and at least one
  /// node.
  func band(from start: Int, columns: Int) -> Band {
    var layers: [Int] = []
    var room = Room(options: options, mostRows: mostRows)
    var width = 0
    for node in start..<nodes.count {
      let operands = operands(of: node, in: start..<node)
      let earliest = operands.reduce(0) { max($0, layers[$1 - start] + 1) }
      let layer = room.firstLayer(from: earliest, for: nodes[node])
      let wider = room.width(with: nodes[node], in: layer)
      guard node == start || wider <= columns else { break }
      width = wider
      room.add(nodes[node], to: layer)
      layers.append(layer)
    }
    let range = start..<(start + layers.count)
    bringBesideConsumers(&layers, of: range, &room)
    return Band(nodes: range, layers: layers.withoutGaps, columns: width)
  }

  private func operands(of node: Int, in range: Range<Int>) -> [Int] {
    incoming[node].map { sources[$0] }.filter(range.contains)
  }

  /// Moves what has no operand in its band beside the first node that reads it.
  private func bringBesideConsumers(
    _ layers: inout [Int], of range: Range<Int>, _ room: inout Room
  ) {
    var latest = [Int](repeating: -1, count: layers.count)
    for node in range.reversed() {
      let place = node - range.lowerBound
      let operands = operands(of: node, in: range.lowerBound..<node)
      if operands.isEmpty, latest[place] > layers[place] {
        layers[place] = room.move(nodes[node], from: layers[place], upTo: latest[place])
      }
      for operand in operands.map({ $0 - range.lowerBound }) {
        let before = layers[place] - 1
        latest[operand] = latest[operand] < 0 ? before : min(latest[operand], before)
      }
    }
  }
}

/// What the layers of a band take.
private struct Room {
  let options: LayoutOptions
  let mostRows: Int
  private var rows: [Int] = []
  private var columns: [Int] = []
  private var boxColumns = 0

  init(options: LayoutOptions, mostRows: Int) {
    self.options = options
    self.mostRows = mostRows
  }

  /// The columns of all layers when one of them holds another node.
  func width(with node: LayoutNode, in layer: Int) -> Int {
    let count = max(columns.count, layer + 1)
    let present = columns.indices.contains(layer) ? columns[layer] : 0
    return boxColumns + max(node.width - present, 0) + (count - 1) * options.layerGap
  }

  /// The first layer that has room for a node, perhaps a new one.
  func firstLayer(from earliest: Int, for node: LayoutNode) -> Int {
    var layer = earliest
    while rows.indices.contains(layer), !hasRoom(for: node, in: layer) { layer += 1 }
    return layer
  }

  private func hasRoom(for node: LayoutNode, in layer: Int) -> Bool {
    rows[layer] == 0 || rows[layer] + options.nodeGap + node.height <= mostRows
  }

  mutating func add(_ node: LayoutNode, to layer: Int) {
    while rows.count <= layer {
      rows.append(0)
      columns.append(0)
    }
    rows[layer] += node.height + (rows[layer] > 0 ? options.nodeGap : 0)
    boxColumns += max(node.width - columns[layer], 0)
    columns[layer] = max(columns[layer], node.width)
  }

  /// Moves a node to the last layer that has room, up to one; returned is where it is then. The layer
  /// that it leaves counts as wide as before.
  mutating func move(_ node: LayoutNode, from layer: Int, upTo latest: Int) -> Int {
    let fitting = (layer + 1...latest).last {
      rows.indices.contains($0) && hasRoom(for: node, in: $0) && node.width <= columns[$0]
    }
    guard let target = fitting else { return layer }
    rows[layer] -= min(node.height + options.nodeGap, rows[layer])
    add(node, to: target)
    return target
  }
}

extension [Int] {
  /// Numbers in the same order without any that is left out.
  fileprivate var withoutGaps: [Int] {
    let numbers = Set(self).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(numbers, numbers.indices))
    return map { places[$0] ?? 0 }
  }
}
