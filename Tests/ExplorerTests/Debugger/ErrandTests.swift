import Autodiff
import Formula
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// Commands that may take long: they are asked for as data, and stop on Ctrl-C.
@Suite struct ErrandTests {
  private static let commands = [
    "nudge x 0.01", "swell", "hvp x=1", "derivative", "list", "jacobian", "goto end", "set x 3",
    "undo", "why", "paths x", "next", "continue", "check",
  ]

  /// An explorer to which everything is long work.
  private func model() throws -> ExplorerModel {
    var model = try ExplorerModel("z = x*y + sin(x)")
    model.patience = 0
    return model
  }

  private func asking(_ command: String) throws -> (ExplorerModel, CommandRequest) {
    var model = try model()
    #expect(try model.perform(DebuggerCommand.parse(command)) == Reply())
    guard case .start(let request) = model.takeCommandOrder() else {
      throw CommandFailure("\(command) was done at once")
    }
    return (model, request)
  }

  @Test(arguments: commands)
  func `what may take long is asked for and shows that it runs`(_ command: String) throws {
    var (model, request) = try asking(command)
    #expect(model.errand.isRunning)
    #expect(model.rows.contains { $0.contains("computing: C-c to stop") })
    #expect(model.takeCommandOrder() == nil)
    model.adopt(try #require(request.answer(unless: { false })))
    #expect(!model.errand.isRunning)
    // As if it had been done at once.
    var other = try self.model()
    other.notice = nil
    other.show(try other.performAtOnce(DebuggerCommand.parse(command)).answer)
    while other.isBusy { other.proceed() }
    model.finishLayout()
    other.finishLayout()
    #expect(model == other)
  }

  @Test func `Ctrl-C stops it and does not quit`() throws {
    var (model, request) = try asking("swell")
    let late = try #require(request.answer(unless: { false }))
    #expect(model.update(.key(.control("c"))) == [])
    #expect(!model.errand.isRunning)
    guard case .stop = model.takeCommandOrder() else {
      Issue.record("nobody was told to stop")
      return
    }
    let stopped = model
    model.adopt(late)
    #expect(model == stopped)
    #expect(model.update(.key(.control("c"))) == [.screen(.quit)])
  }

  @Test func `an answer that comes late for another state is dropped`() throws {
    var (model, request) = try asking("goto end")
    let late = try #require(request.answer(unless: { false }))
    try model.press("l")
    #expect(!model.errand.isRunning)
    let moved = model
    model.adopt(late)
    #expect(model == moved)
  }

  @Test func `what is cancelled gives no answer`() throws {
    let (_, request) = try asking("swell")
    #expect(request.answer(unless: { true }) == nil)
  }

  @Test func `an answer fits a screen that has another size by now`() throws {
    var (model, request) = try asking("nudge x 0.01")
    _ = model.update(.resize(Size(width: 100, height: 30)))
    #expect(model.errand.isRunning)
    model.adopt(try #require(request.answer(unless: { false })))
    #expect(model.size == Size(width: 100, height: 30))
    #expect(model.view().canvas.size == model.size)
  }

  @Test func `a step over a large product is long work, one back is not`() throws {
    let text = "A = broadcast(x, 400, 400); B = broadcast(y, 400, 400); C = A @ B; z = sum(C)"
    var model = try ExplorerModel(Program(text), size: Size(width: 80, height: 24))
    try model.press("n n n n")
    #expect(!model.errand.isRunning)
    try model.press("n")
    #expect(model.errand.isRunning)
    guard case .start(let request) = model.takeCommandOrder() else { return }
    model.adopt(try #require(request.answer(unless: { false })))
    #expect(model.timeline.position == 5)
    try model.press("N")
    #expect(model.timeline.position == 4)
    #expect(!model.errand.isRunning)
  }

  @Test func `a small program is asked at once`() throws {
    var model = try ExplorerModel("z = x*y + sin(x)")
    for command in Self.commands {
      _ = try model.perform(DebuggerCommand.parse(command))
      #expect(!model.errand.isRunning, "\(command)")
    }
  }
}
