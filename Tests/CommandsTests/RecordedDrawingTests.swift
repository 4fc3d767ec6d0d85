import Basics
import Foundation
import TestSupport
import Testing

/// What whole graphs look like at the end of time, on three sizes of screen.
@Suite struct RecordedDrawingTests {
  static let sizes = ["80x24", "120x40", "200x60"]

  /// What must be compared, so that nothing is recorded that is not.
  static let names = [
    "reused-variable", "four-equations", "sigmoid-network", "pytorch", "mnist-folded",
    "mnist-unfolded",
  ].flatMap { name in sizes.map { "drawings/\(name)-\($0).txt" } }

  @Test(arguments: ["reused-variable", "four-equations", "sigmoid-network"], sizes)
  func `an example is drawn as recorded`(name: String, size: String) throws {
    try check(name, [name], size, keys: "G")
  }

  @Test(arguments: sizes)
  func `a model of PyTorch is drawn as recorded`(size: String) throws {
    let tests = RecordedText.folder.deletingLastPathComponent().deletingLastPathComponent()
    let model = tests.appending(path: "PresentationTests/Data/Graphs/pytorch-model.json")
    try check("pytorch", [model.path], size, keys: "G")
  }

  @Test(arguments: sizes, [("folded", "X G"), ("unfolded", "G")])
  func `a network for MNIST is drawn as recorded`(
    size: String, view: (name: String, keys: String)
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(Self.network.utf8), as: "network.json")
    try check("mnist-\(view.name)", [path], size, keys: view.keys)
  }

  private func check(_ name: String, _ words: [String], _ size: String, keys: String) throws {
    let run = CommandRun(["render"] + words + ["--size", size, "--keys", keys])
    #expect(run.code == 0, "\(run.errors)")
    try RecordedText(name: "drawings/\(name)-\(size).txt").check(run.output)
  }

  /// 784 pixels, 72 tanh units and 10 scores with random weights, and the loss of class 3, in groups as
  /// layers.
  private static let network: String = {
    var random = SplitMix64(seed: 3)
    func numbers(_ count: Int, _ range: ClosedRange<Double>) -> String {
      let list = (0..<count).map { _ in
        String(format: "%.3f", Double.random(in: range, using: &random))
      }
      return "[\(list.joined(separator: ","))]"
    }
    func matrix(_ rows: Int, _ columns: Int, _ range: ClosedRange<Double>) -> String {
      "[\((0..<rows).map { _ in numbers(columns, range) }.joined(separator: ",\n"))]"
    }
    func input(_ name: String, _ value: String) -> String {
      #"{"operation": "input", "operands": [], "name": "\#(name)", "value": \#(value)}"#
    }
    func node(
      _ operation: String, _ operands: [Int], _ name: String, group: Int, attributes: String = ""
    ) -> String {
      #"{"operation": "\#(operation)", "operands": \#(operands), "name": "\#(name)", "group": \#(group)\#(attributes)}"#
    }
    let plain = #", "attributes": [0, 0]"#
    let nodes = [
      input("x", numbers(784, 0...1)), input("W1", matrix(72, 784, -0.05...0.05)),
      input("b1", numbers(72, -0.1...0.1)), input("W2", matrix(10, 72, -0.2...0.2)),
      input("b2", numbers(10, -0.1...0.1)),
      node("matrixProduct", [1, 0], "p1", group: 0, attributes: plain),
      node("add", [5, 2], "z1", group: 0), node("tanh", [6], "a1", group: 0),
      node("matrixProduct", [3, 7], "p2", group: 1, attributes: plain),
      node("add", [8, 4], "z2", group: 1), node("logSumExp", [9], "L", group: 2),
    ]
    return """
      {"version": 1, "outputs": [10],
      "groups": [{"name": "layer 1"}, {"name": "layer 2"}, {"name": "loss"}],
      "nodes": [\(nodes.joined(separator: ",\n"))]}
      """
  }()
}
