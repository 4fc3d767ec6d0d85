import Foundation
import TestSupport
import Testing

/// Right programs of PyTorch and JAX whose numbers round, stand at a kink or are 0 by convention: of none
/// of them `diff` may say that it differs, and of each with a mistake it must.
@Suite struct RoundingCaptureTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Captures")

  private static func path(_ name: String) -> String {
    folder.appending(path: "\(name).json").path
  }

  static let rounded = [
    // The gradient of a bias before a normalisation is 0, the sum of terms that are not.
    "conv1d-batchnorm", "conv2d-batchnorm-grouped", "conv2d-instancenorm", "conv2d-groupnorm",
    "norms", "bilinear",
    // What is left of a gradient that a normalisation takes nearly all of.
    "layernorm", "layernorm-half", "transformer", "transformer-half",
    // Differences of numbers near 100 and near 1.
    "std", "logit", "jax-activations",
  ]

  @Test(arguments: rounded)
  func `rounding is not a difference`(_ name: String) {
    let run = CommandRun(["diff", Self.path("rounding-\(name)")])
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.hasPrefix("no difference\n"), "\(run.output)")
    #expect(run.output.contains("differ by rounding in float"), "\(run.output)")
  }

  @Test(arguments: ["clamp", "twice", "relu6", "hardsigmoid", "hardswish"])
  func `at a kink every slope between both sides will do`(_ name: String) throws {
    let run = CommandRun(["diff", Self.path("kink-\(name)")])
    #expect(run.code == 0, "\(run.output)")
    // One beyond them does not.
    let capture = try Capture(Self.path("kink-\(name)"))
    for change in [{ (number: Double) in number - 0.6 }, { 2.5 + $0 }] {
      #expect(try capture.code(changing: 0, "adjoint", change) == 1)
    }
  }

  @Test(arguments: [
    ("bce", "aten::add"), ("bce-wrong", "aten::mul"), ("std", nil), ("norm3", nil),
    ("atan2", nil), ("masked-row", "aten::_scaled_dot_product_flash_attention_for_cpu"),
  ])
  func `a number where the formula has none accuses nobody`(
    _ name: String, _ operation: String?
  ) {
    let run = CommandRun(["diff", Self.path("convention-\(name)")])
    #expect(run.code == 0, "\(run.output)")
    #expect(
      run.output.contains("where the formula has no number, a convention gives one: the "),
      "\(run.output)")
    #expect(run.output.contains(" recorded, NaN recomputed"), "\(run.output)")
    if let operation { #expect(run.output.contains(operation), "\(run.output)") }
  }

  @Test func `what a choice within an operation leaves aside may overflow`() {
    let run = CommandRun(["diff", Self.path("convention-celu")])
    #expect(run.code == 0, "\(run.output)")
  }

  @Test func `where a program itself overflows is found, and what is too small for a type`() {
    #expect(CommandRun(["diff", Self.path("exp-overflow")]).code == 1)
    let run = CommandRun(["diff", Self.path("underflow-half")])
    #expect(run.code == 0, "\(run.output)")
    #expect(
      run.output.contains("became 0, too small for float16: first the value of c[1] is 0 recorded"),
      "\(run.output)")
    let asked = CommandRun(["--plain", Self.path("underflow-half")], input: "why")
    #expect(asked.output.contains("but c[0] became 0: "), "\(asked.output)")
    #expect(asked.output.contains("is too small for float16"), "\(asked.output)")
  }

  @Test(arguments: [("exp-overflow", "88"), ("exp-overflow-half", "11")])
  func `the exponential overflows where its own type ends`(_ name: String, _ limit: String) {
    let run = CommandRun(["--plain", Self.path(name)], input: "why")
    #expect(run.output.contains("e^x overflows above \(limit):"), "\(run.output)")
    #expect(!run.output.contains("‖"), "the norm of the rest is not that of all: \(run.output)")
  }

  @Test func `a loss that broadcasts both its operands is noted`() {
    let run = CommandRun(["diff", Self.path("mse-broadcast")])
    #expect(run.errors.contains("are broadcast: 'p' (4×1) and "), "\(run.errors)")
    #expect(run.errors.contains("(4) to 4×4"), "\(run.errors)")
  }
}

// Mistakes that are small, and yet no rounding.
extension RoundingCaptureTests {
  @Test(arguments: rounded)
  func `a mistake of one percent is found, in half precision of five`(_ name: String) throws {
    let factor = name.hasSuffix("half") ? 1.05 : 1.01
    let capture = try Capture(Self.path("rounding-\(name)"))
    var (planted, missed) = (0, [String]())
    for (node, quantity) in capture.numbers {
      planted += 1
      if try capture.code(changing: node, quantity, { $0 * factor }) != 1 {
        missed.append("\(quantity) of node \(node): \(capture.largest(node, quantity))")
      }
    }
    #expect(planted > 2)
    #expect(missed.isEmpty, "\(missed)")
  }
}

// Two recordings, of which either may have the mistake.
extension RoundingCaptureTests {
  @Test(arguments: ["layernorm", "conv1d-batchnorm", "bilinear"])
  func `of two recordings that differ neither is taken to be right`(_ name: String) throws {
    let path = Self.path("rounding-\(name)")
    let capture = try Capture(path)
    for (node, quantity) in capture.numbers {
      for factor in [2.0, -1] {
        let codes = try [{ [path, $0] }, { [$0, path] }].map { (files: (String) -> [String]) in
          try capture.code(changing: node, quantity, to: files) { $0 * factor }
        }
        #expect(codes == [1, 1], "\(quantity) of node \(node), times \(factor)")
      }
    }
  }
}

/// A capture whose numbers can be spoilt.
private struct Capture {
  private let object: [String: Any]
  private let path: String

  init(_ path: String) throws {
    self.path = path
    let data = try Data(contentsOf: URL(filePath: path))
    object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private var nodes: [[String: Any]] { object["nodes"] as? [[String: Any]] ?? [] }

  private func recorded(_ node: Int, _ quantity: String) -> Any? {
    (nodes[node]["expected"] as? [String: Any])?[quantity]
  }

  /// The numbers of what was computed, and the adjoints of inputs, of those that are no 0s.
  var numbers: [(node: Int, quantity: String)] {
    nodes.indices.flatMap { node in
      ["value", "adjoint"].filter { largest(node, $0) > 1e-6 && !isAnswer(node) }
        .map { (node, $0) }
    }
  }

  private func isAnswer(_ node: Int) -> Bool { nodes[node]["dtype"] as? String == "bool" }

  func largest(_ node: Int, _ quantity: String) -> Double {
    func largest(_ numbers: Any?) -> Double {
      if let list = numbers as? [Any] { return list.map(largest).max() ?? 0 }
      return ((numbers as? NSNumber)?.doubleValue).map(abs) ?? 0
    }
    return largest(recorded(node, quantity))
  }

  /// With what `diff` ends when the recorded numbers of a node are others.
  ///
  /// - Parameter arguments: What `diff` is given, by where the other numbers lie.
  func code(
    changing node: Int, _ quantity: String, to arguments: (String) -> [String] = { [$0] },
    _ change: (Double) -> Double
  ) throws -> Int32 {
    func changed(_ numbers: Any) -> Any {
      if let list = numbers as? [Any] { return list.map(changed) }
      return (numbers as? NSNumber).map { change($0.doubleValue) } ?? numbers
    }
    var (object, nodes) = (object, nodes)
    var expected = try #require(nodes[node]["expected"] as? [String: Any])
    expected[quantity] = changed(try #require(expected[quantity]))
    nodes[node]["expected"] = expected
    object["nodes"] = nodes
    let folder = try TemporaryFolder()
    let beside = URL(filePath: path).deletingPathExtension().appendingPathExtension("safetensors")
    if FileManager.default.fileExists(atPath: beside.path) {
      try FileManager.default.copyItem(
        at: beside, to: folder.url.appending(path: beside.lastPathComponent))
    }
    let name = URL(filePath: path).lastPathComponent
    let file = try folder.write(
      Array(JSONSerialization.data(withJSONObject: object)), as: name)
    return withExtendedLifetime(folder) { CommandRun(["diff"] + arguments(file)).code }
  }
}
