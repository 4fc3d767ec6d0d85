import Autodiff
import Testing

@testable import Formula

/// Expressions with everything written out.
@Suite struct WrittenOutTests {
  private func written(_ program: String, limit: Int = 400) throws -> WrittenOut {
    let program = try Program(program)
    return WrittenOut(program.output, in: program.graph, operations: limit)
  }

  @Test func `what is shared is written at each use, with its name`() throws {
    let swell = try written("f = exp(exp(x) + exp(x)^2) + sin(exp(x) + exp(x)^2)")
    #expect(
      swell.text
        == "exp(c:(a:(exp(x)) + a:(exp(x))^2)) + sin(c:(a:(exp(x)) + a:(exp(x))^2))")
    #expect(swell.isWhole)
    #expect(swell.repeated.count == 2)
  }

  @Test(arguments: [
    ("z = x*y + sin(x)", "x*y + sin(x)"), ("z = (x + y)*x", "(x + y)*x"),
    ("W = [[1, 2], [3, 4]]; z = W @ [x, 1]", "W @ [x, 1]"), ("z = 2*3", "2*3"), ("z = x", "x"),
    ("a = x + y; z = a*2", "(x + y)*2"),
  ])
  func `without sharing it is what one would type`(_ program: String, _ text: String) throws {
    #expect(try written(program).text == text)
  }

  @Test func `it ends after some operations, however long it would be`() throws {
    let steps = (1...100).map { "a\($0) = a\($0 - 1)*a\($0 - 1)" }.joined(separator: "; ")
    let swell = try written("a0 = 1; " + steps, limit: 50)
    #expect(!swell.isWhole)
    #expect(swell.text.utf8.filter { $0 == UInt8(ascii: "*") }.count == 50)
  }

  @Test func `a deep expression ends before the stack does`() throws {
    let steps = (1...5_000).map { "a\($0) = sin(a\($0 - 1))" }.joined(separator: "; ")
    #expect(try !written("a0 = 1; " + steps, limit: 100_000).isWhole)
  }
}
