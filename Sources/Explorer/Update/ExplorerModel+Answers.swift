import Autodiff
import Inquiry
import TextCanvas
import Widgets

extension ExplorerModel {
  /// Goes to the position at which what a line reports has just happened, and selects its element.
  private mutating func go(to line: AnswerLine) {
    guard let position = line.position else { return }
    timeline.seek(to: position)
    if let node = currentNode { unfold(around: node) }
    tensorPane = nil
    if let element = line.element, let event = timeline.lastEvent {
      let node = timeline.target(of: event) ?? event.node
      tensorPane = TensorPane(
        node: node, quantity: event.quantity, element: element, follows: true)
    }
    refreshAfterTravel()
  }

  /// Does a key while an answer is shown.
  mutating func press(_ key: Key, in answer: AnswerBox) -> [ExplorerEffect] {
    var answer = answer
    let page = max(size.height - 4, 1)
    switch key {
    case .down, .character("j"): answer.move(by: 1)
    case .up, .character("k"): answer.move(by: -1)
    case .pageDown, .character(" "): answer.move(by: page)
    case .pageUp: answer.move(by: -page)
    case .control("d"): answer.move(by: max(page / 2, 1))
    case .control("u"): answer.move(by: -max(page / 2, 1))
    case .home, .character("g"): answer.move(by: -answer.lines.count)
    case .end, .character("G"): answer.move(by: answer.lines.count)
    case .control("l"): return [.screen(.redrawAll)]
    case .control("c"), .escape, .character("q"):
      overlay = nil
      return []
    case .enter:
      go(to: answer)
      return []
    default: return pressThrough(key)
    }
    overlay = .answer(answer)
    return []
  }

  /// Does what a key does that means nothing to an answer, which is closed: a question, a step, the
  /// command line.
  mutating func pressThrough(_ key: Key) -> [ExplorerEffect] {
    guard KeyTable.explorer.command(for: key) != nil else { return [] }
    overlay = nil
    return press(key)
  }

  /// Leaves an answer for where its chosen line happened.
  mutating func go(to answer: AnswerBox) {
    overlay = nil
    answer.chosenLine.map { go(to: $0) }
  }
}
