import Foundation
import TestSupport
import Testing

@testable import Commands

/// Files of other programs that open by their names, or give inputs their values.
@Suite struct ImportedFileTests {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func model(_ name: String) -> String {
    tests.appending(path: "FormulaTests/ONNX/Models/\(name).onnx").path
  }

  private static func arrays(_ name: String) -> String {
    tests.appending(path: "InterchangeTests/NumPy/Files/\(name)").path
  }

  @Test func `a model is traced, checked and drawn`() {
    let model = Self.model("mlp-dynamo18")
    let trace = CommandRun(["trace", model, "--at", "x=[[1, 2, 3, 4, 5]]"])
    #expect(trace.code == 0)
    #expect(trace.output.contains("fc1.weight") && trace.output.contains("log_softmax"))
    #expect(CommandRun(["check", model, "--at", "x=[[1, 2, 3, 4, 5]]"]).code == 0)
    let frame = CommandRun(["render", model, "--size", "120x40"])
    #expect(frame.code == 0 && frame.output.contains("fc1"), "\(frame.errors)")
    #expect(CommandRun(["export", model, "--format", "json"]).code == 0)
  }

  @Test func `arrays are listed by their names`() {
    let trace = CommandRun(["trace", Self.arrays("stored.npz")])
    #expect(trace.code == 0, "\(trace.errors)")
    for name in ["fc1.weight", "fc1.bias", "steps"] { #expect(trace.output.contains(name)) }
    let one = CommandRun(["trace", Self.arrays("f4.npy")])
    #expect(one.code == 0 && one.output.contains("f4"), "\(one.errors)")
    let frame = CommandRun(["render", Self.arrays("packed.npz"), "--size", "120x40"])
    #expect(frame.code == 0 && frame.output.contains("fc1.weight"), "\(frame.errors)")
  }

  @Test func `arrays of safetensors that are no layers of a network are shown as they are`() throws
  {
    let folder = try TemporaryFolder()
    let path = try folder.writeSparseTensor("embedding", of: 24)
    let frame = CommandRun(["render", path, "--size", "120x40"])
    #expect(frame.code == 0 && frame.output.contains("embedding"), "\(frame.errors)")
  }

  @Test func `inputs take their values from files`() {
    let run = CommandRun([
      "trace", "z = sum(x^2)", "--at", "x=@\(Self.arrays("stored.npz")):fc1.bias",
    ])
    #expect(run.code == 0 && run.output.contains("8.5"), "\(run.output)\(run.errors)")
    let wrong = CommandRun(["trace", "z = sum(x^2)", "--at", "x=@nothing.npy"])
    #expect(wrong.code == 2 && wrong.errors.contains("'nothing.npy' cannot be opened"))
  }

  @Test func `in the explorer set takes a value from a file`() {
    let bias = "@\(Self.arrays("stored.npz")):fc1.bias"
    let program = "x = [1, 2]; h = x*x; z = sum(h)"
    // 1.5 and 2.5, by NumPy.
    let run = CommandRun(
      ["--plain", program],
      input: "set x \(bias)\ngoto end\nprint x\nprint z\nset h \(bias)\nprint z")
    let all = run.output + run.errors
    #expect(all.contains("x = \(bias)") && all.contains("[1.5, 2.5]"), "\(all)")
    #expect(all.contains("8.5") && all.contains("h is held at \(bias)"), "\(all)")
    #expect(run.output.split(separator: "\n").last?.hasSuffix("4") == true, "\(all)")
    let frame = CommandRun([
      "render", program, "--command", "set x \(bias); goto end", "--size", "80x24",
    ])
    #expect(frame.output.contains("8.5"), "\(frame.output)\(frame.errors)")
  }

  @Test(arguments: [
    ("set x @nothing.npy", "x:1:1: 'nothing.npy' cannot be opened"),
    ("set x @FILE", "say which one, as in x=@"),
    ("set x @FILE:fc1.bia", "did you mean 'fc1.bias'?"),
    ("set x @FILE:fc1.weight", "; keep the shape"),
    ("set h @FILE:fc1.weight", "h:1:1: 'h' is "),
    ("set x[0] @FILE:fc1.bias", "a file holds all of x, not elements of it; type set x @"),
    ("set y @FILE:fc1.bias", "y"),
  ])
  func `a value in a file that cannot be taken is refused with its place and a cure`(
    _ command: String, _ words: String
  ) {
    let run = CommandRun(
      ["--plain", "x = [1, 2]; h = x*x; z = sum(h)"],
      input: "n\n" + command.replacing("FILE", with: Self.arrays("stored.npz")) + "\nprint x")
    #expect((run.output + run.errors).contains(words), "\(run.output)\(run.errors)")
    #expect(run.output.hasSuffix("[1, 2]\n"), "\(run.output)")
  }

  @Test func `a capture finds its tensors in its own folder`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.writeSparseTensor("n0.value", of: 12)
    let graph = """
      {"version": 1, "nodes": [{"name": "x", "operation": "input",
        "value": {"file": "sparse.safetensors", "tensor": "n0.value"}},
       {"name": "y", "operation": "exp", "operands": [0], "dtype": "float16"},
       {"name": "z", "operation": "sum", "operands": [1]}]}
      """
    let path = try folder.write(Array(graph.utf8), as: "run.json")
    let run = CommandRun(["trace", path])
    #expect(run.code == 0 && run.output.contains("z = sum(y)"), "\(run.errors)")
    let gone = CommandRun([
      "trace", try folder.write(Array(graph.replacing("sparse", with: "gone").utf8), as: "b.json"),
    ])
    #expect(
      gone.code == 2 && gone.errors.contains("b.json:2:")
        && gone.errors.contains("'gone.safetensors'"))
  }

  @Test func `a graph too large to be read as a text is called by its file`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.writeSparseTensor("n0.value", of: 4 * 30_000)
    let graph = """
      {"version": 1, "nodes": [{"name": "x", "operation": "input",
        "value": {"file": "sparse.safetensors", "tensor": "n0.value"}},
       {"name": "z", "operation": "sum", "operands": [0]}]}
      """
    let path = try folder.write(Array(graph.utf8), as: "run.json")
    let frame = CommandRun(["render", path, "--size", "200x40", "--keys", "e"])
    #expect(frame.code == 0 && frame.output.contains("too large to be edited"), "\(frame.output)")
  }
}
