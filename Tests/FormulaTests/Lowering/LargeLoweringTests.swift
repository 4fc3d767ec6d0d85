import Autodiff
import Syntax
import TestSupport
import Testing

@testable import Formula

/// Programs as large as anybody will ever have, in time that grows no faster than they do.
@Suite struct LargeLoweringTests {
  private func errorCount(_ text: String) -> Int {
    do throws(FormulaFailure) {
      _ = try Program(text)
      return 0
    } catch {
      return error.errors.count
    }
  }

  @Test func `a hundred thousand lines become a graph`() throws {
    try Growth.expectLinear(upTo: 100_000) { count in
      let lines = ["a0 = 1"] + (1...count).map { "a\($0) = a\($0 - 1)*1.0001 + 0.5" }
      // An input, two constants, and two operations a line.
      let program = try Program(lines.joined(separator: "\n"))
      #expect(program.graph.count == 2 * count + 3)
    }
  }

  @Test func `a hundred thousand turns of a loop become a graph sooner than as many lines do`()
    throws
  {
    let count = 100_000
    let loop = "x = 2\ny = 1\nfor i in 0..<\(count): y = (y + x/y)/2\noutput y"
    let lines = ["x = 2", "y0 = 1"] + (1...count).map { "y\($0) = (y\($0 - 1) + x/y\($0 - 1))/2" }
    let text = lines.joined(separator: "\n")
    try Growth.expect(lessThan: 1) {
      let program = try Program(loop)
      #expect(program.graph.count == 3 * count + 3)
      #expect(program.graph.notes.groups.count == count)
    } _: {
      let program = try Program(text)
      #expect(program.graph.count == 3 * count + 3)
    }
    try Growth.expectLinear(upTo: count) { count in
      let program = try Program("x = 2\ny = 1\nfor i in 0..<\(count): y = y*x + 0.5\noutput y")
      #expect(program.graph.count == 2 * count + 3)
    }
  }

  @Test func `a sum of half a million terms needs no deep stack`() throws {
    try Growth.expectLinear(upTo: 500_000) { count in
      let text = "y = x" + String(repeating: "+x", count: count)
      let program = try Program(text)
      #expect(program.graph.count == count + 1)
    }
  }

  @Test func `functions that double at every level are refused, not written out`() throws {
    // Written out, four times as many levels would take a billion times as long.
    Growth.expectLinear(upTo: 120) { count in
      let levels = (1...count).map { "f\($0)(t) = f\($0 - 1)(t)*f\($0 - 1)(t + 1)" }
      let text = (["f0(t) = t"] + levels + ["y = f\(count)(2)"]).joined(separator: "\n")
      #expect(errorCount(text) == 1)
    }
  }

  @Test func `a chain of functions has a limit`() throws {
    func chain(_ length: Int) -> String {
      let functions = (1...length).map { "f\($0)(t) = f\($0 - 1)(t)" }
      return (["f0(t) = t^2"] + functions + ["y = f\(length)(2)"]).joined(separator: "\n")
    }
    #expect(try Run(chain(200)).result == [4])
    let failure = #expect(throws: FormulaFailure.self) { try Program(chain(10_000)) }
    #expect(failure?.errors.map(\.problem) == [.calledTooDeeply(limit: 256)])
  }

  @Test func `many names and many values are told apart in time`() throws {
    try Growth.expectLinear(upTo: 20_000) { count in
      let names = (0..<count).map { "q\($0)" }
      let text = "y = " + names.joined(separator: "+")
      let plain = try Program(text)
      #expect(plain.notes.count == 11)
      let values = names.map { $0 + "=1/2" }.joined(separator: ",")
      let valued = try Program(text, at: values)
      #expect(valued.inputs.count == count)
    }
  }

  @Test func `unknown functions by the thousand are told in time`() {
    Growth.expectLinear(upTo: 20_000) { count in
      let text = (0..<count).map { "f\($0)(t) = g\($0)(t)" }.joined(separator: "\n")
      #expect(errorCount(text) == 21)
    }
  }

  @Test func `an array larger than the limit is refused by its shape alone`() {
    let vector = "v = [\((0..<3_000).map(String.init).joined(separator: ", "))]"
    let text = vector + "\nM = reshape(v, -1, 1)*v"
    let failure = #expect(throws: FormulaFailure.self) { try Program(text) }
    #expect(failure?.report.contains("an array of 3000×3000 is too large") == true)
  }
}
