package import Autodiff

/// How well a network does on data it was not trained on.
package struct Examination: Hashable, Sendable {
  /// The mean loss.
  package let loss: Float
  /// The share of examples whose largest score is that of the true class, between 0 and 1; `nil`
  /// where there are no classes.
  package let accuracy: Double?
  /// The predictions for each class, where there are classes.
  package let confusion: ConfusionMatrix?
  /// The worst predictions, the worst first.
  package let mistakes: [Mistake]

  package init(
    loss: Float, accuracy: Double?, confusion: ConfusionMatrix? = nil, mistakes: [Mistake] = []
  ) {
    self.loss = loss
    self.accuracy = accuracy
    self.confusion = confusion
    self.mistakes = mistakes
  }
}

extension Examination {
  /// The figures alone: counts and pictures are worth their memory only while they are new.
  var figures: Examination { Examination(loss: loss, accuracy: accuracy) }
}

/// Runs a network forward over a whole dataset, many rows at a time.
package final class Examiner {
  private let plan: NetworkPlan
  private let worker: BatchWorker
  /// For the rows that fill no block, once there were some.
  private var restWorker: BatchWorker?
  private var parameters: [Int: [Float]] = [:]
  private static let rows = 500

  package init(_ plan: NetworkPlan) throws(GraphError) {
    self.plan = plan
    worker = try BatchWorker(plan, rows: Examiner.rows, ofBatch: Examiner.rows)
  }

  package func setParameter(_ index: Int, to elements: [Float]) throws(GraphError) {
    try worker.setParameter(index, to: elements)
    parameters[index] = elements
  }

  /// - Complexity: one forward sweep for each block of rows.
  package func examine(_ data: Examples) throws(GraphError) -> Examination {
    var tally = ExaminationTally(classes: plan.widths[plan.layerCount])
    var start = 0
    while start < data.count {
      let rows = min(Examiner.rows, data.count - start)
      let worker = try self.worker(rows: rows)
      worker.load(data, at: (start..<start + rows).map { Int32(clamping: $0) }[...])
      worker.runForward()
      tally.add(loss: worker.loss, rows: rows)
      if let images = data.images {
        tally.add(scores: worker.scores, of: images, from: start)
      }
      start += rows
    }
    return tally.examination
  }

  private func worker(rows: Int) throws(GraphError) -> BatchWorker {
    guard rows != Examiner.rows else { return worker }
    let rest =
      if let known = restWorker, known.network.batch == rows { known } else {
        try BatchWorker(plan, rows: rows, ofBatch: rows)
      }
    for (index, elements) in parameters { try rest.setParameter(index, to: elements) }
    restWorker = rest
    return rest
  }
}

/// The offset of the largest of some scores, the first of equals; `nil` when none is a number.
package func largest(of scores: ArraySlice<Float>) -> Int? {
  var best: Int?
  for index in scores.indices where !scores[index].isNaN {
    if let known = best, scores[known] >= scores[index] { continue }
    best = index
  }
  return best.map { $0 - scores.startIndex }
}
