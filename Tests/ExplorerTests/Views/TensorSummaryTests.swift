import Autodiff
import Formula
import Foundation
import Presentation
import TestSupport
import Testing
import TextCanvas

@testable import Explorer
@testable import Inquiry

/// What the list says of tensors that are too large to be spelled out.
@Suite struct TensorSummaryTests {
  private static let capture = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "CommandsTests/Captures/custom-backward-factor.json")

  /// The numbers of the capture as another reader of JSON finds them.
  private struct Recorded {
    let nodes: [[String: Any]]

    init() throws {
      let object = try JSONSerialization.jsonObject(with: Data(contentsOf: capture))
      nodes = try #require((object as? [String: Any])?["nodes"] as? [[String: Any]])
    }

    func numbers(_ name: String, _ field: (([String: Any]) -> Any?)) throws -> [Double] {
      let node = try #require(nodes.first { $0["name"] as? String == name })
      return flat(field(node))
    }

    private func flat(_ value: Any?) -> [Double] {
      if let number = value as? Double { return [number] }
      return (value as? [Any])?.flatMap { flat($0) } ?? []
    }
  }

  private func model(_ size: Size) throws -> ExplorerModel {
    let bytes = try Array(Data(contentsOf: Self.capture))
    var model = try ExplorerModel(Program(json: bytes, origin: "run.json"), size: size)
    try model.press("2Tab O")
    return model
  }

  private func row(of name: String, in model: ExplorerModel) throws -> String {
    try #require(
      model.rows.first { $0.dropFirst(3).hasPrefix(name + " ") }, "\(model.rows)")
  }

  @Test func `a row of the list says the norm, the shape and by how much it differs`() throws {
    let (recorded, model) = (try Recorded(), try model(Size(width: 120, height: 40)))
    let weight = try recorded.numbers("m0_weight") { $0["value"] }
    #expect(weight.count == 24)
    let norm = weight.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let row = try row(of: "m0_weight", in: model)
    #expect(row.contains("8×3") && !row.contains("[8×3]"))
    #expect(row.contains("‖\(shortened(norm))‖"), "\(row)")
    // What was recorded of it is ten times what is computed, so that nine tenths of it are too much.
    let adjoint = try recorded.numbers("m0_weight") {
      ($0["expected"] as? [String: Any])?["adjoint"]
    }
    let own = adjoint.reduce(0) { $0 + $1 * $1 }.squareRoot() / 10
    let most = 0.9 * (adjoint.map(\.magnitude).max() ?? 0)
    #expect(row.contains("‖\(shortened(own))‖ ≠\(String(format: "%.2g", most))"), "\(row)")
  }

  /// With four digits, without zeros at the end.
  private func shortened(_ number: Double) -> String {
    "\(Double(String(format: "%.4g", number)) ?? .nan)"
  }

  @Test func `zeros and what is not finite are counted, in alarm`() throws {
    var model = try ExplorerModel(
      "x = [0, 0, 3, 4, 0, 0, 0, 12]; y = relu(x - 3); l = log(x); z = sum(y) + sum(l)",
      size: Size(width: 100, height: 24), keys: "G 2Tab O")
    #expect(try row(of: "x", in: model).contains("‖13‖ 63% zero"))
    // 0, 1 and 9 are left.
    #expect(try row(of: "y", in: model).contains("‖9.055‖ 75% zero"))
    let logarithms = try row(of: "l", in: model)
    // The norm of the rest would pass for that of all.
    #expect(logarithms.contains(" 5 NaN/∞") && !logarithms.contains("‖3.05‖"), "\(logarithms)")
    try model.press("g n n")
    #expect(try row(of: "x", in: model).contains("‖13‖ 63% zero"))
    #expect(try !row(of: "l", in: model).contains("‖"))
  }

  @Test func `other numbers of an input have another norm, and stepping back the first one`() throws
  {
    var model = try ExplorerModel(
      "x = [3, 4, 0, 0, 0, 0, 0]; z = sum(x*x)", size: Size(width: 100, height: 24),
      keys: "G 2Tab O")
    func adjoint() throws -> String { try row(of: "x", in: model) }
    let first = try adjoint()
    #expect(first.contains("‖5‖") && first.contains("‖10‖"))
    try model.press(": 'set x[0] 0' Enter G")
    #expect(try adjoint().contains("‖4‖") && adjoint().contains("‖8‖"))
    try model.press("U G")
    #expect(try adjoint() == first)
    // One of the two contributions is taken back, then the other.
    try model.press("S")
    #expect(try adjoint().contains("‖5‖ 71% zero+"))
    try model.press("S")
    #expect(try !adjoint().contains("‖10‖") && !adjoint().contains("+"))
    try model.press("G")
    #expect(try adjoint() == first)
  }

  @Test func `a tally is that of the numbers, however large or small they are`() throws {
    for (numbers, norm) in [
      ([3e200, 4e200, 0, 0, 0, 0, 0], 5e200), ([3e-200, 4e-200, 0, 0, 0, 0, 0], 5e-200),
      ([.infinity, .nan, 6, 8, 0, -0.0, 0], 10), ([0, 0, 0, 0, 0, 0, 0], 0),
    ] as [([Double], Double)] {
      var graph = Graph()
      let x = try graph.appendInput(#require(Shape([7])))
      var evaluation = try Evaluation<Double>(of: graph)
      try evaluation.setElements(numbers, of: x)
      var run = Run(try Timeline(evaluation, output: x))
      run.seek(to: run.count)
      let tally = run.tallyOfValue(of: x)
      #expect((tally.norm - norm).magnitude <= 1e-15 * norm)
      #expect(tally.count == 7 && tally.zeros == numbers.count { $0 == 0 })
      #expect(tally.nonFinite == numbers.count { !$0.isFinite })
      #expect(run.tallyOfTangent(of: x).count == 0)
    }
  }

  @Test(arguments: [
    (60, "‖9.055‖ 75% zero ≠0.25"), (21, "‖9.06‖ 75% zero ≠0.25"), (14, "‖9.055‖ ≠0.25"),
    (11, "‖9.1‖ ≠0.25"), (8, "‖9‖ ≠0.2"), (7, "‖9.055‖"), (3, "‖9‖"),
  ])
  func `what matters least is left out first`(_ columns: Int, _ text: String) throws {
    let numbers = [Double](repeating: 0, count: 6) + [9, 1]
    let tally = numbers.withUnsafeBufferPointer { NumberTally($0) }
    #expect(TensorSummary(tally, difference: 0.25).text(columns: columns) == text)
    #expect(TensorSummary(tally).text(columns: 2) == nil)
  }

  @Test(arguments: [
    (60, "75% zero 2 NaN/∞ ≠0.25"), (20, "2 NaN/∞ ≠0.25"), (12, "2 NaN/∞ ≠0.2"), (11, "2 NaN/∞"),
  ])
  func `of what is not finite there is no norm`(_ columns: Int, _ text: String) throws {
    let numbers = [Double](repeating: 0, count: 12) + [9, 1, .nan, .infinity]
    let tally = numbers.withUnsafeBufferPointer { NumberTally($0) }
    #expect(TensorSummary(tally, difference: 0.25).text(columns: columns) == text)
    #expect(TensorSummary(tally).text(columns: 5) == nil)
  }
}
