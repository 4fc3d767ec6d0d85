import Autodiff
import Formula
import Presentation
import Syntax
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// Names that other programs give, in commands, prompts, completion and sessions.
@Suite struct NodeNameTests {
  static let names = ["fc1.weight", "0.weight", "layer 1", "sum", "it's", "a;b", "x[0]", "pi"]

  private func model(_ name: String, _ commands: [String] = []) throws -> ExplorerModel {
    let json = """
      {"version": 1, "nodes": [{"operation": "input", "name": "\(name)", "value": [[1, 2], [3, 4]]},
      {"operation": "square", "name": "\(name)^2", "operands": [0]},
      {"operation": "sum", "name": "loss", "operands": [1]}]}
      """
    var model = try ExplorerModel(
      Program(json: Array(json.utf8), origin: "test"), size: Size(width: 80, height: 24))
    for command in commands { _ = try model.perform(DebuggerCommand.parse(command)) }
    return model
  }

  private func reply(_ command: String, _ model: ExplorerModel) throws -> String {
    var model = model
    return try model.perform(DebuggerCommand.parse(command)).answer.lines.map(\.text.plain)
      .joined(separator: "\n")
  }

  @Test(arguments: names)
  func `every command takes a name as it is typed`(_ name: String) throws {
    let typed = name.spelledName
    let model = try model(name, ["goto end"])
    #expect(try reply("print adj(\(typed))[1, 0]", model) == "adj(\(typed))[1, 0] = 6")
    #expect(try reply("adj \(typed)", model) == "adj(\(typed)) = [[2, 4], [6, 8]]")
    #expect(try reply("val \(typed)[0, 1]", model) == "val(\(typed))[0, 1] = 2")
    #expect(try reply("watch sum(\(typed))", model) == "watch 1: sum(\(typed)) = 10")
    #expect(try reply("break \(typed)", model) == "breakpoint 1: events of \(name)")
    #expect(
      try reply("break accumulate \(typed)", model)
        == "breakpoint 1: each contribution to \(name)")
    #expect(try reply("break adj(\(typed))[0, 0] > 1", model).hasSuffix("becomes true"))
    #expect(try reply("select \(typed)", model) == "selected \(name)")
    #expect(try reply("find \(typed)", model) == name)
    #expect(try reply("contributions \(typed)", model).contains("adj(\(name))"))
    #expect(try reply("nudge \(typed)[0, 0] 0.5", model).contains("1.25"))
    #expect(try reply("set \(typed)[0, 0] 7", model) == "\(typed)[0, 0] = 7")
    #expect(try reply("paths \(typed) loss", model).contains("loss"))
    let set = try self.model(name, ["set \(typed)[0, 1] 7", "goto end"])
    #expect(try reply("val \(typed)", set) == "val(\(typed)) = [[1, 7], [3, 4]]")
  }

  @Test(arguments: names)
  func `a computed node can be held and released under any name`(_ name: String) throws {
    let typed = "\(name)^2".spelledName
    var model = try model(name, ["set \(typed)[1, 1] 0", "goto end"])
    #expect(try reply("print loss", model) == "loss = 14")
    model = try self.model(name, ["set \(typed) 0", "release \(typed)", "goto end"])
    #expect(try reply("print loss", model) == "loss = 30")
  }

  @Test(arguments: names)
  func `a session keeps every name`(_ name: String) throws {
    let typed = name.spelledName
    let model = try model(
      name,
      [
        "break \(typed)", "tbreak accumulate \(typed)", "watch adj(\(typed))",
        "set \(typed)[0, 0] 5",
        "set \("\(name)^2".spelledName) 3", "goto 4", "select \(typed)",
      ])
    let text = SessionFile.text(of: model)
    let session = try SessionFile(text, origin: "kept")
    var again = try ExplorerModel(session.program, size: model.size)
    again.resume(session, path: "kept")
    #expect(SessionFile.text(of: again) == text)
    #expect(again.notice?.plain == "selected \(name)")
    #expect(again.program.inputs.first?.values == [5, 2, 3, 4])
    #expect(again.debugger.breakpoints.all.allSatisfy { $0.trigger != nil })
  }

  @Test(arguments: [
    ("fc1.weight", "print adj(fc1.w", "print adj(fc1.weight"),
    ("layer 1", "val lay", "val 'layer 1"),
    ("layer 1", "select 'layer 1", "select 'layer 1"), ("0.weight", "adj '0.w", "adj '0.weight"),
  ])
  func `Tab completes names in quotes and with dots`(
    _ name: String, _ line: String, _ completed: String
  ) throws {
    let model = try model(name)
    let text = Completion(line, in: model.scope, model.debugger.breakpoints).text
    #expect(text.hasPrefix(completed), "\(text)")
  }

  @Test func `the advice is a name that is taken`() throws {
    for (name, typed) in [("fc1.weight", "fc1.weigth"), ("layer 1", "layer 2")] {
      var model = try model(name)
      do throws(CommandFailure) {
        _ = try model.perform(DebuggerCommand.parse("select \(typed)"))
        Issue.record("accepted")
      } catch {
        #expect(error.lines[0].hasSuffix("did you mean '\(name)'?"), "\(error.text)")
      }
    }
  }
}
