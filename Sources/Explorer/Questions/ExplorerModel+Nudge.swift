import Autodiff
import Debugging
import Formula
import Inquiry

extension ExplorerModel {
  /// Moves a node a little and reports what that does.
  mutating func nudge(_ name: String, by amount: String) throws(CommandFailure) -> Answer {
    let scope = scope
    let target = try NumberTarget(name, origin: "nudge", in: scope)
    guard program.graph.hasAdjoint(target.node) else {
      throw CommandFailure("\(name) is data, with which nothing varies; nudge another node")
    }
    let part = try number(amount, origin: "nudge", shape: target.shape, in: scope)
    let change = target.replacing(in: .zeros(program.graph.shape(of: target.node)), by: part)
    let answer = try Nudge(
      target.node, called: name, by: change, amount: amount, in: timeline, of: program, text
    ).answer
    showNudge(of: target, by: change)
    return answer
  }
}
