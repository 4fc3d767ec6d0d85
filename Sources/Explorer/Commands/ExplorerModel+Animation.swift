import Autodiff
import Debugging
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// The pauses between the events of an animation, slowest first, in milliseconds.
  static let pauses = [2_000, 1_000, 500, 250, 125, 60, 30]

  /// Lets events happen by themselves, up to a breakpoint or the end.
  mutating func animate() {
    guard timeline.position < timeline.count else {
      notice = StyledText("already at the end of the timeline", .muted)
      return
    }
    debugger.activity = .animation
    tellSpeed()
  }

  /// Makes an animation faster or slower.
  mutating func changeSpeed(by step: Int) {
    debugger.speed = min(max(debugger.speed + step, 0), Self.pauses.count - 1)
    tellSpeed()
  }

  private mutating func tellSpeed() {
    let perSecond = NumberText.short(1_000 / Double(Self.pauses[debugger.speed]), digits: 2)
    let stop = debugger.activity == .animation ? ", any other key to stop" : ""
    notice = StyledText(
      "\(perSecond) \(perSecond == "1" ? "event" : "events") per second: + faster, - slower\(stop)",
      .muted)
  }

  /// The next event of an animation.
  mutating func proceedAnimation() {
    let run = BreakpointRun(isForward: true)
    let stop = run.go(&timeline, &debugger.breakpoints, budget: 1)
    guard stop != .budget else { return }
    debugger.activity = nil
    report(stop, isForward: true)
  }
}
