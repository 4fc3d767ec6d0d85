package import Autodiff
import Presentation
import TextCanvas

/// The contributions to the adjoint of a node, the largest first.
package struct ContributionRanking {
  /// One contribution as it arrived.
  package struct Entry {
    let event: Int
    let source: NodeID
    let place: Int
    let upstream: Tensor<Double>
    /// What was added.
    package let amount: Tensor<Double>
  }

  private let run: AskedRun
  private let target: NodeID
  private let entries: [Entry]

  /// - Complexity: the work of the contributions to this node.
  package init(_ run: AskedRun, of target: NodeID) {
    self.run = run
    self.target = target
    entries = Self.entries(of: target, in: run).sorted { $0.amount.isLarger(than: $1.amount) }
  }

  /// The contributions to a node in order of time. A node sends what its complete adjoint is worth,
  /// so that the end of the run has them all.
  package static func entries(of target: NodeID, in run: AskedRun) -> [Entry] {
    run.end.contributions(to: target).compactMap { number in
      guard case .contribution(let source, let place)? = run.end.event(number) else { return nil }
      let upstream = run.end.adjoint(of: source)
      return run.end.contribution(of: source, place: place, upstream: upstream).map {
        Entry(event: number, source: source, place: place, upstream: upstream, amount: $0)
      }
    }
  }

  /// A line for each contribution, the largest first.
  package var answer: Answer {
    let name = run.name(target)
    let title = "contributions to \(run.adjointName(target))"
    guard target != run.end.output else {
      return Answer(line: "\(name) is the output: its adjoint is the seed")
    }
    guard run.end.seedEvent > 0 else {
      return Answer(line: "there are no adjoints in forward mode; press m to change it")
    }
    guard !entries.isEmpty else {
      return Answer(
        line: "no contributions: \(run.name(run.end.output)) does not depend on \(name)")
    }
    return Answer(title, [AnswerLine(StyledText(head, .strong))] + lines, chosen: 1)
  }

  /// `x̄ = 12 + 4 = 16: x is used in 2 places, c and f`.
  private var head: String {
    let sum = run.short(run.end.adjoint(of: target))
    let name = run.name(target)
    guard entries.count > 1 else {
      return "\(run.adjointName(target)) = \(sum), one contribution: only "
        + "\(run.name(entries[0].source)) uses \(name)"
    }
    let inOrder = entries.sorted { $0.event < $1.event }
    let isShort = entries.count <= 4
    let amounts = inOrder.compactMap { $0.amount.scalar.map { NumberText.operand($0) } }
    let terms = isShort && amounts.count == entries.count ? amounts.joined(separator: " + ") : ""
    let consumers =
      isShort ? ", in \(inOrder.map { run.name($0.source) }.joined(separator: " and "))" : ""
    return "\(run.adjointName(target)) = \(terms.isEmpty ? "" : terms + " = ")\(sum), "
      + "the sum of \(entries.count) contributions: \(name) is used \(entries.count) times\(consumers)"
  }

  private var lines: [AnswerLine] {
    let total = entries.reduce(0) { $0 + $1.amount.norm }
    return entries.map { entry in
      let share = total.isFinite && total > 0 ? entry.amount.norm / total * 100 : .nan
      let percent = share.isFinite ? "  \(NumberText.short(share, digits: 3)) %" : ""
      return AnswerLine(
        StyledText("  event \(entry.event): ", .muted) + words(entry)
          + StyledText(percent, .muted), at: entry.event)
    }
  }

  /// `from a = x*y: ā · ∂a/∂x = 1 · 3 = 3`
  private func words(_ entry: Entry) -> StyledText {
    let (source, target) = (run.name(entry.source), run.name(target))
    let rule = "from \(run.text.definition(of: entry.source)): "
    let amount = StyledText(
      entry.amount.shape.isScalar
        ? run.short(entry.amount) : TensorStatistics(entry.amount.elements).words, .adjoint)
    guard let above = entry.upstream.scalar,
      let slope = run.end.localPartial(of: entry.source, place: entry.place),
      entry.amount.shape.isScalar
    else { return StyledText(rule) + amount }
    let factors = "\(NumberText.operand(above)) · \(NumberText.operand(slope))"
    let partial = DerivativeText.partial(of: source, by: target)
    return StyledText(rule)
      + "\(run.adjointName(entry.source)) · \(partial) = \(factors) = " + amount
  }
}

extension Tensor<Double> {
  /// Whether its norm is larger; what is not a number counts as larger than any.
  func isLarger(than other: Tensor<Double>) -> Bool {
    let (mine, theirs) = (norm, other.norm)
    if mine.isNaN || theirs.isNaN { return mine.isNaN && !theirs.isNaN }
    return mine > theirs
  }
}
