import Autodiff
import Debugging
import Formula
import Testing
import TextCanvas

@testable import Explorer
@testable import Inquiry

/// What another program recorded, beside what is computed here.
@Suite struct RecordedNumberTests {
  /// `h` sends back ten times what it should: somebody's own gradient forgot a mean.
  private static let capture = """
    {"version": 1, "nodes": [
    {"operation": "input", "name": "x", "value": 3, "expected": {"adjoint": 61}},
    {"operation": "square", "name": "h", "operands": [0], "source": {"file": "model.py", "line": 12},
     "original": "aten::square", "expected": {"value": 9, "adjoint": 10}},
    {"operation": "add", "name": "z", "operands": [1, 0], "expected": {"value": 12, "adjoint": 1}}
    ]}
    """

  private func model(
    _ text: String = capture, size: Size = Size(width: 120, height: 40), keys: String = ""
  ) throws -> ExplorerModel {
    let program = try Program(json: Array(text.utf8), origin: "runs/run.json")
    var model = try ExplorerModel(program, size: size)
    model.finishLayout()
    try model.press(keys)
    return model
  }

  private func node(_ name: String, in model: ExplorerModel) throws -> NodeID {
    try #require(model.scope.node(named: name))
  }

  private func lines(_ command: String, in model: inout ExplorerModel) throws -> [String] {
    try model.perform(DebuggerCommand.parse(command)).answer.lines.map(\.text.plain)
  }

  @Test func `a capture opens at the end of time`() throws {
    let model = try model()
    #expect(model.timeline.position == model.timeline.count)
    #expect(try ExplorerModel("z = x^2").timeline.position == 0)
  }

  @Test func `a key leads to the first difference and says what it looks like`() throws {
    var model = try model(keys: "g !")
    #expect(try model.selection == node("h", in: model))
    #expect(
      try model.timeline.event(model.timeline.position)
        == .contribution(from: node("z", in: model), operand: 0))
    let lines = try lines("differences", in: &model)
    #expect(
      lines.prefix(3) == [
        "backward: h = x^2, model.py:12, aten::square",
        "  the adjoint of h is 10 recorded, 1 recomputed", "  recorded: 10 times too large",
      ], "\(lines)")
    #expect(lines.contains("  adjoint of x: 61 recorded, 7 recomputed: follows"), "\(lines)")
    #expect(lines.contains("1 more follows from what differs before"), "\(lines)")
  }

  @Test func `what differs is marked in the box, and says what was recorded`() throws {
    let rows = try model().rows
    #expect(rows.contains { $0.contains("≠ 10") }, "\(rows.joined(separator: "\n"))")
    #expect(rows.contains { $0.contains("≠ 61") }, "what follows from it differs, too")
  }

  @Test func `nothing is marked before it is computed`() throws {
    let rows = try model(keys: "g n n").rows
    #expect(!rows.contains { $0.contains("≠") }, "\(rows.joined(separator: "\n"))")
  }

  @Test func `a run stops where a difference begins, in both directions`() throws {
    var model = try model(keys: "g c")
    let position = model.timeline.position
    #expect(
      try model.timeline.event(position) == .contribution(from: node("z", in: model), operand: 0),
      "\(position) of \(model.timeline.count)")
    #expect(
      model.notice?.plain
        == "the adjoint of h is 10 recorded, 1 recomputed; recorded: 10 times too large")
    try model.press("G C")
    #expect(model.timeline.position >= position)
  }

  @Test func `the event says what was recorded and where the program computed it`() throws {
    let rows = try model(keys: "g c").rows.joined(separator: "\n")
    #expect(rows.contains("≠ recorded: 10, 10 times too large"), "\(rows)")
    let forward = try model(keys: "g n n").rows.joined(separator: "\n")
    #expect(forward.contains("model.py:12, aten::square"), "\(forward)")
    #expect(forward.contains("recorded: 9, as computed here"), "\(forward)")
  }

  @Test func `expressions know recorded numbers`() throws {
    var model = try model()
    let value = try lines("print expected(h)", in: &model)
    #expect(value == ["expected(h) = 9"])
    let difference = try lines("print adj(h) - expected(adj(h))", in: &model)
    #expect(difference == ["adj(h) - expected(adj(h)) = -9"])
    #expect(throws: CommandFailure.self) { try lines("print expected(q)", in: &model) }
    #expect(throws: CommandFailure.self) {
      try lines("print expected(tangent(h))", in: &model)
    }
    _ = try lines("watch expected(adj(x))", in: &model)
    #expect(model.debugger.watches.all.first?.look(columns: 20).plain == "61")
    try model.press("g")
    _ = try lines("break |adj(h) - expected(adj(h))| > 1", in: &model)
    #expect(model.debugger.breakpoints.all.first?.trigger != nil)
  }

  @Test func `the list has them too`() throws {
    var model = try model()
    let lines = try lines("list", in: &model)
    #expect(
      lines.contains { $0.hasPrefix("h = x^2: value 9, adjoint 1 ≠ recorded 10") }, "\(lines)")
  }

  @Test func `with another input the recorded numbers no longer belong to it`() throws {
    var model = try model()
    _ = try lines("set x 4", in: &model)
    #expect(model.recordedMarks == nil)
    #expect(throws: CommandFailure.self) { try lines("differences", in: &model) }
    _ = try lines("undo", in: &model)
    #expect(try model.recordedMarks?.report.first?.node == node("h", in: model))
  }

  @Test func `the editor is asked for at the line`() throws {
    var model = try model()
    let reply = try model.perform(DebuggerCommand.parse("line h"))
    #expect(
      reply.effects == [
        .showLine(SourceLine(file: "model.py", number: 12), beside: "runs/run.json")
      ])
    #expect(throws: CommandFailure.self) { try model.perform(DebuggerCommand.parse("line x")) }
  }

  @Test func `recorded numbers that are not finite are not called finite`() throws {
    let text = Self.capture.replacing("\"adjoint\": 61", with: "\"adjoint\": \"NaN\"")
    var model = try model(text)
    let lines = try lines("why", in: &model)
    #expect(lines.first == "the recorded adjoint of x is NaN: x", "\(lines)")
    #expect(lines.dropFirst().first == "every number recomputed here is finite: no NaN, no ∞")
  }

  @Test func `groups fold to a depth`() throws {
    let text = """
      {"version": 1, "groups": [{"name": "net"}, {"name": "0", "parent": 0}, {"name": "1", "parent": 0}],
      "nodes": [
      {"operation": "input", "name": "x", "value": 3},
      {"operation": "square", "operands": [0], "group": 1},
      {"operation": "sin", "operands": [1], "group": 1},
      {"operation": "exp", "operands": [2], "group": 2},
      {"operation": "tanh", "operands": [3], "group": 2}
      ]}
      """
    var model = try model(text)
    #expect(model.outline.items.count == 5)
    _ = try lines("fold 1", in: &model)
    #expect(model.outline.items.count == 2)
    _ = try lines("fold 2", in: &model)
    #expect(model.outline.items.count == 3)
    _ = try lines("fold 0", in: &model)
    #expect(model.outline.items.count == 5)
  }
}
