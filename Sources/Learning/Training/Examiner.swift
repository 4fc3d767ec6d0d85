import Autodiff

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
final class Examiner {
  private let plan: NetworkPlan
  private let worker: BatchWorker
  /// For the rows that fill no block, once there were some.
  private var restWorker: BatchWorker?
  private var parameters: [Int: [Float]] = [:]
  private static let rows = 500

  init(_ plan: NetworkPlan) throws(GraphError) {
    self.plan = plan
    worker = try BatchWorker(plan, rows: Examiner.rows, ofBatch: Examiner.rows)
  }

  func setParameter(_ index: Int, to elements: [Float]) throws(GraphError) {
    try worker.setParameter(index, to: elements)
    parameters[index] = elements
  }

  /// - Complexity: one forward sweep for each block of rows.
  func examine(_ data: Examples) throws(GraphError) -> Examination {
    var tally = Tally(classes: plan.widths[plan.layerCount])
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

/// What an evaluation adds up, block by block.
private struct Tally {
  private static let mistakesKept = 50

  private var loss = 0.0
  private var rows = 0
  private var confusion: ConfusionMatrix
  private var mistakes: [Mistake] = []

  init(classes: Int) { confusion = ConfusionMatrix(classes: classes) }

  mutating func add(loss: Float, rows: Int) {
    self.loss += Double(loss) * Double(rows)
    self.rows += rows
  }

  /// Takes the scores of some rows, which are those of the images from one on.
  mutating func add(scores: [Float], of images: ImageDataset, from start: Int) {
    let classes = confusion.classes
    for row in 0..<scores.count / max(classes, 1) {
      let line = scores[row * classes..<(row + 1) * classes]
      let truth = Int(images.labels[start + row])
      guard let predicted = largest(of: line), truth < classes else { continue }
      confusion.add(truth: truth, predicted: predicted)
      guard predicted != truth else { continue }
      let margin = line[line.startIndex + predicted] - line[line.startIndex + truth]
      guard isAmongWorst(margin) else { continue }
      note(
        Mistake(
          example: start + row, pixels: Array(images.image(start + row)), truth: truth,
          predicted: predicted,
          margin: margin))
    }
  }

  private func isAmongWorst(_ margin: Float) -> Bool {
    mistakes.count < Self.mistakesKept || mistakes.last.map { $0.margin < margin } ?? true
  }

  /// Keeps a mistake among the worst; a tie goes to the earlier example.
  private mutating func note(_ mistake: Mistake) {
    let place = mistakes.firstIndex { $0.margin < mistake.margin } ?? mistakes.count
    mistakes.insert(mistake, at: place)
    if mistakes.count > Self.mistakesKept { mistakes.removeLast() }
  }

  var examination: Examination {
    let hasClasses = confusion.total > 0
    return Examination(
      loss: Float(loss / Double(max(rows, 1))), accuracy: hasClasses ? confusion.accuracy : nil,
      confusion: hasClasses ? confusion : nil, mistakes: mistakes)
  }
}

/// The offset of the largest of some scores, the first of equals; `nil` when none is a number.
func largest(of scores: ArraySlice<Float>) -> Int? {
  var best: Int?
  for index in scores.indices where !scores[index].isNaN {
    if let known = best, scores[known] >= scores[index] { continue }
    best = index
  }
  return best.map { $0 - scores.startIndex }
}
