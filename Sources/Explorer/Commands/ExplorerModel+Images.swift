import Debugging
package import Formula
import Inquiry
import TextCanvas
import Widgets

extension ExplorerModel {
  /// Asks for another of the images that the program may be of.
  func showImage(_ move: ImageMove) throws(CommandFailure) -> Reply {
    guard let images, detour.waiting.isEmpty else {
      throw CommandFailure("this program is not a network on an image of a collection")
    }
    let wanted: Int
    switch move {
    case .by(let step): wanted = min(max(images.index + step, 0), images.count - 1)
    case .number(let number): wanted = number
    }
    guard 0..<images.count ~= wanted else {
      throw CommandFailure(
        "there is no \(images.noun) \(wanted); they have the numbers 0 to \(images.count - 1)")
    }
    guard wanted != images.index else {
      return Reply(line: "this is the \(wanted == 0 ? "first" : "last") \(images.noun)")
    }
    return Reply(effects: [.showImage(wanted)])
  }

  /// Shows the same network on another image, at the same place in time.
  package mutating func show(_ program: Program, at index: Int) {
    do {
      try change(to: program, debugger.whatIf)
      // Nothing that was changed for the other image can be taken back for this one.
      (debugger.past, debugger.future) = ([], [])
      debugger.saved = program.writing
      images?.index = index
    } catch {
      notice = StyledText(error.lines[0], .warning)
    }
  }

  /// Whether Escape finds nothing here that could be closed.
  var hasNothingToClose: Bool {
    (canGoBack || !detour.waiting.isEmpty) && tensorPane == nil && units == nil
      // From the graph beside a lesson one comes to the lesson first.
      && frame.focus == (lesson == nil ? .graph : .lesson)
      && !panes.isAlone && panes.firstRows.keys.allSatisfy { $0 == .lesson }
  }

  /// Goes to where this program was opened from.
  mutating func goBack() throws(CommandFailure) -> Reply {
    detour.waiting.isEmpty ? Reply(effects: [.screen(.goBack)]) : try leaveDetour()
  }
}
