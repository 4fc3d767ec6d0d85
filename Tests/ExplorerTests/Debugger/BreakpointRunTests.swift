import Autodiff
import Formula
import Syntax
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// Runs to breakpoints.
@Suite struct BreakpointRunTests {
  private static let program =
    "x = 0.5; y = -2; a = tanh(x*y); b = a*x + exp(y); c = a*b; z = c^2 + x"

  private func model(_ commands: String) throws -> ExplorerModel {
    var model = try ExplorerModel(
      Program(Self.program), size: Size(width: 80, height: 24), mode: .both)
    var script = CommandScript()
    script.add(option: commands, name: "test")
    model.perform(script)
    return model
  }

  /// Where runs stop on the way from one end of time to the other.
  private func stops(_ condition: String, from start: String, key: String) throws -> [Int] {
    var model = try model("\(condition); \(start)")
    var stops: [Int] = []
    while true {
      let before = model.timeline.position
      _ = try model.perform(DebuggerCommand.parse(key))
      while model.isBusy { model.proceed() }
      let position = model.timeline.position
      guard position != before, position != 0, position != model.timeline.count else {
        return stops
      }
      stops.append(position)
    }
  }

  /// The positions that meet a condition, by looking at every one.
  private func positions(
    where isHit: (Run, Run) -> Bool
  ) throws -> [Int] {
    var now = try model("").timeline
    var positions: [Int] = []
    while now.position < now.count {
      let before = now
      now.step()
      if isHit(now, before), now.position < now.count { positions.append(now.position) }
    }
    return positions
  }

  @Test(arguments: [
    "break a", "break accumulate x", "break |adj(a)| > 0.1", "break a*b > 0.1",
    "break tangent(c) > -100", "break adj(x) != 0", "break nan",
  ])
  func `backward runs stop where forward runs do`(_ condition: String) throws {
    let forward = try stops(condition, from: "g", key: "c")
    let backward = try stops(condition, from: "G", key: "C")
    #expect(forward == backward.reversed())
    #expect(!forward.isEmpty || condition == "break nan")
  }

  @Test func `an expression stops a run where it becomes true and nowhere else`() throws {
    let scope = StateScope(try Program(Self.program))
    var expression = try StateExpression("|adj(a)| > 0.1 + adj(b)", in: scope)
    let expected = try positions { now, before in
      let wasTrue = expression.isTrue(at: before)
      return expression.isTrue(at: now) && !wasTrue
    }
    #expect(!expected.isEmpty)
    #expect(try stops("break |adj(a)| > 0.1 + adj(b)", from: "g", key: "c") == expected)
  }

  @Test func `each contribution to a node is a stop`() throws {
    let x = try #require(StateScope(Program(Self.program)).node(named: "x"))
    let expected = try positions { now, _ in now.lastContribution?.target == x }
    #expect(expected.count == 3)
    #expect(try stops("break accumulate x", from: "g", key: "c") == expected)
  }

  @Test func `a temporary breakpoint goes with its hit and an ignored one waits`() throws {
    var temporary = try model("tbreak a; c")
    #expect(temporary.debugger.breakpoints.all.isEmpty)
    let first = temporary.timeline.position
    _ = try temporary.perform(.run(isForward: true, stops: 1))
    #expect(temporary.timeline.position == temporary.timeline.count)
    let all = try stops("break a", from: "g", key: "c")
    #expect(all.first == first)
    let ignoring = try model("break a; ignore 1 2; c")
    #expect(ignoring.timeline.position == all[2])
    #expect(ignoring.debugger.breakpoints.all.map(\.hits) == [3])
    let counted = try model("break a; 3c")
    #expect(counted.timeline.position == all[2])
    let disabled = try model("break a; disable 1; c")
    #expect(disabled.timeline.position == disabled.timeline.count)
  }

  @Test func `a breakpoint survives an edit by its name`() throws {
    var model = try model("break b; break adj(b) > 0; watch b*2")
    try model.replaceProgram(with: model.program.replacingText(with: "b = x + 1; z = b*y"))
    let b = try #require(model.scope.node(named: "b"))
    #expect(model.breakpoints == [b])
    try model.replaceProgram(with: model.program.replacingText(with: "z = x + 1"))
    #expect(model.breakpoints.isEmpty)
    #expect(model.debugger.breakpoints.all.count == 2)
    try model.replaceProgram(with: model.program.replacingText(with: "b = x*3; z = b + 1"))
    #expect(model.breakpoints == [try #require(model.scope.node(named: "b"))])
  }
}
