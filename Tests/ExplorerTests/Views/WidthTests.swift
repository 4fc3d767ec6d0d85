import Autodiff
import Formula
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// What stays in sight where there is little room.
@Suite struct WidthTests {
  @Test(arguments: [24, 40, 60, 79, 80, 81, 100, 120, 160])
  func `help and quit stay in the line of hints`(_ columns: Int) throws {
    let rows = try ExplorerModel("z = x*y", at: "x=1,y=2", size: Size(width: columns, height: 24))
      .rows
    let hints = try #require(rows.last)
    #expect(hints.contains("? help"))
    #expect(hints.contains("q quit"))
  }

  @Test(arguments: ["dual x", "reach x", "info watches", "signal x", "list", "contributions x"])
  func `a box keeps its corners, whatever stands in its lower edge`(_ command: String) throws {
    for width in [30, 36, 44, 60, 80, 120] {
      var model = try ExplorerModel(
        Program("a = x*2; z = a + x", at: "x=3"), size: Size(width: width, height: 24), mode: .both)
      try model.press("G")
      model.show(try model.perform(DebuggerCommand.parse(command)).answer)
      guard case .answer? = model.overlay else { continue }
      let rows = model.rows
      let lower = try #require(rows.last { $0.contains("↓ ↑") || $0.contains("Esc") })
      #expect(lower.contains("╰") && lower.contains("╯"), "\(command) at \(width): \(lower)")
    }
  }

  @Test func `only where there are several places is one told to choose`() throws {
    var model = try ExplorerModel(
      Program("a = x*2; z = a + x", at: "x=3"), size: Size(width: 80, height: 24), mode: .both)
    try model.press("G")
    for (command, chooses) in [
      ("dual a", false), ("info program", false), ("contributions x", true),
    ] {
      model.show(try model.perform(DebuggerCommand.parse(command)).answer)
      #expect(model.rows.contains { $0.contains("↓ ↑ select") } == chooses, "\(command)")
    }
  }

  @Test func `the explorer says what to type in the explorer`() throws {
    let model = try ExplorerModel("z = x*y", size: Size(width: 120, height: 40))
    #expect(
      model.rows.last?.contains("'x' has no value; 1 is used (press i on it, or type :set x 2)")
        == true)
    #expect(!model.rows.contains { $0.contains("--at") })
  }

  @Test func `the bars of a signal say that they are logarithmic`() throws {
    var model = try ExplorerModel("z = sigmoid(x)", at: "x=10", size: Size(width: 80, height: 24))
    try model.press("G D")
    #expect(model.rows.contains { $0.contains("bars are logarithmic") })
  }

  @Test func `one of a kind is told in the singular`() throws {
    var model = try ExplorerModel(
      "x = [3]; w = [[2]]; z = sum(w @ x)", size: Size(width: 120, height: 40))
    try model.press("G")
    for name in ["w", "x", "a"] {
      _ = try model.perform(DebuggerCommand.parse("select \(name)"))
      try model.press("Enter")
      #expect(!model.rows.contains { $0.contains(" 1 products") || $0.contains(" 1 elements") })
      try model.press("Escape")
    }
  }
}
