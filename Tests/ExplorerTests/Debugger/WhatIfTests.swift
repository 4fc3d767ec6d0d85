import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas

@testable import Explorer

/// Changes of values and program, and what is kept of them.
@Suite struct WhatIfTests {
  private static let program = "x = 2; y = 3; a = x*y; z = a^2 + sin(x)"

  private func model(
    _ commands: String..., mode: TimelineMode = .reverse
  ) throws -> ExplorerModel {
    var model = try ExplorerModel(
      Program(Self.program), size: Size(width: 80, height: 24), mode: mode)
    for command in commands { _ = try model.perform(DebuggerCommand.parse(command)) }
    return model
  }

  private func number(_ text: String, in model: ExplorerModel) throws -> Double {
    var expression = try StateExpression(text, in: model.scope)
    guard case .number(let tensor) = expression.value({ model.timeline.number($0) }) else {
      throw CommandFailure("\(text) is not there")
    }
    return try #require(tensor.scalar)
  }

  @Test func `a held node cuts the way back, so that adjoints are those of what is computed`()
    throws
  {
    let model = try model("set a 10", "goto end")
    #expect(try number("z - (100 + sin(x))", in: model) == 0)
    #expect(try number("adj(a)", in: model) == 20)
    #expect(try number("adj(x) - cos(x)", in: model) == 0)
    #expect(try number("adj(y)", in: model) == 0)
  }

  @Test func `a change keeps position, selection, breakpoints and watches`() throws {
    let model = try model("break a", "watch adj(a)", "goto 6", "select a", "set x 5", "set a 1")
    #expect(model.timeline.position == 6)
    #expect(model.text.names[try #require(model.selection)] == "a")
    #expect(model.breakpoints == [try #require(model.scope.node(named: "a"))])
    #expect(model.debugger.watches.all.map(\.text) == ["adj(a)"])
  }

  @Test func `undo and redo go through all that was`() throws {
    var model = try model("goto end")
    let changes = ["set x 4", "set a 1", "edit z = x*y + 1", "seed z 3", "release"]
    var states = [SessionFile.text(of: model)]
    for change in changes {
      _ = try model.perform(DebuggerCommand.parse(change))
      states.append(SessionFile.text(of: model))
    }
    for state in states.reversed() {
      #expect(values(SessionFile.text(of: model)) == values(state))
      model.undo(isRedo: false)
    }
    for state in states.dropFirst() {
      model.undo(isRedo: true)
      #expect(values(SessionFile.text(of: model)) == values(state))
    }
  }

  /// Program and values: another program has another number of events.
  private func values(_ session: String) -> [Substring] {
    session.split(separator: "\n").filter { !$0.hasPrefix("goto") && !$0.hasPrefix("select") }
  }

  @Test func `the seed scales every adjoint`() throws {
    let plain = try model("goto end")
    let seeded = try model("seed z 4", "goto end")
    let (four, one) = (try number("adj(x)", in: seeded), try number("adj(x)", in: plain))
    #expect(four == 4 * one)
  }

  @Test func `a tangent can begin at any input or held node`() throws {
    let alongY = try model("seed y 2", "goto end", mode: .both)
    #expect(try number("tangent(z) - 2*adj(y)", in: alongY) == 0)
    let alongA = try model("set a 6", "seed a 1", "goto end", mode: .forward)
    #expect(try number("tangent(z)", in: alongA) == 12)
    #expect(throws: CommandFailure.self) { try model("seed a 1", mode: .forward) }
    #expect(throws: CommandFailure.self) { try model("seed x 1", mode: .reverse) }
  }

  @Test func `a nudge predicts what nearly happens`() throws {
    var model = try model()
    let reply = try model.perform(DebuggerCommand.parse("nudge a 0.001"))
    let row = try #require(reply.lines.last).text.plain.split(separator: " ")
    #expect(row.map(String.init) == ["z", "0.012", "0.012001", "1e-6"])
    #expect(reply.lines.count == 4)
  }

  @Test(arguments: [
    "set q 1", "set a [1, 2]", "set x y", "set mode sideways", "seed a 1", "release a",
    "nudge x [1, 2]", "edit z = ",
  ])
  func `what cannot be is refused and changes nothing`(_ command: String) throws {
    var model = try model("goto 4")
    let before = SessionFile.text(of: model)
    #expect(throws: CommandFailure.self) { try model.perform(DebuggerCommand.parse(command)) }
    #expect(SessionFile.text(of: model) == before)
    #expect(model.debugger.past.isEmpty)
  }

  @Test func `a session that is read goes on as it was`() throws {
    let model = try model(
      "set y -0.5", "set mode both", "set a 1/3", "seed x 2", "break |adj(a)| > 1", "tbreak z",
      "disable 1", "ignore 2 3", "watch adj(a)*a", "goto 7", "select y", "set notation arrow")
    let text = SessionFile.text(of: model)
    let session = try SessionFile(text, origin: "test")
    var again = try ExplorerModel(session.program, size: Size(width: 80, height: 24))
    again.resume(session, path: "test")
    #expect(SessionFile.text(of: again) == text)
    #expect(again.timeline.position == 7)
    #expect(throws: CommandFailure.self) { try SessionFile("x = 2", origin: "other") }
  }
}
