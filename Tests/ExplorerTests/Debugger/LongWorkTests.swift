import Formula
import TestSupport
import Testing
import TextCanvas

@testable import Autodiff
@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// What is worked out while a key is answered grows with the graph, not with its square.
@Suite(.serialized) struct LongWorkTests {
  /// How much longer something takes in what is four times as large: about 4 times, and 16 where each
  /// node looks at each other.
  private func growth(from count: Int, _ work: (Int) throws -> Void) rethrows -> Double {
    let small = try cpuTime { try work(count) }
    let large = try cpuTime { try work(4 * count) }
    return large / small
  }

  /// What a command takes when a program of some size is open already.
  private func time(of command: String, in text: String) throws -> Duration {
    var model = try ExplorerModel(Program(text), size: Size(width: 120, height: 40))
    let parsed = try DebuggerCommand.parse(command)
    return try cpuTime { _ = try model.performAtOnce(parsed) }
  }

  @Test(arguments: ["nudge x 0.01", "jacobian z", "jacobian z x", "swell z", "costs z", "hvp x=1"])
  func `a question about a wide graph`(command: String) throws {
    let small = try time(of: command, in: LargePrograms.fan(1000))
    let large = try time(of: command, in: LargePrograms.fan(4000))
    #expect(large / small < 9, "\(command): \(small), \(large)")
  }

  @Test(arguments: ["nudge w 0.01", "jacobian", "swell", "costs", "hvp w=1", "paths w", "signal"])
  func `a question about a deep graph`(command: String) throws {
    let small = try time(of: command, in: LargePrograms.recurrence(1000))
    let large = try time(of: command, in: LargePrograms.recurrence(4000))
    #expect(large / small < 9, "\(command): \(small), \(large)")
  }

  @Test func `many names for one node`() throws {
    let growth = growth(from: 2000) { count in
      var notes = NodeNotes()
      for number in 0..<count { notes.name(NodeID(0), "name\(number)") }
      for number in 0..<count { notes.name(NodeID(0), "name\(number)") }
      #expect(notes.names(of: NodeID(0)).count == count)
    }
    #expect(growth < 9)
  }

  @Test func `the factors of a Jacobian are those of its parts, one by one`() throws {
    let text = "x = [0.5, 2]; a = sin(x); b = x[0]*x[1]; c = a*b; d = exp(b); z = sum(c)*d"
    var model = try ExplorerModel(Program(text), size: Size(width: 120, height: 40))
    let sheet = try #require(
      try model.perform(DebuggerCommand.parse("jacobian z x")).answer.matrices)
    let product = sheet.matrices.dropFirst().map { $0 }
    try #require(product.count > 2)
    var elements = product[0].elements
    for factor in product.dropFirst() {
      let (inner, columns) = (factor.rows.count, factor.columns.count)
      elements = (0..<columns).map { column in
        (0..<inner).reduce(0) { $0 + elements[$1] * factor[$1, column] }
      }
    }
    for (left, right) in zip(elements, sheet.matrices[0].elements) {
      #expect(abs(left - right) < 1e-12)
    }
  }

  @Test func `what is typed into a prompt`() throws {
    func type(_ count: Int, _ press: (Key) -> Void) {
      for _ in 0..<count { press(.character("1")) }
    }
    let inExplorer = try growth(from: 4000) { count in
      var model = try ExplorerModel("z = x*y", keys: "e")
      type(count) { _ = model.update(.key($0)) }
    }
    #expect(inExplorer < 9)
  }
}
