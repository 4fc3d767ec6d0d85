import Basics

/// Orders each layer so that few lines cross, within a budget.
///
/// Barycenter sweeps with sifting from several starts find a good order; small random changes that
/// are kept when they help make it better. Needs: links that lead to the very next layer. Leaves:
/// the best order met.
struct CrossingReduction {
  private let graph: LayeredGraph
  private var best: LayerOrder
  private var fewest: Int
  private var counter = CrossingCounter()
  private var sweeps = BarycenterSweep()
  private var sifting: Sifting
  /// The work that may be done and that was done, in comparisons of two links: some nanoseconds.
  private let budget: Int
  private var spent: Int { sifting.work + sweepWork }
  private var sweepWork = 0

  private init(_ graph: LayeredGraph, sequence: [Int]) {
    self.graph = graph
    // A few milliseconds for what fits a screen, at most some tens for any graph.
    budget = min(graph.nodeCount * (4_000 + 12 * graph.nodeCount), 6_000_000)
    best = LayerOrder(of: graph, sequence: sequence)
    sifting = Sifting(graph, best)
    fewest = counter.count(best, of: graph)
  }

  /// The best order found, or `nil` when cancelled.
  ///
  /// With a start it goes out from that alone, so that it stays near to it.
  static func order(
    of graph: LayeredGraph, from start: InitialOrder? = nil, isCancelled: () -> Bool
  ) -> LayerOrder? {
    let sequence = start?.sequence(of: graph) ?? Array(0..<graph.vertexCount)
    var reduction = CrossingReduction(graph, sequence: sequence)
    for start in start.map({ [$0] }) ?? InitialOrder.all {
      let order = LayerOrder(of: graph, sequence: start.sequence(of: graph))
      guard reduction.improve(order, isCancelled) else { return nil }
    }
    guard reduction.kick(isCancelled) else { return nil }
    return reduction.best
  }

  /// Sweeps back and forth until it no longer helps; false when cancelled.
  private mutating func improve(_ start: LayerOrder, _ isCancelled: () -> Bool) -> Bool {
    var order = start
    var idle = 0
    var fewestHere = keepIfBest(order)
    var sweep = 0
    while idle < 3 && fewest > 0 && spent < budget / 2 {
      guard !isCancelled() else { return false }
      let direction: BarycenterSweep.Direction = sweep % 2 == 0 ? .backward : .forward
      sweeps.run(direction, &order, of: graph, equalsTurn: sweep % 4 >= 2)
      _ = sifting.siftAll(&order, workLimit: budget)
      let crossings = keepIfBest(order)
      idle = crossings < fewestHere ? 0 : idle + 1
      fewestHere = min(fewestHere, crossings)
      sweep += 1
    }
    return true
  }

  /// Changes the best order at random as long as the budget lasts; false when cancelled.
  ///
  /// Changes that neither help nor harm are kept to continue from, but taken back in the end: among
  /// equals the order stays nearest to that of the input.
  private mutating func kick(_ isCancelled: () -> Bool) -> Bool {
    var random = SplitMix64(seed: 1)
    sifting.load(best)
    var kicks = 0
    while spent < budget && fewest > 0 {
      kicks += 1
      guard kicks % 64 > 0 || !isCancelled() else { return false }
      let gain = sifting.kick(using: &random)
      if gain < 0 {
        sifting.undoKick()
      } else if gain > 0 {
        fewest -= gain
        sifting.keepMoves()
      }
    }
    sifting.undoAll()
    sifting.store(in: &best)
    return true
  }

  private mutating func keepIfBest(_ order: LayerOrder) -> Int {
    // A sweep and a count look at every link in several tables.
    sweepWork += 6 * graph.linkTarget.count
    let crossings = counter.count(order, of: graph)
    if crossings < fewest {
      fewest = crossings
      best = order
    }
    return crossings
  }
}
