package import Autodiff
import Presentation
import Syntax
import TextCanvas

/// All paths from one node to another, with the product of local partials along each.
///
/// Their number and their sum come from going through the nodes once, from the end to the start, so
/// that they are exact for any number of paths; the sum is the adjoint. Only the largest products are
/// listed. A product of tensors is a tensor, of which the norm is shown, and which is listed only
/// when the paths are few.
package struct PathSearch {
  /// How many paths are listed.
  static let listed = 50
  /// Up to how many paths through tensors are gone along one by one.
  static let walked = 200

  /// A path from a node to the end: the product so far, and where it goes first.
  private struct Path {
    let product: Double
    /// The node that uses this one, the place there, and the rank of the path among its own.
    let step: (consumer: NodeID, place: Int, rank: Int)?
  }

  private let run: AskedRun
  private let source: NodeID
  private let target: NodeID
  /// What no path goes through.
  private let avoided: Set<NodeID>
  /// The edges from each node toward the target, by the node's index.
  private var uses: [NodeID: [(consumer: NodeID, place: Int)]] = [:]

  /// - Complexity: O(n) in the nodes between source and target.
  package init(
    _ run: AskedRun, from source: NodeID, to target: NodeID, around avoided: Set<NodeID> = []
  ) throws(CommandFailure) {
    guard source != target else {
      throw CommandFailure("a path has two ends: type paths x z, or select another node")
    }
    self.run = run
    self.source = source
    self.target = target
    self.avoided = avoided
    guard source < target else { return }
    var isAfter = Array(repeating: false, count: target.index + 1)
    isAfter[source.index] = true
    let nodes = Array(run.graph.nodes)
    for consumer in nodes[source.index + 1...target.index] {
      isAfter[consumer.index] = steps(into: consumer).contains { isAfter[$0.operand.index] }
    }
    var isOnWay = Array(repeating: false, count: target.index + 1)
    isOnWay[target.index] = true
    for consumer in nodes[source.index + 1...target.index].reversed()
    where isOnWay[consumer.index] {
      for (place, operand) in steps(into: consumer) where isAfter[operand.index] {
        isOnWay[operand.index] = true
        uses[operand, default: []].append((consumer, place))
      }
    }
  }

  /// The operands that a node varies with, none before the source.
  private func steps(into consumer: NodeID) -> [(place: Int, operand: NodeID)] {
    guard !run.end.isGiven(consumer), !avoided.contains(consumer) else { return [] }
    return run.graph.operands(of: consumer).enumerated().filter { place, operand in
      operand >= source && run.graph.receivesContribution(consumer, operand: place)
    }.map { ($0, $1) }
  }

  /// A line for each path, and their sum.
  package var answer: Answer {
    let (from, to) = (run.name(source), run.name(target))
    let count = pathCount
    guard count.number > 0 else { return Answer(line: "no path leads from \(from) to \(to)") }
    let sum = isScalar ? NumberText.short(scalarSum) : tensorSum.map { run.short($0) } ?? "?"
    let meaning =
      (avoided.isEmpty
        ? DerivativeText.total(of: to, by: from) : DerivativeText.partial(of: to, by: from))
      + (target == run.end.output && avoided.isEmpty && isSeedOne ? ", the adjoint of \(from)" : "")
    return count.answer(
      from: from, to: to, sum: sum, meaning: meaning,
      listing: isScalar ? scalarLines : tensorLines)
  }

  private var isSeedOne: Bool {
    run.end.seedEvent > 0
      && run.end.adjoint(of: target).elements.allSatisfy { $0 == 1 }
  }

  /// Whether every node on the way is a single number.
  private var isScalar: Bool {
    run.graph.shape(of: target).isScalar
      && uses.keys.allSatisfy { run.graph.shape(of: $0).isScalar }
  }

  /// The nodes on the way, from the target to the source.
  private var way: [NodeID] { uses.keys.sorted(by: >) }
}

extension PathSearch {
  private var pathCount: PathCount {
    var counts: [Int: PathCount] = [target.index: PathCount(number: 1)]
    for node in way {
      counts[node.index] = uses[node, default: []].reduce(PathCount(number: 0)) { sum, use in
        sum + counts[use.consumer.index, default: PathCount(number: 0)]
      }
    }
    return counts[source.index] ?? PathCount(number: 0)
  }

  private func partial(_ use: (consumer: NodeID, place: Int)) -> Double {
    run.end.localPartial(of: use.consumer, place: use.place) ?? .nan
  }

  /// A product of partials from a node on, times the partial of the way into it: as a sweep has it,
  /// 0 where the node did not choose this operand.
  private func product(_ product: Double, through use: (consumer: NodeID, place: Int)) -> Double {
    run.end.contribution(of: use.consumer, place: use.place, upstream: Tensor(product))?.scalar
      ?? .nan
  }

  private var scalarSum: Double {
    var sums: [Int: Double] = [target.index: 1]
    for node in way {
      sums[node.index] = uses[node, default: []].reduce(0) { sum, use in
        sum + product(sums[use.consumer.index] ?? 0, through: use)
      }
    }
    return sums[source.index] ?? 0
  }

  /// The largest products, which are made of the largest products from the next node on: a common
  /// factor leaves their order as it is.
  private var scalarLines: [AnswerLine] {
    var best: [Int: [Path]] = [target.index: [Path(product: 1, step: nil)]]
    for node in way {
      var paths: [Path] = []
      for use in uses[node, default: []] {
        for (rank, path) in best[use.consumer.index, default: []].enumerated() {
          paths.append(
            Path(
              product: product(path.product, through: use), step: (use.consumer, use.place, rank)))
        }
      }
      paths.sort { Tensor($0.product).isLarger(than: Tensor($1.product)) }
      best[node.index] = Array(paths.prefix(Self.listed))
    }
    return best[source.index, default: []].map { line($0, best) }
  }

  private func line(_ path: Path, _ best: [Int: [Path]]) -> AnswerLine {
    var (nodes, factors) = ([source], [String]())
    var next = path.step
    while let step = next {
      nodes.append(step.consumer)
      factors.append(NumberText.operand(partial((step.consumer, step.place))))
      next = best[step.consumer.index]?[step.rank].step
    }
    let product = StyledText(NumberText.short(path.product), .adjoint)
    let position = path.step.flatMap { run.event(from: $0.consumer, place: $0.place) }
    return AnswerLine(
      StyledText("  \(shortened(nodes.map(run.name), " → ")): \(shortened(factors, " · ")) = ")
        + product,
      at: position ?? run.end.valueEvent(of: target), along: nodes)
  }

  private func shortened(_ parts: [String], _ separator: String) -> String {
    guard parts.count > 9 else { return parts.joined(separator: separator) }
    return (parts.prefix(4) + ["…"] + parts.suffix(4)).joined(separator: separator)
  }
}

extension PathSearch {
  /// The derivative of the target's elements, added up, by the source.
  private var tensorSum: Tensor<Double>? {
    var sums: [Int: Tensor<Double>] = [target.index: ones]
    for node in way {
      for use in uses[node, default: []] {
        guard let above = sums[use.consumer.index],
          let part = run.end.contribution(of: use.consumer, place: use.place, upstream: above)
        else { continue }
        sums[node.index] = sums[node.index].map { $0 + part } ?? part
      }
    }
    return sums[source.index]
  }

  private var ones: Tensor<Double> {
    let shape = run.graph.shape(of: target)
    return Tensor(Array(repeating: 1, count: shape.count), shape: shape) ?? Tensor(1)
  }

  private var tensorLines: [AnswerLine] {
    guard !pathCount.isMore(than: Self.walked) else { return [] }
    var found: [(nodes: [NodeID], first: Int?, product: Tensor<Double>)] = []
    var pending: [(nodes: [NodeID], place: Int?, product: Tensor<Double>)] = [([target], nil, ones)]
    while let path = pending.popLast() {
      guard let node = path.nodes.last, node != source else {
        let consumer = path.nodes.dropLast().last
        let event = consumer.flatMap { consumer in
          path.place.flatMap { run.event(from: consumer, place: $0) }
        }
        found.append((path.nodes.reversed(), event, path.product))
        continue
      }
      for (place, operand) in run.graph.operands(of: node).enumerated() {
        let isOnWay = uses[operand]?.contains { $0.consumer == node && $0.place == place }
        guard isOnWay == true,
          let part = run.end.contribution(of: node, place: place, upstream: path.product)
        else { continue }
        pending.append((path.nodes + [operand], place, part))
      }
    }
    return found.sorted { $0.product.isLarger(than: $1.product) }.prefix(Self.listed).map { path in
      AnswerLine(
        StyledText("  \(shortened(path.nodes.map(run.name), " → ")): ")
          + StyledText(run.short(path.product), .adjoint), at: path.first,
        along: path.nodes)
    }
  }
}

extension Tensor<Double> {
  /// The sum, element by element, of two tensors of one shape.
  fileprivate static func + (left: Tensor, right: Tensor) -> Tensor {
    Tensor(zip(left.elements, right.elements).map { $0 + $1 }, shape: left.shape) ?? left
  }
}
