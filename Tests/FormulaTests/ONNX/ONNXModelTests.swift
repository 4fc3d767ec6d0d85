import Autodiff
import Basics
import Foundation
import Interchange
import Syntax
import TestSupport
import Testing

@testable import Formula

/// Models that PyTorch's exporters wrote, against what onnxruntime computes of them.
@Suite struct ONNXModelTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Models")
  static let models = names { !$0.hasPrefix("refused-") }
  private static let refused = names { $0.hasPrefix("refused-") }

  private static func names(_ isWanted: (String) -> Bool) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".onnx") && isWanted($0) }.map { String($0.dropLast(5)) }
      .sorted()
  }

  private static func numbers() throws -> TensorFile {
    try TensorFile(folder.appending(path: "numbers.safetensors").path)
  }

  /// The values that a model's inputs had, as `--at` gives them.
  private static func given(_ name: String, _ numbers: TensorFile) throws -> String {
    let start = "\(name)/in/"
    let inputs = numbers.names.filter { $0.hasPrefix(start) }
    return try inputs.map { key in
      let tensor = try #require(try numbers.tensor(key))
      let literal = Literal(values: tensor.values, shape: try #require(Shape(tensor.shape)))
      return "\(key.dropFirst(start.count))=\(literal.spelled)"
    }.joined(separator: ",")
  }

  static func program(_ name: String, at: String? = nil) throws -> Program {
    let model = try ONNXModel(path: folder.appending(path: name + ".onnx").path)
    return try Program(onnx: model, folder: folder.path, origin: name, at: at)
  }

  @Test func `there are models of both exporters, and of many operations`() {
    #expect(Self.models.count > 180)
    #expect(Self.models.contains("block-dynamo23") && Self.models.contains("lenet-script9"))
  }

  @Test(arguments: models)
  func `a model computes what onnxruntime computes`(_ name: String) throws {
    let numbers = try Self.numbers()
    let program = try Self.program(name, at: try Self.given(name, numbers))
    var evaluation = try program.evaluation()
    evaluation.forward()
    let start = "\(name)/out/"
    let outputs = numbers.names.filter { $0.hasPrefix(start) }
    #expect(outputs.count == program.outputs.count)
    for key in outputs {
      let expected = try #require(try numbers.tensor(key))
      let node = try #require(
        program.graph.nodes.first {
          program.graph.notes.names(of: $0).contains(String(key.dropFirst(start.count)))
        })
      let value = evaluation.value(of: node)
      #expect(value.shape.extents == expected.shape)
      for (own, other) in zip(value.elements, expected.values) {
        let isClose = own == other || abs(own - other) <= 1e-5 * max(1, abs(other))
        #expect(isClose || own.isNaN && other.isNaN, "\(own) instead of \(other)")
      }
    }
  }

  @Test(arguments: [
    "mlp-dynamo18", "lenet-script17", "residual-dynamo23", "classifier-script17", "tagger-script17",
    "decoder-dynamo18", "op-LSTM-5", "op-GRU-4", "op-GRU-5",
  ])
  func `the weights of a model have adjoints that a check agrees with`(_ name: String) throws {
    let numbers = try Self.numbers()
    let program = try Self.program(name, at: try Self.given(name, numbers))
    let evaluation = try program.evaluation(in: Double.self)
    var check = try GradientCheck(of: program.output, in: evaluation)
    check.elementLimit = 40
    check.sampleSize = 40
    var random = SplitMix64(seed: 1)
    #expect(try check.report(sampling: &random).passes)
    let moving = program.inputs.filter { program.graph.hasAdjoint($0.node) }
    #expect(moving.count >= 3)
  }

  @Test func `modules are groups, and nodes know their lines`() throws {
    for name in ["block-dynamo18", "block-script17"] {
      let graph = try Self.program(name).graph
      let norm = try #require(
        graph.nodes.first { graph.notes.recorded(of: $0)?.operation == "LayerNormalization" })
      let group = try #require(graph.notes.group(of: norm))
      #expect(graph.notes[group].name == "LayerNormalization")
      #expect(graph.notes[group].parent.map { graph.notes[$0].name } == "norm1")
    }
    let graph = try Self.program("mlp-dynamo18").graph
    let line = graph.nodes.compactMap { graph.notes.recorded(of: $0)?.line }.first
    #expect(line?.file == "models.py")
    #expect(graph.notes.groups.map(\.name).contains("fc1"))
  }

  @Test func `names that stand in two branches are numbered`() throws {
    let graph = try Self.program("op-If-scopes").graph
    let names = graph.nodes.flatMap { graph.notes.names(of: $0) }
    #expect(Set(names).count == names.count)
    #expect(names.contains("w") && names.contains("w_2") && names.contains("p_2"))
  }

  @Test func `an open length is 1, or that of the value which is given`() throws {
    let one = try Self.program("mlp-dynamo18")
    #expect(one.inputs.first?.shape.extents == [1, 5])
    #expect(one.inputs.first?.isGiven == false)
    #expect(one.notes.contains { $0.message.hasPrefix("'x' has no value; ones are used (1×5)") })
    let three = try Self.program(
      "mlp-dynamo18", at: "x=[[1,2,3,4,5],[1,2,3,4,5],[1,2,3,4,5]]")
    #expect(three.graph.shape(of: three.output).extents == [3, 3])
    #expect(
      report { try Self.program("mlp-dynamo18", at: "x=[[1,2,3]]") }.contains("keep the shape"))
    #expect(
      report { try Self.program("mlp-dynamo18", at: "y=1") }.contains("no input is called 'y'"))
    let tokens = try Self.program("classifier-script17")
    #expect(!tokens.graph.hasAdjoint(try #require(tokens.inputs.first).node))
  }

  @Test func `numbers in another file are read from the model's folder`() throws {
    let inside = try Self.program("mlp-script17")
    let outside = try Self.program("external")
    #expect(outside.inputs.map(\.values) == inside.inputs.map(\.values))
    let model = try ONNXModel(path: Self.folder.appending(path: "external.onnx").path)
    let message = report { try Program(onnx: model, folder: "/nowhere", origin: "m.onnx") }
    #expect(
      message == "m.onnx: this file has the numbers of 'fc1.weight' in 'external.onnx.data', which "
        + "cannot be opened: No such file or directory; put it beside the model")
  }

  @Test func `shapes are computed at once, and leave no node`() throws {
    let graph = try Self.program("block-script17").graph
    let names = Set(graph.nodes.map { graph.operation(of: $0) })
    #expect(!names.contains(.floor) && !names.contains(.indexSelect))
  }

  @Test func `each step of a recurrent layer is a group, backward ones from the end`() throws {
    let program = try Self.program("tagger-script17", at: "x=\(Self.sequence)")
    let groups = program.graph.notes.groups
    let steps = groups.filter { $0.name.hasPrefix("step ") }
    // Two layers of an LSTM in both directions, a GRU and an RNN, of three steps each.
    #expect(steps.count == 3 * (2 * 2 + 1 + 1))
    let names = steps.prefix(6).map(\.name)
    #expect(names.prefix(3) == ["step 1 forward", "step 2 forward", "step 3 forward"])
    #expect(names.suffix(3) == ["step 3 backward", "step 2 backward", "step 1 backward"])
    #expect(steps.allSatisfy { $0.parent.map { program.graph.notes[$0].name.count } ?? 0 >= 3 })
  }

  /// Three steps of one example.
  private static let sequence = "[[[1,2,3]],[[0.5,-1,2]],[[0,1,-2]]]"

  private func report(_ work: () throws -> Program) -> String {
    do {
      _ = try work()
      return "accepted"
    } catch let failure as ONNXFailure {
      return failure.report("m.onnx")
    } catch let problem as ONNXProblem {
      return ONNXFailure.file(problem).report("m.onnx")
    } catch {
      return "another error: \(error)"
    }
  }

  @Test func `a refusal names the operation, its node and what could be done`() {
    let capture = "capture the model as it runs (README, With other programs), and open that"
    let expected = [
      "refused-FlashAttention-18":
        "the operation 'com.example.FlashAttention' of node '/net/FlashAttention' is not supported; "
        + capture,
      "refused-GRU-18":
        "the operation 'GRU' of node '/net/GRU' has sequences of different lengths, which is not "
        + "supported; " + capture,
      "refused-LSTM-18":
        "the operation 'LSTM' of node '/net/LSTM' lacks its operand 2; export the model again",
      "refused-MatMul-18":
        "the operation 'MatMul' of node '/net/MatMul' cannot be computed: ",
      "refused-NonZero-18":
        "the operation 'NonZero' of node '/net/NonZero' is not supported; " + capture,
      "refused-Pad-18":
        "the operation 'Pad' of node '/net/Pad' has padding 'reflect', which is not supported; "
        + capture,
      "refused-RNN-18":
        "the operation 'RNN' of node '/net/RNN' has 9000 steps, and all layers of a model may have 8192 "
        + "together, each direction counted; export it for a shorter sequence",
      "refused-Relu-25":
        "the model has operations of version 25, supported are 7 to 24; export it with "
        + "opset_version=18",
      "refused-Relu-6":
        "the model has operations of version 6, supported are 7 to 24; export it with "
        + "opset_version=18",
      "refused-Softmax-18":
        "the operation 'Softmax' of node '/net/Softmax' has an attribute 'axis' that is missing or "
        + "makes no sense; export the model again",
    ]
    #expect(Self.refused == expected.keys.sorted())
    for (name, words) in expected {
      let message = report { try Self.program(name) }
      #expect(message.hasPrefix("m.onnx: " + words), "\(message)")
      #expect(!message.contains("\n"))
    }
  }
}

/// Files that came to harm.
@Suite struct DamagedONNXTests {
  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: ONNXModelTests.folder.appending(path: name + ".onnx")))
  }

  /// What is said of a file; `nil` when it opens all the same.
  private func message(_ bytes: [UInt8]) -> String? {
    do {
      _ = try Program(
        onnx: try ONNXModel(bytes), folder: ONNXModelTests.folder.path, origin: "m.onnx")
      return nil
    } catch let failure as ONNXFailure {
      return failure.report("m.onnx")
    } catch let problem as ONNXProblem {
      return ONNXFailure.file(problem).report("m.onnx")
    } catch {
      return "another error: \(error)"
    }
  }

  @Test func `conditions in conditions are read only so far`() throws {
    var graph: [UInt8] = []
    for _ in 0..<3000 {
      // An attribute with a graph, a node with the attribute, a graph with the node.
      for tag in [0x32, 0x2A, 0x0A] as [UInt8] { graph = [tag] + length(of: graph) + graph }
    }
    let words = try #require(message([0x08, 8, 0x3A] + length(of: graph) + graph))
    #expect(words.hasPrefix("m.onnx: ") && !words.contains("\n"))
  }

  /// The number of bytes as a message says it.
  private func length(of bytes: [UInt8]) -> [UInt8] {
    var (rest, digits) = (bytes.count, [UInt8]())
    while rest > 127 {
      digits.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    return digits + [UInt8(rest)]
  }

  @Test(arguments: ["mlp-script17", "op-Conv-1", "op-Slice-0"])
  func `a model that ends too early is refused in one line`(_ name: String) throws {
    let bytes = try bytes(name)
    for length in 0..<bytes.count {
      let words = try #require(message(Array(bytes[..<length])), "\(length)")
      #expect(words.hasPrefix("m.onnx: ") && !words.contains("\n"), "\(words)")
    }
  }

  @Test(arguments: [
    "mlp-script9", "lenet-script9", "mlp-dynamo23", "op-Attention-1", "op-Pad-1", "op-LSTM-5",
    "op-GRU-1", "op-RNN-6", "op-ConvTranspose-2", "op-ConvTranspose-4", "op-ConvTranspose-6",
    "op-If-3",
  ])
  func `flipped bits are refused in one line, or read as another model`(_ name: String) throws {
    let bytes = try bytes(name)
    var random = SplitMix64(seed: 3)
    for _ in 0..<400 {
      var damaged = bytes
      for _ in 0...random.integer(below: 3) {
        damaged[random.integer(below: bytes.count)] ^= 1 << UInt8(random.integer(below: 8))
      }
      guard let words = message(damaged) else { continue }
      #expect(words.hasPrefix("m.onnx: ") && !words.contains("\n"), "\(words)")
    }
  }
}
