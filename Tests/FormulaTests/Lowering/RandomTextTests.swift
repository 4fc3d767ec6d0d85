import Autodiff
import Basics
import TestSupport
import Testing

@testable import Formula

/// Programs that nobody would type, of words that everybody types.
@Suite struct RandomTextTests {
  private static let statements = [
    "x = 2", "W = [[1, 2], [3, 4]]", "v = [1, -2, 3]", "k = 1", "f(t) = E", "g(a, b) = E",
    "e = E", "y = E", "z = E", "h = E", "E", "output y", "output z, x", "f(t) = f(E)",
  ]

  private static let expressions = [
    "x", "W", "v", "k", "y", "z", "q", "t", "a", "b", "e", "pi", "0", "1", "2", "-1", "0.5",
    "1e308",
    "E + E", "E - E", "E*E", "E/E", "E^E", "E^2", "E @ E", "-E", "|E|", "(E)", "E < E", "E == E",
    "[E, E]", "[E]", "E[E]", "E[E, E]", "E[E:]", "E[:E]", "E[:]", "f(E)", "g(E, E)", "sin(E)",
    "max(E, E)", "max(E)", "max(E, axis=E)", "sum(E, axis=0)", "sum(E)", "softmax(E)",
    "logsumexp(E, axis=-1)", "reshape(E, 2, -1)", "reshape(E, E)", "concat(E, E, axis=E)",
    "transpose(E)", "dot(E, E)", "where(E, E, E)", "leakyRelu(E)", "logisticLoss(E, E)",
    "sigmoidCrossEntropy(E, E)", "meanSquaredError(E, E)", "log(E)", "sqrt(E)",
  ]

  /// A program in which each `E` has been replaced by an expression, a few times over.
  private func program(_ random: inout SplitMix64) -> String {
    let count = Int.random(in: 1...6, using: &random)
    var lines = (0..<count).map { _ in Self.statements.randomElement(using: &random) ?? "" }
    for round in 0..<5 {
      lines = lines.map { line in
        line.split(separator: "E", omittingEmptySubsequences: false).reduce(into: "") {
          text, part in
          if !text.isEmpty || part.startIndex != line.startIndex {
            text += replacement(round, &random)
          }
          text += part
        }
      }
    }
    return lines.joined(separator: "\n")
  }

  private func replacement(_ round: Int, _ random: inout SplitMix64) -> String {
    let choices = round < 4 ? Self.expressions[...] : Self.expressions.prefix(17)
    return choices.randomElement(using: &random) ?? "x"
  }

  @Test(arguments: 0..<8)
  func `a program is refused with a reason or runs, whatever it says`(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var accepted = 0
    for _ in 0..<2_000 {
      let text = program(&random)
      do throws(FormulaFailure) {
        let program = try Program(text)
        accepted += 1
        let run = try? Run(program)
        #expect(run?.result.isEmpty == false)
        let inputs = program.inputs.indices.map { program.inputs[$0].node.index }
        #expect(inputs == Array(program.inputs.indices))
      } catch {
        #expect(!error.errors.isEmpty)
        #expect(!error.report.contains("''"))
      }
    }
    #expect(accepted > 100)
  }
}
