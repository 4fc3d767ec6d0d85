import Autodiff

/// Backpropagation by naive recursion: whenever a node receives something, it passes on all that it
/// has so far.
///
/// ```
/// backward(node, amount): adjoint[node] += amount
///                         for each operand: backward(operand, adjoint[node] · partial)
/// ```
///
/// Had it passed on `amount` instead, the sums would be right, only as slow.
struct EagerSweep {
  /// How often it may pass on. The number of paths doubles with each node that is used twice.
  static let limit = 200_000

  private let end: Run
  private var rules: WrongRules
  private var adjoints: [[Double]]
  /// What each event after the seed has sent, of all times together.
  private var sent: [[Double]]
  /// The events in which each node sends, which follow one another.
  private let sends: [Range<Int>]

  /// A recursion from the seed of a run that is at its end.
  init(_ end: Run) {
    self.end = end
    rules = WrongRules(end, engine: .eager)
    adjoints = end.graph.nodes.map {
      Array(repeating: 0, count: end.graph.shape(of: $0).count)
    }
    sent = Array(repeating: [], count: end.count - end.seedEvent)
    sends = end.sends
  }

  /// What each event after the seed sends in all.
  mutating func run() throws(WrongRun.Failure) -> [[Double]] {
    adjoints[end.output.index] = end.adjoint(of: end.output).elements
    // The calls that wait, each with the events that it has still to do.
    var calls = [sends[end.output.index]]
    var pushes = 0
    while var events = calls.popLast() {
      guard let event = events.popFirst() else { continue }
      calls.append(events)
      pushes += 1
      guard pushes <= Self.limit else { throw .tooManyPushes(Self.limit) }
      if let target = push(event) { calls.append(sends[target.index]) }
    }
    return sent
  }

  /// Passes on what a node has; returns who receives it.
  private mutating func push(_ event: Int) -> NodeID? {
    guard case .contribution(let node, let place) = end.event(event) else { return nil }
    let target = end.graph.operands(of: node)[place]
    let amount = rules.right(node, place, adjoints[node.index])
    adjoints[target.index] = end.precision.sum(adjoints[target.index], amount)
    let number = event - end.seedEvent - 1
    sent[number] = sent[number].isEmpty ? amount : end.precision.sum(sent[number], amount)
    return target
  }
}

extension Run {
  /// The events in which each node sends contributions.
  fileprivate var sends: [Range<Int>] {
    var ranges = Array(repeating: 0..<0, count: graph.count)
    for number in (seedEvent + 1)..<(count + 1) {
      guard case .contribution(let node, _) = event(number) else { continue }
      let start = ranges[node.index].isEmpty ? number : ranges[node.index].lowerBound
      ranges[node.index] = start..<number + 1
    }
    return ranges
  }
}

extension Precision {
  /// The sums of two lists, number by number.
  fileprivate func sum(_ one: [Double], _ other: [Double]) -> [Double] {
    zip(one, other).map { rounded($0 + $1) }
  }
}
