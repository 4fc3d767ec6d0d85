import Autodiff

/// What a name of an ONNX model stands for while its graph is built.
enum ONNXTerm {
  /// A node of the graph.
  case node(NodeID)
  /// Numbers that are known already, such as shapes, and become a constant where a node needs them.
  case known(ONNXNumbers)
}

/// Numbers that are known when a graph is built.
struct ONNXNumbers {
  let values: [Double]
  let shape: Shape

  init(_ values: [Double], shape: Shape) {
    self.values = values
    self.shape = shape
  }

  init(_ number: Double) { self.init([number], shape: .scalar) }

  /// A vector of whole numbers.
  init(_ wholes: [Int]) throws(ONNXRefusal) {
    guard let shape = Shape([wholes.count]) else { throw .tooLarge }
    self.init(wholes.map { Double($0) }, shape: shape)
  }

  /// The numbers as whole ones; `nil` unless all are. Those that mean the end, however far it is, are
  /// the largest that sums of a few have room for.
  var wholes: [Int]? {
    let end = 1 << 60
    let wholes = values.compactMap {
      $0.isNaN ? nil : Int(exactly: min(max($0, Double(-end)), Double(end)))
    }
    return wholes.count == values.count ? wholes : nil
  }
}

/// Why a node of a model cannot become one of a graph.
enum ONNXRefusal: Error, Equatable {
  case unknownOperation
  /// The operation is known, but not with what this node has.
  case unsupported(String)
  case missingOperand(Int)
  /// An operand that shapes depend on is computed from the model's inputs.
  case computedShape(operand: Int)
  case wrongAttribute(String)
  case graph(GraphError)
  case tooLarge
  /// A sequence has so many steps.
  case tooLong(Int)
}

extension ONNXRefusal {
  /// What is wrong and what could be done, for a sentence that begins with the node.
  func message(_ operation: String) -> String {
    switch self {
    case .unknownOperation where operation == "If":
      "has a condition that depends on the model's inputs; export it for one case, or \(Self.capture)"
    case .unknownOperation: "is not supported; \(Self.advice(operation))"
    case .unsupported(let what): "has \(what), which is not supported; \(Self.capture)"
    case .missingOperand(let place): "lacks its operand \(place + 1); export the model again"
    case .computedShape(let place):
      "takes a shape or places from operand \(place + 1), which depends on the model's inputs; export "
        + "it for fixed lengths"
    case .wrongAttribute(let name):
      "has an attribute '\(name)' that is missing or makes no sense; export the model again"
    case .graph(let error): "cannot be computed: \(error)"
    case .tooLong(let steps):
      "has \(steps) steps, and all layers of a model may have \(ONNXBuilder.mostSteps) together, each "
        + "direction counted; export it for a shorter sequence"
    case .tooLarge: "is too large; export it for a smaller batch"
    }
  }

  private static let capture =
    "capture the model as it runs (README, With other programs), and open that"

  private static func advice(_ operation: String) -> String {
    switch operation {
    case "Loop", "Scan", "SequenceAt", "SplitToSequence", "ConcatFromSequence":
      "export the model with its loops unrolled for one length, or \(capture)"
    case _ where operation.contains("Quantize") || operation.contains("Dequantize"):
      "export the model before it is quantized"
    default: capture
    }
  }
}
