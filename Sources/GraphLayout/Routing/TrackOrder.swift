/// Orders the strokes of a channel from left to right so that few runs cross them.
///
/// Needs: strokes without circles. Leaves: every stroke after those that must stand to the left of
/// it.
struct TrackOrder {
  private let channel: Channel
  private var sequence: [Int] = []

  /// The strokes from left to right; `budget` pays for comparing every stroke with every other and
  /// is drawn on only when it suffices.
  static func order(_ channel: Channel, budget: inout Int) -> [Int] {
    let count = channel.strokes.count
    guard count > 1 else { return Array(0..<count) }
    var order = TrackOrder(channel: channel)
    var wanted = order.byDirection()
    if count <= 256 && count * count <= budget {
      budget -= count * count
      wanted = order.byCrossings(wanted)
    }
    order.emit(wanted)
    return order.sequence
  }

  private init(channel: Channel) { self.channel = channel }

  /// Rising strokes with the highest first, then falling ones with the lowest first: among wires
  /// with one exit each this order crosses nothing that could be avoided.
  private func byDirection() -> [Int] {
    let strokes = channel.strokes
    let rises = strokes.map { stroke in
      channel.exits[stroke.exits].reduce(0) { $0 + ($1 - stroke.entry).signum() } < 0
    }
    let rising = strokes.indices.filter { rises[$0] }
    let falling = strokes.indices.filter { !rises[$0] }
    return rising.sorted { (strokes[$0].entry, $0) < (strokes[$1].entry, $1) }
      + falling.sorted { (strokes[$0].entry, $0) > (strokes[$1].entry, $1) }
  }

  /// Takes, again and again, the stroke that loses least by standing before all that are left.
  private func byCrossings(_ wanted: [Int]) -> [Int] {
    let count = wanted.count
    var loss = [Int](repeating: 0, count: count * count)
    var total = [Int](repeating: 0, count: count)
    for (place, first) in wanted.enumerated() {
      for second in wanted[(place + 1)...] where overlap(first, second) {
        let difference = crossings(first, before: second) - crossings(second, before: first)
        loss[first * count + second] = max(difference, 0)
        loss[second * count + first] = max(-difference, 0)
        total[first] += max(difference, 0)
        total[second] += max(-difference, 0)
      }
    }
    var left = wanted
    var taken: [Int] = []
    while let next = left.indices.min(by: { (total[left[$0]], $0) < (total[left[$1]], $1) }) {
      let stroke = left.remove(at: next)
      taken.append(stroke)
      for other in left { total[other] -= loss[other * count + stroke] }
    }
    return taken
  }

  private func overlap(_ first: Int, _ second: Int) -> Bool {
    let a = channel.strokes[first]
    let b = channel.strokes[second]
    return a.wire != b.wire && a.top <= b.bottom && b.top <= a.bottom
  }

  /// How often runs cross the two strokes when the first stands to the left; where a run would end
  /// on the other stroke, the order is forbidden, which costs more than any crossings.
  private func crossings(_ first: Int, before second: Int) -> Int {
    let left = channel.strokes[first]
    let right = channel.strokes[second]
    let forbidden = 1 << 20
    var count = 0
    for row in channel.exits[left.exits] where row >= right.top && row <= right.bottom {
      count += row == right.entry ? forbidden : 1
    }
    if right.entry >= left.top && right.entry <= left.bottom { count += 1 }
    return count
  }

  /// Adopts an order, but takes before every stroke those that must stand to the left of it.
  ///
  /// Boxes with fewer rows than operands may demand the impossible; whoever is met again while it
  /// waits for others is passed over.
  private mutating func emit(_ wanted: [Int]) {
    enum Mark { case new, waiting, taken }
    var marks = [Mark](repeating: .new, count: wanted.count)
    for stroke in wanted where marks[stroke] == .new {
      var stack = [stroke]
      while let last = stack.last {
        guard marks[last] == .new else {
          stack.removeLast()
          guard marks[last] == .waiting else { continue }
          marks[last] = .taken
          sequence.append(last)
          continue
        }
        marks[last] = .waiting
        stack.append(contentsOf: channel.predecessors(of: last).filter { marks[$0] == .new })
      }
    }
  }
}
