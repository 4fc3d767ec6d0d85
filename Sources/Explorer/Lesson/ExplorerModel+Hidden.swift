import Autodiff
import Debugging
import Formula
import Inquiry
import Lessons
import Presentation
import TextCanvas

// What a lesson's page keeps from the screen is given away by nothing else.
extension ExplorerModel {
  /// What the page leaves out until its question is answered.
  private var hidden: Set<QuizSubject> { detour.waiting.isEmpty ? lesson?.hidden ?? [] : [] }

  /// Whether a number of the state is kept to itself.
  func isHidden(_ reference: StateReference) -> Bool {
    switch reference.quantity {
    case .value: leavesOut(.value, of: reference.node)
    case .adjoint: leavesOut(.adjoint, of: reference.node)
    case .tangent: false
    case .partial: leavesOutPartials
    }
  }

  /// The first of some numbers that is kept to itself, as it is typed.
  private func firstHidden(of references: [StateReference]) -> String? {
    references.first { isHidden($0) }.map { scope.spelling(of: $0) }
  }

  /// Refuses what would say a number that is kept to itself.
  func refuseHidden(_ command: DebuggerCommand) throws(CommandFailure) {
    try refuseWhatIsPredicted(command)
    guard !hidden.isEmpty else { return }
    switch command {
    case .print(let text), .watch(let text):
      guard let expression = try? StateExpression(text, in: scope),
        let name = firstHidden(of: expression.references)
      else { return }
      throw CommandFailure("\(name) is hidden until the question is answered")
    case .ask(.reach), .ask(.costs): return
    case .ask, .check, .nudge, .plot, .copy, .toggleWatch, .useEngine, .descend, .derivative,
      .hessianProduct, .showUnits, .exportPicture:
      throw Self.wouldShow
    case _ where changesMode(command): throw Self.wouldShow
    default: return
    }
  }

  private static let wouldShow = CommandFailure(
    "this would show numbers that are hidden until the question is answered")

  /// Whether anything is left out, so that tensors are not looked into.
  var hidesNumbers: Bool { !hidden.isEmpty }

  /// Closes what an earlier page may have left open and what would show numbers of this one.
  mutating func closeWhatIsHidden() {
    if !hidden.isEmpty { (tensorPane, units) = (nil, nil) }
    // A curve says what is to be predicted, however it was opened.
    if !hidden.isEmpty || lesson?.holdsTime == true { plotted = nil }
  }

  /// What is said of an event whose numbers are kept to themselves; `nil` of any other.
  func hiddenEventWords(at timeline: Run) -> String? {
    guard !hidden.isEmpty, let event = timeline.lastEvent else { return nil }
    let isHidden =
      switch event {
      case .value(let node): leavesOut(.value, of: node)
      // It is made of a partial and an adjoint, and the partial of values.
      case .contribution: true
      case .seed: hidden.contains(.adj)
      case .tangent: hidden.contains(.val) || hidden.contains(.partial)
      case .tangentSeed: false
      }
    return isHidden ? "its numbers are hidden until the question is answered" : nil
  }

  /// What a watched expression is, unless it speaks of what is kept to itself.
  func look(of watch: Watch, columns: Int) -> StyledText {
    firstHidden(of: watch.expression?.references ?? []) == nil
      ? watch.look(columns: columns) : StyledText("?", .prompt)
  }
}
