import Autodiff
import Formula
import Presentation
import Syntax
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// What is shared next to what is written out.
@Suite struct SwellComparisonTests {
  private func lines(
    _ command: String, of program: String, columns: Int = 120
  ) throws -> [String] {
    var model = try ExplorerModel(program, size: Size(width: columns, height: 30))
    return try model.perform(DebuggerCommand.parse(command)).answer.lines.map(\.text.plain)
  }

  @Test func `the example has 6 operations instead of 11, and 12 instead of 32`() throws {
    let lines = try lines("swell", of: #require(Example.named("expression-swell")).text)
    #expect(lines[0].hasPrefix("f: 6 operations shared, 11 written out"))
    #expect(lines.contains { $0.hasPrefix("df/dx: 12 operations shared, 32 written out") })
    #expect(lines.contains { $0.contains("* a = exp(x)") && $0.contains("│ exp(c:(a:(exp(x))") })
  }

  @Test func `the derivative can be typed as it is written out`() throws {
    let program = try Program(#require(Example.named("expression-swell")).text)
    let lines = try lines("swell", of: program.text, columns: 300)
    let line = try #require(lines.first { $0.hasPrefix("df/dx = ") })
    let text = line.dropFirst("df/dx = ".count)
    #expect(text.contains("cos(exp(x) + exp(x)^2) + exp(exp(x) + exp(x)^2)"))
    #expect(!text.contains(":") && !text.contains("gf"))
    let typed = try Program("x = 0.5; z = \(text)")
    var evaluation = try typed.evaluation()
    evaluation.forward()
    #expect(abs(evaluation.value(of: typed.output).elements[0] - 555.9719679015084) < 1e-9)
  }

  @Test func `where it is narrow one stands below the other`() throws {
    let lines = try lines(
      "swell", of: #require(Example.named("expression-swell")).text, columns: 80)
    #expect(lines.allSatisfy { $0.columns <= 80 })
    #expect(!lines.contains { $0.contains("│") })
  }

  @Test func `an expression of a million million million operations is counted all the same`()
    throws
  {
    let steps = (1...70).map { "a\($0) = a\($0 - 1)*a\($0 - 1)" }.joined(separator: "; ")
    let lines = try lines("swell", of: "a0 = 1; " + steps)
    #expect(lines[0].hasPrefix("a70: 70 operations shared, about 1.1806e21 written out"))
    #expect(lines.contains { $0.contains("the first part") })
    #expect(lines.count < 400)
  }

  @Test func `what does not vary has no derivative`() throws {
    let lines = try lines("swell z y", of: "z = x^2; w = y")
    #expect(lines.contains("z does not depend on y"))
  }
}
