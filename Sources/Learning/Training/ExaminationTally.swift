/// What an evaluation adds up, block by block.
package struct ExaminationTally {
  private static let mistakesKept = 50

  private var loss = 0.0
  private var rows = 0
  private var confusion: ConfusionMatrix
  private var mistakes: [Mistake] = []

  package init(classes: Int) { confusion = ConfusionMatrix(classes: classes) }

  package mutating func add(loss: Float, rows: Int) {
    self.loss += Double(loss) * Double(rows)
    self.rows += rows
  }

  /// Takes the scores of some rows, which are those of the images from one on.
  package mutating func add(scores: [Float], of images: ImageDataset, from start: Int) {
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

  package var examination: Examination {
    let hasClasses = confusion.total > 0
    return Examination(
      loss: Float(loss / Double(max(rows, 1))), accuracy: hasClasses ? confusion.accuracy : nil,
      confusion: hasClasses ? confusion : nil, mistakes: mistakes)
  }
}
