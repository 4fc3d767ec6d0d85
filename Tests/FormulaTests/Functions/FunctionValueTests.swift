import Autodiff
import Foundation
import Testing

@testable import Formula

/// A program of one line, its value and its derivatives as mpmath has them; `fixtures.py` wrote them.
struct FunctionValue: CustomTestStringConvertible, Sendable {
  let program: String
  let inputs: String
  let value: Double
  let derivatives: [Double]

  var testDescription: String { "\(program) at \(inputs)" }

  static func all() throws -> [FunctionValue] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "function-values.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return FunctionValue(
        program: parts[0], inputs: parts[1], value: Double(parts[2]) ?? .nan,
        derivatives: parts[3].split(separator: " ").compactMap { Double($0) })
    }
  }
}

@Suite struct FunctionValueTests {
  /// Loose where the numbers themselves lose digits: differences of large ones.
  private func isNear(_ found: Double, _ wanted: Double, _ scale: Double) -> Bool {
    (found - wanted).magnitude <= 4e-15 * max(wanted.magnitude, scale)
  }

  @Test func `there are three hundred values`() throws {
    #expect(try FunctionValue.all().count >= 300)
  }

  @Test func `values and adjoints are those of an independent implementation`() throws {
    for known in try FunctionValue.all() {
      let program = try Program(known.program, at: known.inputs)
      var evaluation = try program.evaluation()
      evaluation.forward()
      try evaluation.reverse(from: program.output)
      let inputs = program.inputs.filter { known.inputs.contains("\($0.name)=") }
      let size = inputs.flatMap(\.values).map(\.magnitude).max() ?? 0
      let isDeviation = ["var", "std"].contains { known.program.contains($0) }
      let value = evaluation.value(of: program.output).elements[0]
      let scale = isDeviation ? size * 1e-1 : 0
      #expect(isNear(value, known.value, scale), "\(known.testDescription): \(value)")
      let found = inputs.flatMap { evaluation.adjoint(of: $0.node).elements }
      #expect(found.count == known.derivatives.count)
      let largest = known.derivatives.map(\.magnitude).max() ?? 0
      for (found, wanted) in zip(found, known.derivatives) {
        #expect(isNear(found, wanted, largest), "\(known.testDescription): \(found), \(wanted)")
      }
    }
  }
}
