import Autodiff
import Presentation
import TextCanvas

/// How the adjoint fades on its way from the output to a node, along the largest contributions.
struct SignalSearch {
  /// A signal of which less than this is left has died.
  static let least = 1e-6

  private let run: AskedRun
  private let target: NodeID
  /// The nodes from the output to the target.
  private let way: [NodeID]
  private let norms: [Double]

  /// - Complexity: the work of the contributions along the way.
  init(_ run: AskedRun, to target: NodeID) {
    self.run = run
    self.target = target
    way = Self.way(from: target, in: run)
    norms = way.map { run.end.evaluation.adjoint(of: $0).norm }
  }

  /// Goes from a node to the one that contributed most to it, and so on up to the output.
  private static func way(from target: NodeID, in run: AskedRun) -> [NodeID] {
    var way = [target]
    while let node = way.last, node != run.end.output {
      let entries = ContributionRanking.entries(of: node, in: run)
      guard var largest = entries.first else { return [] }
      for entry in entries.dropFirst() where entry.amount.isLarger(than: largest.amount) {
        largest = entry
      }
      way.append(largest.source)
    }
    return way.reversed()
  }

  var reply: Reply {
    guard run.end.seedEvent > 0 else {
      return Reply(line: "there are no adjoints in forward mode; m changes it")
    }
    guard let seed = norms.first else {
      return Reply(
        line: "no signal: \(run.name(run.end.output)) does not vary with \(run.name(target))")
    }
    let death = norms.firstIndex { $0 < Self.least * seed || $0 == 0 }
    let lines = way.indices.map { line($0, isDeath: $0 == death) }
    let head = head(death)
    return Reply(
      "the signal on its way to \(run.name(target))",
      head.map { AnswerLine(StyledText($0, .strong)) } + lines,
      chosen: (death ?? lines.count - 1) + head.count)
  }

  private func head(_ death: Int?) -> [String] {
    let (first, target) = (NumberText.short(norms.first ?? 0), run.name(target))
    guard let death else {
      let last = NumberText.short(norms.last ?? 0)
      return ["the signal arrives at \(target): \(last) of \(first)"]
        + [reason(upTo: norms.count)]
        .compactMap { $0 }
    }
    return ["the signal dies at \(run.name(way[death])): less than a millionth of it is left"]
      + [reason(upTo: death + 1)].compactMap { $0 }
  }

  /// Which operation took the most away in the first so many nodes of the way.
  private func reason(upTo end: Int) -> String? {
    var losses: [Operation: [Double]] = [:]
    for place in 1..<max(end, 1) {
      losses[run.graph.operation(of: way[place - 1]), default: []].append(factor(place))
    }
    let worst = losses.min { first, second in
      let (one, other) = (first.value.reduce(1, *), second.value.reduce(1, *))
      return one == other ? first.key.rawValue < second.key.rawValue : one < other
    }
    guard let (operation, factors) = worst, factors.reduce(1, *) < 0.5 else { return nil }
    let (least, most) = (factors.min() ?? 0, factors.max() ?? 0)
    let (low, high) = (NumberText.short(least, digits: 3), NumberText.short(most, digits: 3))
    let kept = low == high ? "keeps ·\(low)" : "keeps between ·\(low) and ·\(high)"
    let steps =
      factors.count == 1
      ? operation.name : "each of \(factors.count) steps through \(operation.name)"
    return "\(steps) \(kept) of it" + (operation.slopeRemark(most).map { ": \($0)" } ?? "")
  }

  /// What a step on the way leaves.
  private func factor(_ place: Int) -> Double { norms[place] / norms[place - 1] }

  private func line(_ place: Int, isDeath: Bool) -> AnswerLine {
    let node = way[place]
    let factor =
      place == 0 ? "" : "  ·\(NumberText.short(factor(place), digits: 3))"
    let name = run.text.definition(of: node).truncated(toColumns: 24)
    let number = NumberText.short(norms[place])
    return AnswerLine(
      StyledText("  " + name.padded(toColumns: 25)) + StyledText(bar(norms[place]), .adjoint)
        + StyledText(" \(number)", isDeath ? .alarm : .adjoint) + StyledText(factor, .muted)
        + StyledText(isDeath ? "  dies here" : "", .alarm),
      at: run.completion(of: node))
  }

  /// The norm on a logarithmic scale from a millionth of the first to the first.
  private func bar(_ norm: Double) -> String {
    let columns = 12
    guard norm > 0, let seed = norms.first, seed > 0, norm.isFinite, seed.isFinite else {
      return "".padded(toColumns: columns)
    }
    // By halving, so that no logarithm is needed: 2^20 is about a million.
    var (length, rest) = (0, seed * Self.least)
    while rest < norm, length < 20 { (length, rest) = (length + 1, rest * 2) }
    return String(repeating: "█", count: length * columns / 20).padded(toColumns: columns)
  }
}

extension Operation {
  /// Why so little comes back through it, when at most this part of it does.
  fileprivate func slopeRemark(_ most: Double) -> String? {
    let saturated = "it saturates there, where it is nearly flat"
    return switch self {
    case .sigmoid: most < 0.1 ? saturated : "its slope is never more than 0.25"
    case .tanh: most < 0.5 ? saturated : "its slope is never more than 1"
    case .relu, .leakyRelu: "it is off there for some, or all"
    default: nil
    }
  }
}
