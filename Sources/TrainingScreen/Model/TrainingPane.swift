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

  /// Whether it tells something of images and their classes, of which a regression has none.
  var needsImages: Bool {
    switch self {
    case .accuracy, .digit, .confusion, .mistakes, .drawing: true
    case .loss, .weights, .scores, .layers, .histograms: false
    }
  }

  /// The panes that have something to show, in order.
  static func all(readingImages: Bool) -> [TrainingPane] {
    allCases.filter { readingImages || !$0.needsImages }
  }

  /// The next of some panes in order, or the one before; from the last to the first.
  func moved(by steps: Int, among panes: [TrainingPane]) -> TrainingPane {
    guard let place = panes.firstIndex(of: self) else { return panes.first ?? self }
    return panes[((place + steps) % panes.count + panes.count) % panes.count]
  }
}
