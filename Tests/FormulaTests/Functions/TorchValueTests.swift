import Autodiff
import Foundation
import Testing

@testable import Formula

/// A program, its value and its derivatives as PyTorch has them; `torch-fixtures.py` wrote them.
struct TorchValue: CustomTestStringConvertible, Sendable {
  let program: String
  let inputs: String
  let value: Double
  /// The inputs that are not data.
  let moving: [String]
  let derivatives: [Double]

  var testDescription: String { "\(program) at \(inputs)" }

  static func all() throws -> [TorchValue] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "torch-values.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return TorchValue(
        program: parts[0].replacing("; ", with: "\n"), inputs: parts[1],
        value: Double(parts[2]) ?? .nan,
        moving: parts[3].split(separator: ",").map(String.init),
        derivatives: parts[4].split(separator: " ").compactMap { Double($0) })
    }
  }
}

/// Layers, losses and what moves elements, held against PyTorch.
@Suite struct TorchValueTests {
  @Test func `there are six hundred values and adjoints`() throws {
    let all = try TorchValue.all()
    #expect(all.count >= 300)
    #expect(all.reduce(0) { $0 + 1 + $1.derivatives.count } >= 600)
  }

  @Test func `values and adjoints are those of PyTorch`() throws {
    for known in try TorchValue.all() {
      let program = try Program(known.program, at: known.inputs)
      var evaluation = try program.evaluation()
      evaluation.forward()
      try evaluation.reverse(from: program.output)
      let value = evaluation.value(of: program.output).elements[0]
      expect([value], [known.value], known)
      let found = try known.moving.flatMap { name in
        let input = try #require(program.inputs.first { $0.name == name })
        return evaluation.adjoint(of: input.node).elements
      }
      expect(found, known.derivatives, known)
    }
  }

  /// Both add up in double precision, in orders of their own.
  private func expect(_ found: [Double], _ wanted: [Double], _ known: TorchValue) {
    let scale = max(wanted.map(\.magnitude).max() ?? 0, 1)
    let isNear =
      found.count == wanted.count
      && zip(found, wanted).allSatisfy { ($0 - $1).magnitude <= 1e-12 * scale }
    #expect(isNear, "\(known.testDescription): \(found), \(wanted)")
  }

  /// The printed program computes the same, in graphs that are equal.
  @Test func `what is printed of them builds the same graph`() throws {
    for known in try TorchValue.all() {
      let program = try Program(known.program, at: known.inputs)
      let text = try ProgramPrinter.text(
        of: program.graph, outputs: program.outputs, values: program.inputTensors)
      let printed = try Program(text)
      #expect(printed.graph.hasSameNodes(as: program.graph), "\(text)")
    }
  }
}
