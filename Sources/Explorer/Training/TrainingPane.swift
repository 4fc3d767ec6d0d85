/// A part of the training screen.
package enum TrainingPane: Int, CaseIterable, Hashable, Sendable {
  case loss, accuracy, weights, scores, layers, histograms, digit, confusion, mistakes, drawing

  /// The digit that brings it to the front: 1 for the first, 0 for the tenth.
  var key: Character { Character("\((rawValue + 1) % 10)") }

  /// The pane that a digit brings to the front.
  init?(key: Character) {
    guard let pane = Self.allCases.first(where: { $0.key == key }) else { return nil }
    self = pane
  }

  /// The next pane in order, or the one before; from the last to the first.
  func moved(by steps: Int) -> TrainingPane {
    let all = Self.allCases
    return all[((rawValue + steps) % all.count + all.count) % all.count]
  }
}
