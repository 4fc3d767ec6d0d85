/// Gives every stroke of every channel a track.
///
/// Strokes that share a row get different tracks, in the order that crosses least; others may share
/// one. Needs: wires. Leaves: the tracks in the wires, and how many each channel has.
struct TrackAssignment {
  /// The wires with their tracks.
  private(set) var wires: ChannelWires
  /// The number of tracks of each channel.
  private(set) var trackCount: [Int]

  /// Assigns the tracks of all channels; `nil` when cancelled.
  init?(_ wires: ChannelWires, layerCount: Int, isCancelled: () -> Bool) {
    self.wires = wires
    trackCount = [Int](repeating: 0, count: layerCount)
    let channels = Groups(
      owners: wires.wires.map { $0.exits.isEmpty ? -1 : $0.channel }, count: layerCount)
    var budget = 8_000_000
    for layer in 0..<layerCount {
      if layer % 64 == 0 && isCancelled() { return nil }
      assign(layer, Channel(channels[layer], of: wires), budget: &budget)
    }
  }

  private mutating func assign(_ layer: Int, _ start: Channel, budget: inout Int) {
    var channel = start
    guard !channel.strokes.isEmpty else { return }
    channel.breakCircles()
    let top = channel.strokes.lazy.map(\.top).min() ?? 0
    let bottom = channel.strokes.lazy.map(\.bottom).max() ?? 0
    var skyline = Skyline(count: bottom - top + 1)
    var tracks = [Int](repeating: 0, count: channel.strokes.count)
    for number in TrackOrder.order(channel, budget: &budget) {
      let stroke = channel.strokes[number]
      tracks[number] = skyline.raise((stroke.top - top)...(stroke.bottom - top))
      trackCount[layer] = max(trackCount[layer], tracks[number] + 1)
    }
    for (number, stroke) in channel.strokes.enumerated() where !stroke.isHead {
      wires.wires[stroke.wire].track = tracks[number]
      guard let head = stroke.head else { continue }
      wires.wires[stroke.wire].detour = Wire.Detour(row: stroke.entry, track: tracks[head])
    }
  }
}

/// How many strokes stand one behind the other in each row.
///
/// A segment tree: raising a range and asking for its maximum take O(log n).
struct Skyline {
  private let leaves: Int
  /// The greatest height anywhere below each tree node.
  private var greatest: [Int]
  /// A height that holds for all rows below each tree node.
  private var common: [Int]

  init(count: Int) {
    leaves = max(count, 1)
    greatest = [Int](repeating: 0, count: 2 * leaves)
    common = greatest
  }

  /// Puts one more stroke on top of all in the given rows; returns the height it starts from.
  mutating func raise(_ rows: ClosedRange<Int>) -> Int {
    let height = maximum(rows)
    var low = rows.lowerBound + leaves
    var high = rows.upperBound + leaves + 1
    let (first, last) = (low, high - 1)
    while low < high {
      if low & 1 == 1 {
        set(low, height + 1)
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        set(high, height + 1)
      }
      low /= 2
      high /= 2
    }
    spread(from: first, height + 1)
    spread(from: last, height + 1)
    return height
  }

  private mutating func set(_ node: Int, _ height: Int) {
    greatest[node] = height
    common[node] = height
  }

  /// Heights only grow, so an ancestor's maximum is at least that of what was just raised.
  private mutating func spread(from leaf: Int, _ height: Int) {
    var node = leaf / 2
    while node >= 1 {
      greatest[node] = max(greatest[node], height)
      node /= 2
    }
  }

  private func maximum(_ rows: ClosedRange<Int>) -> Int {
    var low = rows.lowerBound + leaves
    var high = rows.upperBound + leaves + 1
    var found = max(inherited(low), inherited(high - 1))
    while low < high {
      if low & 1 == 1 {
        found = max(found, greatest[low])
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        found = max(found, greatest[high])
      }
      low /= 2
      high /= 2
    }
    return found
  }

  /// The height that holds below a tree node because it holds below an ancestor.
  private func inherited(_ node: Int) -> Int {
    var found = 0
    var node = node / 2
    while node >= 1 {
      found = max(found, common[node])
      node /= 2
    }
    return found
  }
}
