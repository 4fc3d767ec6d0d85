import Autodiff

/// How well a network does on data it was not trained on.
package struct Examination: Hashable, Sendable {
  /// The mean loss.
  package let loss: Float
  /// The share of examples whose largest score is that of the true class, between 0 and 1.
  package let accuracy: Double

  package init(loss: Float, accuracy: Double) {
    self.loss = loss
    self.accuracy = accuracy
  }
}

/// Runs a network forward over a whole dataset, many rows at a time.
final class Examiner {
  private let plan: NetworkPlan
  private var worker: BatchWorker
  private static let rows = 500

  init(_ plan: NetworkPlan) throws(GraphError) {
    self.plan = plan
    worker = try BatchWorker(plan, rows: Examiner.rows, ofBatch: Examiner.rows)
  }

  func setParameter(_ index: Int, to elements: [Float]) throws(GraphError) {
    try worker.setParameter(index, to: elements)
  }

  /// - Complexity: one forward sweep for each block of rows; the last block is filled up with
  ///   examples of the first, which are not counted.
  func examine(_ data: ImageDataset) -> Examination {
    var (loss, right) = (0.0, 0)
    var start = 0
    while start < data.count {
      let counted = min(Examiner.rows, data.count - start)
      let places = (start..<start + Examiner.rows).map { Int32(clamping: $0 % data.count) }
      worker.load(data, at: places[...])
      worker.runForward()
      let result = count(counted, labels: data.labels[start..<start + counted])
      loss += result.loss
      right += result.right
      start += counted
    }
    let total = max(data.count, 1)
    return Examination(loss: Float(loss / Double(total)), accuracy: Double(right) / Double(total))
  }

  private func count(_ rows: Int, labels: ArraySlice<UInt8>) -> (loss: Double, right: Int) {
    let scores = worker.scores
    let classes = plan.widths[plan.widths.count - 1]
    var (loss, right) = (0.0, 0)
    for (row, label) in labels.enumerated() {
      let line = scores[row * classes..<(row + 1) * classes]
      guard let peak = line.max(), Int(label) < classes else { continue }
      let sum = line.reduce(0) { $0 + Float.exp($1 - peak) }
      loss += Double(peak + Float.log(sum) - line[line.startIndex + Int(label)])
      if line.firstIndex(of: peak) == line.startIndex + Int(label) { right += 1 }
    }
    return (loss, right)
  }
}
