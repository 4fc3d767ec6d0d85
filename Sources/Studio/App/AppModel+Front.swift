import Explorer
import TextCanvas
import TrainingScreen

/// What is for the screen in front, whichever that is.
extension AppModel {
  /// Has the screen in front take an event.
  mutating func updateFront(_ event: ScreenEvent) -> [Effect] {
    switch front {
    case .start: start.update(event)
    case .explorer: (explorer?.update(event) ?? []).map { Effect($0) }
    case .training: (training?.update(event) ?? []).map { Effect($0) }
    }
  }

  /// Whether characters go into a text.
  var isTyping: Bool {
    switch front {
    case .start: false
    case .explorer: explorer?.isTyping ?? false
    case .training:
      (isLessonBesideRun && explorer?.isAnswering == true) || training?.isTyping ?? false
    }
  }

  /// Says a word on the screen in front.
  mutating func report(_ words: String) {
    switch front {
    case .start: break
    case .explorer: explorer?.notice = StyledText(words, .muted)
    case .training: training?.notice = words
    }
  }

  /// What had happened last when the frame was drawn: an event of the explorer, an epoch.
  package var moment: String? {
    switch front {
    case .start: nil
    case .explorer: explorer?.moment
    case .training: training?.moment
    }
  }
}
