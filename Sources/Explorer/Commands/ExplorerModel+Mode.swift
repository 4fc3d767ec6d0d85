import Autodiff
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Goes to the next mode: reverse, forward, both.
  mutating func changeMode() {
    let next: TimelineMode =
      switch mode {
      case .reverse: .forward
      case .forward: .both
      case .both: .reverse
      }
    do {
      try change(to: next)
      notice = StyledText("\(next)", .muted)
    } catch {
      notice = StyledText(error.lines[0], .warning)
    }
  }

  /// Shows the program in another mode, at the same event if that has it, else at the value of the
  /// node that acted last.
  mutating func change(to newMode: TimelineMode) throws(CommandFailure) {
    guard newMode != mode else { return }
    let event = timeline.lastEvent
    mode = newMode
    try rebuild()
    requestDrawing()
    guard let event else { return timeline.seek(to: 0) }
    timeline.seek(to: timeline.number(of: event) ?? timeline.valueEvent(of: event.node))
    refreshAfterTravel()
  }

  /// Makes timeline and drawing again after a change of mode, program or values, at the same
  /// position as far as there is one.
  mutating func rebuild() throws(CommandFailure) {
    do {
      try replaceProgram(with: program)
    } catch {
      throw CommandFailure("\(error)")
    }
  }
}

extension Run {
  /// The number of an event, if it happens at all.
  func number(of event: Event) -> Int? {
    let candidates: [Int] =
      switch event {
      case .value(let node): [valueEvent(of: node)]
      case .seed: [seedEvent]
      case .contribution(let node, let place):
        contributions(to: graph.operands(of: node)[place])
      case .tangent, .tangentSeed: Array(1..<max(count, 1) + 1)
      }
    return candidates.first { self.event($0) == event }
  }
}
