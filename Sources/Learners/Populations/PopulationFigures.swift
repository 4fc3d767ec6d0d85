/// What there is to say of the losses of a generation.
func populationFigures(_ losses: [Float]) -> [LearnerFigure] {
  guard let best = losses.min() else { return [] }
  let (mean, spread) = meanAndSpread(of: losses)
  return [
    LearnerFigure("bestLoss", "best loss", Double(best)),
    LearnerFigure("meanLoss", "mean", mean), LearnerFigure("spread", "spread", spread),
  ]
}
