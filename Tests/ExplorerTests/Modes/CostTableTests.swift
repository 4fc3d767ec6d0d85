import Autodiff
import Formula
import Presentation
import Syntax
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// What each mode costs, as it is counted.
@Suite struct CostTableTests {
  private func lines(_ command: String, of program: String) throws -> [String] {
    var model = try ExplorerModel(program, size: Size(width: 80, height: 24))
    return try model.perform(DebuggerCommand.parse(command)).answer.lines.map(\.text.plain)
  }

  /// The numbers of a row, by its name.
  private func numbers(_ name: String, in lines: [String]) -> [Int] {
    let row = lines.first { $0.hasPrefix(name) }?.dropFirst(name.count) ?? ""
    return Array(row.split(separator: " ").prefix(2).compactMap { Int($0) })
  }

  @Test func `expression swell is counted`() throws {
    let lines = try lines("costs", of: #require(Example.named("expression-swell")).text)
    #expect(numbers("value only", in: lines) == [1, 6])
    #expect(numbers("symbolic", in: lines) == [1, 12])
    #expect(numbers("written out", in: lines) == [1, 32])
    #expect(lines.contains { $0.hasSuffix("value only: 11") })
  }

  @Test func `a sweep for each input forward, for each output in reverse`() throws {
    let lines = try lines("costs h", of: #require(Example.named("layer-jacobian")).text)
    #expect(lines[0].hasPrefix("n = 8 in (W, x), m = 3 in h, 2 operations"))
    #expect(numbers("forward mode", in: lines) == [8, 16])
    #expect(numbers("reverse mode", in: lines) == [3, 6])
    #expect(numbers("differences", in: lines) == [9, 18])
    #expect(lines.last == "reverse mode is cheaper: 3 reverse sweeps instead of 8")
  }

  @Test func `with one input and one output neither has fewer sweeps`() throws {
    let lines = try lines("costs", of: "z = sin(x)")
    #expect(lines.last == "same number of sweeps either way; a forward one costs less")
    #expect(!lines.contains { $0.contains("fewer") })
  }

  @Test func `what doubles with every line is counted without being written`() throws {
    let steps = (1...80).map { "a\($0) = a\($0 - 1)*a\($0 - 1)" }.joined(separator: "; ")
    let lines = try lines("costs", of: "a0 = 1; " + steps)
    #expect(lines.contains { $0.hasSuffix("value only: about 1.2089e24") })
  }

  @Test func `where nothing varies there is nothing to count`() throws {
    #expect(throws: CommandFailure.self) { try lines("costs", of: "z = 2*3") }
  }
}
