import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// Commands as they are typed.
@Suite struct CommandLineTests {
  @Test(arguments: [
    ("5n", DebuggerCommand.travel(.nextNode, count: 5)),
    ("C", .run(isForward: false)), (":goto 7", .goTo(7)), ("goto end", .goTo(.max)),
    ("  step  3 ", .travel(.nextEvent, count: 3)), ("p adj(x) * x", .print("adj(x) * x")),
    ("adj x", .print("adj(x)")), ("break nan", .setBreakpoint(.notFinite, isTemporary: false)),
    ("tbreak accumulate w", .setBreakpoint(.accumulation("w"), isTemporary: true)),
    ("break |adj(h)| > 1e3", .breakOn("|adj(h)| > 1e3", isTemporary: false)),
    ("del 1 2", .deleteBreakpoints([1, 2])), ("seed z [1, 0]", .seed(node: "z", value: "[1, 0]")),
    ("paths x", .ask(.paths(from: "x", to: nil))), ("save", .save(nil, replacing: false)),
    ("save! a b", .save("a b", replacing: true)),
    ("export svg a", .exportPicture("a", replacing: false)),
    ("export! svg a", .exportPicture("a", replacing: true)),
  ])
  func `a line is a command`(_ line: String, _ command: DebuggerCommand) throws {
    #expect(try DebuggerCommand.parse(line) == command)
  }

  @Test(arguments: [
    ("brek a", ["no command is called 'brek'; did you mean 'break'?", "  brek a", "  ^^^^"]),
    ("goto x", ["'x' is not an event; type its number, or end", "  goto x", "       ^"]),
    ("delete 1 b", ["'b' is not a number", "  delete 1 b", "           ^"]),
    ("s", []), ("set x", ["the value is missing", "  set x", "      ^"]),
    ("re", ["'re' is ambiguous: reverse, release, redo, reach, return, recheck", "  re", "  ^^"]),
  ])
  func `a wrong line is told with a caret`(_ line: String, _ report: [String]) {
    do throws(CommandFailure) {
      _ = try DebuggerCommand.parse(line)
      #expect(report.isEmpty)
    } catch {
      #expect(error.lines == report)
    }
  }

  @Test func `commands lie between semicolons outside of brackets, or on lines`() {
    let text = "break nan; c\n# a remark\nseed z [1; 2]\nedit x = 2; z = x\n"
    #expect(
      DebuggerCommand.lines(of: text)
        == ["break nan", " c", "seed z [1; 2]", "edit x = 2; z = x"])
  }

  private func explorer() throws -> ExplorerModel {
    try ExplorerModel(
      Program("alpha = 2; beta = 3; z = alpha*beta"), size: Size(width: 80, height: 24))
  }

  @Test(arguments: [
    ("wat", "watch "), ("watch al", "watch alpha"), ("print adj(be", "print adj(beta"),
    ("set not", "set notation"), ("set notation le", "set notation leibniz"),
    ("info ov", "info overrides"), ("help tb", "help tbreak"), ("zzz", "zzz"),
  ])
  func `Tab completes commands, nodes and options`(_ line: String, _ completed: String) throws {
    let model = try explorer()
    #expect(Completion(line, in: model.scope, model.debugger.breakpoints).text == completed)
  }

  @Test func `Up and Down go through what was typed`() throws {
    var model = try explorer()
    func type(_ text: String) {
      for character in text { _ = model.update(.key(.character(character))) }
    }
    for command in [":goto 1", ":goto 2"] {
      type(command)
      _ = model.update(.key(.enter))
    }
    type(":")
    func line() -> String? {
      guard case .prompt(let prompt) = model.overlay else { return nil }
      return prompt.text
    }
    var seen: [String?] = []
    for key in [Key.up, .up, .up, .down, .down] {
      _ = model.update(.key(key))
      seen.append(line())
    }
    #expect(seen == ["goto 2", "goto 1", "goto 1", "goto 2", ""])
    _ = model.update(.key(.escape))
    #expect(model.overlay == nil)
  }

  @Test func `an animation waits between events, and nothing waits when it is over`() throws {
    var model = try ExplorerModel("z = x*y", at: "x=2,y=3", size: Size(width: 80, height: 24))
    #expect(model.pause == nil)
    _ = model.update(.key(.character("a")))
    #expect(model.pause == .milliseconds(500))
    _ = model.update(.key(.character("+")))
    #expect(model.pause == .milliseconds(250))
    for event in 1...6 {
      model.proceed()
      #expect(model.timeline.position == event)
    }
    #expect(model.pause == nil)
  }

  @Test func `Ctrl-C ends an animation first and the program only when idle`() throws {
    var model = try ExplorerModel("z = x*y", at: "x=2,y=3", size: Size(width: 80, height: 24))
    _ = model.update(.key(.character("a")))
    #expect(model.update(.key(.control("c"))) == [])
    #expect(!model.isBusy)
    #expect(model.update(.key(.control("c"))) == [.screen(.quit)])
  }

  @Test func `q asks when an edit is not saved`() throws {
    var model = try explorer()
    #expect(model.update(.key(.character("q"))) == [.screen(.quit)])
    _ = try model.perform(.edit("z = 2*beta"))
    #expect(model.update(.key(.character("q"))) == [])
    #expect(model.update(.key(.character("q"))) == [.screen(.quit)])
    model.didSave(to: "somewhere")
    #expect(model.update(.key(.character("q"))) == [.screen(.quit)])
    _ = try model.perform(.edit("z = 3*beta"))
    #expect(model.update(.key(.control("c"))) == [])
    #expect(model.update(.key(.control("c"))) == [.screen(.quit)])
  }
}
