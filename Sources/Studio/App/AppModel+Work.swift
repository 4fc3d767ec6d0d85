package import Explorer
package import Inquiry

/// What is worked out beside the screen, and what continues by itself.
extension AppModel {
  /// The layout that is to be worked out, if there is one that nobody has taken yet.
  package mutating func takeWantedDrawing() -> DrawingRequest? {
    var request = explorer?.takeWantedDrawing()
    request?.opening = openings
    return request
  }

  /// Shows a layout that was worked out, unless another one is wanted by now.
  package mutating func show(_ answer: DrawingAnswer) {
    guard answer.opening == openings else { return }
    explorer?.adopt(answer)
  }

  /// The gradient check that is to be started or cancelled, if nobody has taken notice of it yet.
  package mutating func takeCheckOrder() -> CheckOrder? {
    explorer?.takeCheckOrder()?.about(opening: openings)
  }

  /// The long work that is to be started or cancelled, if nobody has taken notice of it yet.
  package mutating func takeCommandOrder() -> CommandOrder? {
    explorer?.takeCommandOrder()?.about(opening: openings)
  }

  /// Shows what came of long work, unless something else is wanted by now.
  package mutating func show(_ answer: CommandAnswer) {
    guard answer.opening == openings else { return }
    explorer?.adopt(answer)
  }

  /// Shows what a gradient check found, unless something else is wanted by now.
  package mutating func show(_ answer: CheckAnswer) {
    guard answer.opening == openings else { return }
    explorer?.adopt(answer)
  }

  /// Whether something continues by itself.
  package var isBusy: Bool { explorer?.isBusy ?? false }

  /// How long to wait for an event before going on by itself; `nil` when nothing does.
  package var pause: Duration? { explorer?.pause }

  /// Does the next part of what continues by itself.
  package mutating func proceed() { explorer?.proceed() }
}
