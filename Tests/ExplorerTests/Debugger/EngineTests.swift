import Autodiff
import Formula
import Lessons
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// Wrong engines beside the right one.
@Suite struct EngineTests {
  private static let reused = "x = 3; y = -1; c = x + y; d = c^2; f = x*d"

  private func model(_ program: String, _ commands: String...) throws -> ExplorerModel {
    var model = try ExplorerModel(program)
    model.finishLayout()
    for command in commands { try model.press("':\(command)' Enter") }
    return model
  }

  private func lines(_ model: ExplorerModel) throws -> [String] {
    guard case .answer(let box)? = model.overlay else {
      Issue.record("there is no answer")
      return []
    }
    return box.lines.map(\.text.plain)
  }

  @Test func `an engine says where it first differs, why, and what becomes of each adjoint`() throws
  {
    let lines = try lines(model(Self.reused, "engine set"))
    #expect(
      lines == [
        "This engine kept only the last contribution.",
        "First difference at event 10: x̄ is 12; it should be 16.",
        "The 12 from c replaced the 4 instead of being added to it.",
        "   right  set",
        "x̄     16   12 ≠",
        "f̄      1    1",
        "d̄      3    3",
        "c̄     12   12",
        "ȳ     12   12",
      ])
  }

  @Test(arguments: [
    ("stale", "It began at 16, which the previous sweep left there, and not at 0."),
    ("wrong-point", "The slope of c^2 was taken at x = 3, and not at c = 2."),
    ("wrong-point", "d sends 18 to c; it should send 12."),
    ("no-local", "f sends 1 to x; it should send 4."),
    ("no-local", "The local partial d is missing."),
    ("no-upstream", "The adjoint of d is missing in the product."),
    ("eager", "This program cannot tell: every adjoint is right all the same."),
    ("no-mean", "It would take a mean of several numbers."),
  ])
  func `the reason is that of the mistake`(engine: String, line: String) throws {
    #expect(try lines(model(Self.reused, "engine \(engine)")).contains(line))
  }

  @Test func `the wrong adjoint stands beside the right one at every position`() throws {
    var model = try model(Self.reused, "engine set")
    try model.press("Escape 7n")
    #expect(!model.rows.contains { $0.contains("set: 12") })
    try model.press("G C")
    try model.press("':goto 10' Enter")
    let rows = model.rows
    #expect(rows[0].contains("engine set, reverse"))
    // The column of the list, the lower edge of the box, and the event.
    #expect(rows.contains { $0.contains("≠") && $0.contains("x") && $0.contains("16") })
    #expect(rows.contains { $0.contains("value") && $0.contains("adjoint") && $0.contains("set ") })
    #expect(rows.contains { $0.contains("set: x̄ = 12, should be 16") })
    #expect(rows.contains { $0.contains("╰ set: 12 ") || $0.contains(" set: 12 ═") })
  }

  @Test func `Enter on the first difference goes to its event`() throws {
    var model = try model(Self.reused, "engine set")
    try model.press("Enter")
    #expect(model.timeline.position == 10 && model.overlay == nil)
  }

  @Test func `off leaves nothing behind`() throws {
    let before = try model(Self.reused).rows
    var model = try model(Self.reused, "engine set")
    try model.press("Escape ':engine off' Enter")
    #expect(model.notice?.plain == "engine set is off")
    model.notice = nil
    #expect(model.rows == before)
  }

  @Test func `the engine follows what is changed about the run`() throws {
    var model = try model(Self.reused, "engine set")
    try model.press("Escape ':set x 5' Enter G")
    // c = 4, d = 16, x̄ = 16 + 5·8, of which the engine keeps 40.
    let x = try #require(model.scope.node(named: "x"))
    #expect(model.wrongRun?.adjoint(of: x).elements == [40])
    #expect(model.timeline.adjoint(of: x).elements == [56])
    try model.press("U")
    #expect(model.wrongRun?.adjoint(of: x).elements == [12])
    try model.press("m")
    #expect(model.wrongRun == nil)
    #expect(model.rows.last?.contains("forward") == true)
  }

  @Test func `what is not an engine is refused with what there is`() throws {
    let wrong = try model(Self.reused, "engine sett")
    #expect(wrong.rows.contains { $0.contains("there is no engine 'sett'; did you mean 'set'?") })
    let forward = try model(Self.reused, "set mode forward", "engine set")
    #expect(
      forward.rows.contains { $0.contains("there are no adjoints in forward mode; type set mode") })
    let many =
      "a0 = 1; " + (1...30).map { "a\($0) = a\($0 - 1) + a\($0 - 1)" }.joined(separator: ";")
    #expect(throws: CommandFailure.self) {
      var model = try ExplorerModel(many)
      _ = try model.performAtOnce(.useEngine("eager"))
    }
  }

  @Test func `a typed command knows every engine`() throws {
    let entry = try #require(CommandTable.entry(named: "engine"))
    #expect(
      entry.arguments == (WrongEngine.allCases.map(\.rawValue) + ["off"]).joined(separator: " | "))
    let scope = try StateScope(Program("z = x"))
    #expect(Completion("engine no", in: scope, BreakpointList()).candidates.count == 3)
    #expect(Completion("engine ea", in: scope, BreakpointList()).text == "engine eager")
  }
}
