/// Judges each minibatch by the conditions that stop a run, before its update.
final class BreakWatch {
  private var breaks: [TrainingBreak]
  private var losses: [Float] = []
  /// The condition that holds the run, until it goes on.
  private(set) var hit: String?
  /// Whether the minibatch that held the run is to be done now.
  private var isPassing = false

  init(_ conditions: [String], plan: NetworkPlan) {
    breaks = conditions.compactMap { try? TrainingBreak($0, plan: plan) }
  }

  /// Whether a condition holds the run at the minibatch that was run last.
  func holds(_ trainer: Trainer, loss: Float, after steps: Int) -> Bool {
    defer { isPassing = false }
    if !isPassing, let place = firstHit(trainer, loss, steps) {
      hit = breaks[place].text
      return true
    }
    hit = nil
    losses.append(loss)
    if losses.count > 2000 { losses.removeFirst(1000) }
    return false
  }

  /// Lets the minibatch that is held be done.
  func pass() { isPassing = hit != nil }

  private func firstHit(_ trainer: Trainer, _ loss: Float, _ steps: Int) -> Int? {
    let numbers = StepNumbers(
      loss: loss, rate: trainer.rate, step: steps + 1,
      epoch: Double(trainer.epoch) + trainer.partOfEpoch, losses: losses,
      parameter: { trainer.elements(ofParameter: $0) },
      gradient: { trainer.gradient(ofParameter: $0) },
      shares: { trainer.unitShares(ofLayer: $0) })
    return breaks.indices.first { breaks[$0].holds(for: numbers) }
  }
}
