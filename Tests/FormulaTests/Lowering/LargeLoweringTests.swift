import Autodiff
import TestSupport
import Testing

@testable import Formula

/// Limits are many times what is needed, but far below what quadratic work would take.
@Suite(.serialized) struct LargeLoweringTests {
  private func timed(_ limit: Duration, _ work: () throws -> Int) rethrows -> Int {
    var count = 0
    let time = try cpuTime { count = try work() }
    #expect(time < limit)
    return count
  }

  private func errorCount(_ text: String) -> Int {
    do throws(FormulaFailure) {
      _ = try Program(text)
      return 0
    } catch {
      return error.errors.count
    }
  }

  @Test func `a hundred thousand lines become a graph`() throws {
    let lines = ["a0 = 1"] + (1...100_000).map { "a\($0) = a\($0 - 1)*1.0001 + 0.5" }
    let text = lines.joined(separator: "\n")
    // An input, two constants, and two operations a line.
    #expect(try timed(.seconds(3)) { try Program(text).graph.count } == 200_003)
  }

  @Test func `a sum of half a million terms needs no deep stack`() throws {
    let text = "y = x" + String(repeating: "+x", count: 500_000)
    #expect(try timed(.seconds(3)) { try Program(text).graph.count } == 500_001)
  }

  @Test func `functions that double at every level are refused, not written out`() throws {
    let levels = (1...40).map { "f\($0)(t) = f\($0 - 1)(t)*f\($0 - 1)(t + 1)" }
    let text = (["f0(t) = t"] + levels + ["y = f40(2)"]).joined(separator: "\n")
    #expect(timed(.seconds(3)) { errorCount(text) } == 1)
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
    let names = (0..<20_000).map { "q\($0)" }
    let text = "y = " + names.joined(separator: "+")
    let values = names.map { $0 + "=1/2" }.joined(separator: ",")
    #expect(try timed(.seconds(3)) { try Program(text).notes.count } == 11)
    #expect(try timed(.seconds(3)) { try Program(text, at: values).inputs.count } == 20_000)
  }

  @Test func `unknown functions by the thousand are told in time`() {
    let text = (0..<20_000).map { "f\($0)(t) = g\($0)(t)" }.joined(separator: "\n")
    #expect(timed(.seconds(3)) { errorCount(text) } == 21)
  }

  @Test func `an array larger than the limit is refused by its shape alone`() {
    let vector = "v = [\((0..<3_000).map(String.init).joined(separator: ", "))]"
    let text = vector + "\nM = reshape(v, -1, 1)*v"
    let failure = #expect(throws: FormulaFailure.self) { try Program(text) }
    #expect(failure?.report.contains("an array of 3000×3000 is too large") == true)
  }
}
