/// The records of a run's steps, in a size that does not grow with the run's length: the latest steps
/// one by one, of earlier ones a part.
///
/// When it is full, of each two neighbours among the older half the one with the larger loss stays, so
/// that a spike is not lost.
package struct StepRecords: Hashable, Sendable {
  /// The most steps that are kept, fewer for a network of many parameters.
  package var capacity: Int {
    max(min(Self.greatestCapacity, Self.normCapacity / max(names.count, 1)), 1024)
  }

  static let greatestCapacity = 16_384
  private static let normCapacity = 1 << 17

  /// What each parameter is called, in the order of the norms.
  package let names: [String]
  private var steps: [Int] = []
  private var epochs: [Double] = []
  private var rates: [Float] = []
  private var losses: [Float] = []
  /// As many for each step as there are parameters.
  private var norms: [ParameterNorms] = []

  package init(names: [String] = []) { self.names = names }

  package var count: Int { steps.count }

  /// The last step that was recorded; 0 before the first.
  package var lastStep: Int { steps.last ?? 0 }

  /// A record by its place among those that are kept. Requires: `place` is in `0..<count`.
  package subscript(place: Int) -> StepRecord {
    StepRecord(
      step: steps[place], epoch: epochs[place], rate: rates[place], loss: losses[place],
      parameters: Array(norms[place * names.count..<(place + 1) * names.count]))
  }

  /// The record of the very step, where it is still kept.
  package func record(ofStep step: Int) -> StepRecord? {
    let place = place(ofStep: step)
    return place < count && steps[place] == step ? self[place] : nil
  }

  /// The place of the first record whose step is at least this one; `count` where there is none.
  package func place(ofStep step: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle] < step { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The loss of the first step that was recorded.
  var firstLoss: Float? { losses.first }

  /// The last record; `nil` before the first step.
  package var last: StepRecord? { count > 0 ? self[count - 1] : nil }
}

extension StepRecords {
  /// Adds the record of a step after all others. Requires: it has norms for each of the names.
  mutating func add(
    step: Int, epoch: Double, rate: Float, loss: Float, _ parameters: [ParameterNorms]
  ) {
    guard parameters.count == names.count else { return }
    steps.append(step)
    epochs.append(epoch)
    rates.append(rate)
    losses.append(loss)
    norms.append(contentsOf: parameters)
    if count > capacity { thin() }
  }

  /// Leaves half of the older half.
  private mutating func thin() {
    let older = count / 2
    let kept =
      stride(from: 0, to: older, by: 2).map { place in
        place + 1 < older && isLarger(losses[place + 1], than: losses[place]) ? place + 1 : place
      } + Array(older..<count)
    let width = names.count
    norms = kept.flatMap { norms[$0 * width..<($0 + 1) * width] }
    steps = kept.map { steps[$0] }
    epochs = kept.map { epochs[$0] }
    rates = kept.map { rates[$0] }
    losses = kept.map { losses[$0] }
  }

  /// Whether a loss is the worse one: one that is not finite is worse than any other.
  private func isLarger(_ one: Float, than other: Float) -> Bool {
    one.isFinite ? one > other : other.isFinite
  }
}
