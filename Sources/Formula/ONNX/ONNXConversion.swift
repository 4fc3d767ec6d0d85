import Autodiff

/// What makes an operation of ONNX nodes of a graph.
typealias ONNXRule = @Sendable (inout ONNXBuilder, ONNXNode) throws(ONNXRefusal) -> [ONNXTerm]

/// The operations of ONNX that are known, by name.
enum ONNXConversion {
  /// The rule of an operation; `nil` for one that is not known.
  static func rule(of operation: String) -> ONNXRule? {
    if let own = unary[operation] {
      return { builder, node throws(ONNXRefusal) in
        [try builder.apply(own, [try node.operand(0)])]
      }
    }
    if let own = binary[operation] {
      return { builder, node throws(ONNXRefusal) in
        [try builder.apply(own, [try node.operand(0), try node.operand(1)])]
      }
    }
    if let own = variadic[operation] {
      return { builder, node throws(ONNXRefusal) in [try joined(&builder, node, own)] }
    }
    return elementwise[operation] ?? shapes[operation] ?? reductions[operation]
      ?? layers[operation] ?? recurrent[operation] ?? resizing[operation]
  }

  private static let unary: [String: Operation] = [
    "Relu": .relu, "Sigmoid": .sigmoid, "Tanh": .tanh, "Exp": .exp, "Log": .log, "Sqrt": .sqrt,
    "Neg": .negate, "Abs": .abs, "Reciprocal": .reciprocal, "Erf": .erf, "Sin": .sin, "Cos": .cos,
    "Tan": .tan, "Asin": .asin, "Acos": .acos, "Atan": .atan, "Sinh": .sinh, "Cosh": .cosh,
    "Softplus": .softplus, "Floor": .floor, "Round": .round, "Sign": .sign,
  ]

  private static let binary: [String: Operation] = [
    "Add": .add, "Sub": .subtract, "Mul": .multiply, "Pow": .power, "PRelu": .leakyRelu,
    "MatMul": .matrixProduct, "Less": .less, "LessOrEqual": .lessOrEqual, "Greater": .greater,
    "GreaterOrEqual": .greaterOrEqual, "Equal": .equal, "And": .multiply, "Or": .maximum,
    "Xor": .notEqual,
  ]

  private static let variadic: [String: Operation] = [
    "Max": .maximum, "Min": .minimum, "Sum": .add,
  ]

  private static func joined(
    _ builder: inout ONNXBuilder, _ node: ONNXNode, _ operation: Operation
  ) throws(ONNXRefusal) -> ONNXTerm {
    let terms = try node.allOperands()
    var result = terms[0]
    for term in terms.dropFirst() { result = try builder.apply(operation, [result, term]) }
    return result
  }

  /// Operations whose result has numbers of no type of its operands.
  static func isWhole(_ operation: String, _ operands: [Bool]) -> Bool {
    switch operation {
    case "Shape", "Size", "ArgMax", "ArgMin", "Less", "LessOrEqual", "Greater", "GreaterOrEqual",
      "Equal", "And", "Or", "Xor", "Not", "IsNaN", "IsInf", "NonZero":
      true
    case "Where": operands.dropFirst().allSatisfy(\.self)
    case "Gather", "GatherElements", "Reshape", "Expand", "Squeeze", "Unsqueeze", "Slice", "Tile",
      "Split", "CumSum", "Pad", "Trilu", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd":
      operands.first ?? false
    default: !operands.isEmpty && operands.allSatisfy(\.self)
    }
  }
}
