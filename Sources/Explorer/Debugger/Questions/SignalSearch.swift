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
    return Reply(
      "the signal on its way to \(run.name(target))",
      [AnswerLine(StyledText(head(death), .strong))] + lines, chosen: (death ?? lines.count - 1) + 1
    )
  }

  private func head(_ death: Int?) -> String {
    let loss = strongestLoss.map {
      "; the strongest loss is ·\(NumberText.short($0.factor, digits: 3)) "
        + "from \(run.name(way[$0.place - 1])) to \(run.name(way[$0.place]))"
    }
    guard let death else {
      return "the signal arrives: \(NumberText.short(norms.last ?? 0)) "
        + "of \(NumberText.short(norms[0]))\(loss ?? "")"
    }
    return "the signal dies at \(run.name(way[death])): less than a millionth of it is left"
      + (loss ?? "")
  }

  /// The step on the way that leaves the smallest part.
  private var strongestLoss: (place: Int, factor: Double)? {
    norms.indices.dropFirst().map { ($0, norms[$0] / norms[$0 - 1]) }
      .filter { $0.1 < 1 }.min { $0.1 < $1.1 }
  }

  private func line(_ place: Int, isDeath: Bool) -> AnswerLine {
    let node = way[place]
    let factor =
      place == 0
      ? "" : "  ·\(NumberText.short(norms[place] / norms[place - 1], digits: 3))"
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
