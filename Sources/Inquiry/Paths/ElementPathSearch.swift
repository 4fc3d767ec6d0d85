package import Autodiff
import Presentation
import Syntax
import TextCanvas

/// All paths from one element of a tensor to another, with the product of derivatives along each, and
/// their sum: every number of every tensor on the way is a station of its own.
///
/// The paths are counted and added up from the end, as in ``PathSearch``; a path whose product has a
/// factor 0 is none.
package struct ElementPathSearch {
  /// An element of a node.
  package struct Place: Hashable, Sendable {
    package let node: NodeID
    package let element: Int

    package init(_ node: NodeID, element: Int) {
      self.node = node
      self.element = element
    }
  }

  /// The most derivatives between two elements that are looked at.
  private static let mostFactors = 200_000
  /// How many paths are listed.
  private static let listed = 20

  /// The paths from a place to the end: how many, what they add up to, and the largest.
  private struct Paths {
    var count = PathCount(number: 0)
    var sum = 0.0
    var best: [Path] = []
  }

  private struct Path {
    let product: Double
    /// The place where it goes first, the factor of that, and the rank of the path among its own.
    let step: (place: Place, factor: Double, rank: Int)?
  }

  private let run: AskedRun
  private let source: Place
  private let target: Place
  private var paths: [Place: Paths] = [:]

  package init(_ run: AskedRun, from source: Place, to target: Place) throws(CommandFailure) {
    self.run = run
    self.source = source
    self.target = target
    guard source.node < target.node else { return }
    paths[target] = Paths(count: PathCount(number: 1), sum: 1, best: [Path(product: 1, step: nil)])
    var factors = 0
    for index in (source.node.index...target.node.index).reversed() {
      guard let node = run.graph.nodes.dropFirst(index).first, node > source.node else { continue }
      try collect(into: node, &factors)
    }
  }

  /// Hands what leads from a node's elements to the end on to its operands.
  private mutating func collect(
    into node: NodeID, _ factors: inout Int
  ) throws(CommandFailure) {
    let shape = run.graph.shape(of: node)
    let reached = (0..<shape.count).filter { paths[Place(node, element: $0)] != nil }
    guard !reached.isEmpty, !run.end.isGiven(node), var probe = OperationProbe(node, in: run.end)
    else { return }
    for (place, operand) in run.graph.operands(of: node).enumerated()
    where operand >= source.node && run.graph.receivesContribution(node, operand: place) {
      factors += reached.count * run.graph.shape(of: operand).count
      guard factors <= Self.mostFactors else {
        throw CommandFailure("there are too many elements on the way to go through them one by one")
      }
      for element in reached {
        var seed = [Double](repeating: 0, count: shape.count)
        seed[element] = 1
        guard let row = probe.contribution(of: seed, toOperand: place) else { continue }
        for (index, factor) in row.enumerated() where factor != 0 {
          add(factor, from: Place(operand, element: index), through: Place(node, element: element))
        }
      }
    }
  }

  private mutating func add(_ factor: Double, from place: Place, through next: Place) {
    guard place.node > source.node || place == source, let rest = paths[next] else { return }
    var own = paths[place] ?? Paths()
    own.count = own.count + rest.count
    own.sum += factor * rest.sum
    own.best += rest.best.enumerated().map { rank, path in
      Path(product: factor * path.product, step: (next, factor, rank))
    }
    own.best.sort { abs($0.product) > abs($1.product) }
    own.best = Array(own.best.prefix(Self.listed))
    paths[place] = own
  }

  /// A line for each path, and their sum.
  package var answer: Answer {
    let (from, to) = (name(source), name(target))
    guard let found = paths[source], source != target else {
      return Answer(line: "no path leads from \(from) to \(to)")
    }
    return found.count.answer(
      from: from, to: to, sum: NumberText.short(found.sum),
      meaning: DerivativeText.total(of: to, by: from), listing: found.best.map { line($0) })
  }

  private func line(_ path: Path) -> AnswerLine {
    var (places, factors) = ([source], [String]())
    var next = path.step
    while let step = next {
      places.append(step.place)
      factors.append(NumberText.operand(step.factor))
      let others = paths[step.place]?.best ?? []
      next = others.indices.contains(step.rank) ? others[step.rank].step : nil
    }
    return AnswerLine(
      StyledText(
        "  \(places.map(name).joined(separator: " → ")): \(factors.joined(separator: " · ")) = ")
        + StyledText(NumberText.short(path.product), .adjoint),
      at: run.completion(of: source.node), along: places.map(\.node))
  }

  private func name(_ place: Place) -> String {
    run.name(place.node) + run.graph.shape(of: place.node).indexText(of: place.element)
  }
}
