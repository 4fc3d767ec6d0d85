extension RateSchedule.Course {
  /// `exponential 0.8`, as it is read again.
  var text: String {
    switch self {
    case .constant: "constant"
    case .exponential(let factor): "exponential \(factor)"
    case .step(let every, let factor): "step \(every) \(factor)"
    case .cosine(let epochs): "cosine \(epochs)"
    }
  }

  /// Reads what `text` wrote.
  init?(text: String) {
    let words = text.split(separator: " ")
    switch (words.first, words.count) {
    case ("constant", 1): self = .constant
    case ("exponential", 2):
      guard let factor = Float(words[1]), factor > 0, factor.isFinite else { return nil }
      self = .exponential(factor: factor)
    case ("step", 3):
      guard let every = Int(words[1]), every > 0, let factor = Float(words[2]), factor > 0,
        factor.isFinite
      else { return nil }
      self = .step(every: every, factor: factor)
    case ("cosine", 2):
      guard let epochs = Int(words[1]), epochs > 0 else { return nil }
      self = .cosine(epochs: epochs)
    default: return nil
    }
  }
}
