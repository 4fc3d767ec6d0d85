import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

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

  @Test func `a value that leads through another branch says so`() throws {
    let program = "x = 2\nif x > 0:\n  y = x^2\nelse:\n  y = x + sin(x)\nz = 2*y"
    var model = try ExplorerModel(Program(program), size: Size(width: 80, height: 24))
    var reply = try model.perform(DebuggerCommand.parse("set x 3"))
    #expect(reply.answer.lines.map(\.text.plain) == ["x = 3"])
    reply = try model.perform(DebuggerCommand.parse("set x -1"))
    let words = "with that the program takes other branches or turns: 5 nodes, 4 before"
    #expect(reply.answer.lines.map(\.text.plain) == ["x = -1; \(words)"])
    try model.press("i C-u 3 Enter")
    #expect(model.rows.joined().contains("takes other branches or turns"))
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
      model.undo(isRedo: false, count: 1)
    }
    for state in states.dropFirst() {
      model.undo(isRedo: true, count: 1)
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
    // The output comes first, and the difference below.
    let lines = reply.answer.lines.map { $0.text.plain.split(separator: " ").map(String.init) }
    #expect(lines.count == 7)
    #expect(lines.dropFirst().first == ["z", "0.012", "0.012001"])
    #expect(lines.dropFirst(2).first == ["difference", "1e-6"])
  }

  private static let network =
    "W = [[1, 2], [3, 4]]; x = [5, 6]; h = W @ x; z = sum(h*h)"

  /// A model of a program with tensors after some commands.
  private func network(
    _ commands: String..., mode: TimelineMode = .reverse
  ) throws -> ExplorerModel {
    var model = try ExplorerModel(
      Program(Self.network), size: Size(width: 120, height: 40), mode: mode)
    for command in commands { _ = try model.perform(DebuggerCommand.parse(command)) }
    return model
  }

  @Test(arguments: [
    ("set W[0,1] 2.5", "W", "[[1, 2.5], [3, 4]]"), ("set W[0, 1] -2", "W", "[[1, -2], [3, 4]]"),
    ("set W[:, 0] [7, 8]", "W", "[[7, 2], [8, 4]]"), ("set W[1] 0", "W", "[[1, 2], [0, 0]]"),
    ("set W[-1,-1] W[0,0] + 1", "W", "[[1, 2], [3, 2]]"), ("set x[0:2] pi", "x", "[pi, pi]"),
    ("set h[1] 1", "h", "[17, 1]"),
  ])
  func `elements are set alone`(_ command: String, _ node: String, _ expected: String) throws {
    let set = try network("goto end", command)
    let whole = try network("goto end", "set \(node) \(expected)")
    #expect(SessionFile.text(of: set) == SessionFile.text(of: whole))
    #expect(set.view() == whole.view())
  }

  @Test func `an element of a node without a value yet is set over the value that it will have`()
    throws
  {
    let model = try network("set h[1] 1", "goto end")
    #expect(model.timeline.number(StateReference(.value, of: model.program.output))?.scalar == 290)
  }

  @Test func `the seed of one element picks it from what is derived`() throws {
    var model = try ExplorerModel("x = [1, 2]; z = x^2", size: Size(width: 80, height: 24))
    _ = try model.perform(DebuggerCommand.parse("seed z[1] 1"))
    _ = try model.perform(.goTo(.max))
    let x = try #require(model.scope.node(named: "x"))
    #expect(model.timeline.adjoint(of: x).elements == [0, 4])
    _ = try model.perform(DebuggerCommand.parse("seed z[0] 3"))
    #expect(model.timeline.adjoint(of: x).elements == [6, 4])
  }

  @Test func `a nudge of one element moves that alone`() throws {
    var model = try network()
    let reply = try model.perform(DebuggerCommand.parse("nudge W[0,1] 0.001"))
    #expect(reply.answer.title == "change in W[0,1]: 0.001")
    // ∂z/∂W[0,1] = 2·h[0]·x[1] = 2·17·6.
    let row = try #require(reply.answer.lines.dropFirst().first).text.plain.split(separator: " ")
    #expect(row.prefix(2).map(String.init) == ["z", "0.204"])
  }

  @Test func `elements come back with a session and with undo`() throws {
    var model = try network("set W[0,1] 0.1", "set h[0] 1/3", "seed z 2", "goto 7")
    let text = SessionFile.text(of: model)
    let session = try SessionFile(text, origin: "test")
    var again = try ExplorerModel(session.program, size: Size(width: 120, height: 40))
    again.resume(session, path: "test")
    #expect(SessionFile.text(of: again) == text)
    for _ in 0..<3 { model.undo(isRedo: false, count: 1) }
    #expect(try values(SessionFile.text(of: model)) == values(SessionFile.text(of: network())))
  }

  @Test func `the key for a value asks for the element under the cursor`() throws {
    var model = try network("goto end", "select W")
    try model.press("Enter Right i C-u '2.5' Enter")
    #expect(model.tensorPane?.element == 1)
    let expected = try network("goto end", "select W", "set W[0,1] 2.5")
    #expect(SessionFile.text(of: model) == SessionFile.text(of: expected))
  }

  @Test(arguments: [
    (
      "set W[0,2] 1",
      """
      set:1:5: there is no element 2 on axis 1 of a matrix of 2×2; type 0 to 1, or -1 for the last
        W[0,2]
            ^
      """
    ),
    (
      "set W[0]+1 1",
      """
      indices come after a name here, as in W[0]
        W[0]+1
         ^^^^^
      """
    ),
    (
      "seed z[0] 1",
      """
      seed:1:1: a single number has no elements; leave the index out, or make it an array, as in x = [1, 2]
        z[0]
        ^^^^
      """
    ),
    ("nudge Q[0] 1", "no node is called 'Q'; the program has W, a, h, x, z"),
    ("set W[0] [1, 2, 3]", "the shape is 3, but must be 2"),
  ])
  func `an element that is not there is pointed at`(_ command: String, _ report: String) throws {
    var model = try network("goto 4")
    let before = SessionFile.text(of: model)
    let failure = #expect(throws: CommandFailure.self) {
      try model.perform(DebuggerCommand.parse(command))
    }
    #expect(failure?.text == report)
    #expect(SessionFile.text(of: model) == before)
  }

  @Test func `what was cycled through is forgotten with the program`() throws {
    var model = try ExplorerModel(
      Program("a = x*y; z = a + sin(x)"), size: Size(width: 80, height: 24))
    for command in [DebuggerCommand.select("z"), .cycle(.operands), .edit("a = x*y")] {
      _ = try model.perform(command)
    }
    #expect(model.selection == model.program.output)
    _ = try model.perform(.cycle(.operands))
    #expect(model.selection == model.program.inputs.first?.node)
  }

  @Test func `an input is set to what an expression is here`() throws {
    var model = try model("goto 4")
    _ = try model.perform(DebuggerCommand.parse("set x y + 1"))
    #expect(model.program.inputs.first?.literal == "4")
  }

  @Test(arguments: [
    "set q 1", "set a [1, 2]", "set x w", "set mode sideways", "seed a 1", "release a",
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
