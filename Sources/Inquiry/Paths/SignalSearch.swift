package import Autodiff
import Glibc
import Presentation
import TextCanvas

/// How the adjoint fades on its way from the output to a node, along the largest contributions.
package struct SignalSearch {
  /// A signal of which less than this is left has died.
  package static let least = 1e-6
  /// One that has become so many times larger explodes.
  package static let most = 1e3

  private let run: AskedRun
  private let target: NodeID
  /// The nodes from the output to the target.
  private let way: [NodeID]
  private let norms: [Double]

  /// - Complexity: the work of the contributions along the way.
  package init(_ run: AskedRun, to target: NodeID) {
    self.run = run
    self.target = target
    way = Self.way(from: target, in: run)
    norms = way.map { run.end.adjoint(of: $0).norm }
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

  /// A line for each node on the way, with the norm of its adjoint.
  package var answer: Answer {
    guard run.end.seedEvent > 0 else {
      return Answer(line: "there are no adjoints in forward mode; press m to change it")
    }
    guard run.graph.hasAdjoint(target) else {
      return Answer(line: "\(run.name(target)) is data: no adjoint is computed for it")
    }
    guard let seed = norms.first else {
      return Answer(
        line: "no signal: \(run.name(run.end.output)) does not depend on \(run.name(target))")
    }
    let death = norms.firstIndex { $0 < Self.least * seed || $0 == 0 }
    let lines = way.indices.map { line($0, isDeath: $0 == death) }
    let scale = "bars are logarithmic: full is all of it, empty a millionth"
    let head =
      head(death).map { AnswerLine(StyledText($0, .strong)) }
      + [AnswerLine(StyledText(scale, .muted))]
    return Answer(
      "the signal on its way to \(run.name(target))",
      head + lines,
      chosen: (death ?? lines.count - 1) + head.count)
  }

  private func head(_ death: Int?) -> [String] {
    let (first, target) = (NumberText.short(norms.first ?? 0), run.name(target))
    guard let death else {
      if let explosion { return [explosion] }
      let last = NumberText.short(norms.last ?? 0)
      return ["the signal reaches \(target): \(last) of \(first)"]
        + [reason(upTo: norms.count)].compactMap { $0 } + offUnits(upTo: norms.count)
    }
    return ["the signal dies at \(run.name(way[death])): less than a millionth of it is left"]
      + [reason(upTo: death + 1)].compactMap { $0 } + offUnits(upTo: death + 1)
  }

  /// That it grows and grows, and how much in each step on average.
  private var explosion: String? {
    guard let first = norms.first, let last = norms.last, first > 0, last.isFinite,
      last >= Self.most * first
    else { return nil }
    let steps = norms.count - 1
    let factor = pow(last / first, 1 / Double(steps))
    return
      "the signal explodes: \(run.name(target)) gets \(NumberText.short(last / first, digits: 4)) "
      + "times as much, ·\(NumberText.short(factor, digits: 3)) in each of \(steps) steps"
  }

  /// Which units the rectifiers switch off in the first so many nodes of the way.
  private func offUnits(upTo end: Int) -> [String] {
    way.prefix(max(end - 1, 0)).filter { run.graph.operation(of: $0) == .relu }.compactMap {
      OffUnits(of: $0, in: run.end)?.words(run.name($0))
    }
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
      ? operation.name : "each of \(factors.count) \(operation.name) steps"
    return "\(steps) \(kept) of it" + (operation.slopeRemark(most).map { ": \($0)" } ?? "")
  }

  /// What a step on the way leaves.
  private func factor(_ place: Int) -> Double { norms[place] / norms[place - 1] }

  private func line(_ place: Int, isDeath: Bool) -> AnswerLine {
    let node = way[place]
    // Of nothing, nothing is left: 0/0 is no factor.
    let kept = place == 0 ? nil : Optional(factor(place)).flatMap { $0.isNaN ? nil : $0 }
    let factor = kept.map { "  ·\(NumberText.short($0, digits: 3))" } ?? ""
    let name = run.text.definition(of: node).truncated(toColumns: 24)
    let number = NumberText.short(norms[place])
    return AnswerLine(
      StyledText("  " + name.padded(toColumns: 25)) + StyledText(bar(norms[place]), .adjoint)
        + StyledText(" \(number)", isDeath ? .alarm : .adjoint) + StyledText(factor, .muted)
        + StyledText(
          isDead(from: place) ? "  dead from here" : isDeath ? "  dies here" : "", .alarm),
      at: run.completion(of: node), along: way[...place].reversed())
  }

  /// Whether nothing at all is left at this place, for the first time.
  private func isDead(from place: Int) -> Bool {
    norms[place] == 0 && !norms[..<place].contains(0)
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
    let saturated = "it is saturated, where its slope is nearly 0"
    return switch self {
    case .sigmoid: most < 0.1 ? saturated : "its slope is never more than 0.25"
    case .tanh: most < 0.5 ? saturated : "its slope is never more than 1"
    case .relu, .leakyRelu: "it is off for some elements, or all"
    default: nil
    }
  }
}
