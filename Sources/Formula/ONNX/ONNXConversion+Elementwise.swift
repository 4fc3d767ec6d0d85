import Autodiff
import Interchange

extension ONNXConversion {
  /// Operations that go element by element and are no single one of ours.
  static let elementwise: [String: ONNXRule] = [
    "Identity": { _, node throws(ONNXRefusal) in [try node.operand(0)] },
    "Dropout": { _, node throws(ONNXRefusal) in
      if node.has(2), try node.wholes(2) != [0] { throw .unsupported("random numbers of training") }
      return [try node.operand(0)]
    },
    "Div": { builder, node throws(ONNXRefusal) in [try divided(&builder, node)] },
    "Mod": { builder, node throws(ONNXRefusal) in
      let (x, y) = (try node.operand(0), try node.operand(1))
      let quotient = try builder.apply(.floor, [try builder.apply(.divide, [x, y])])
      return [try builder.apply(.subtract, [x, try builder.apply(.multiply, [quotient, y])])]
    },
    "Ceil": { builder, node throws(ONNXRefusal) in
      let turned = try builder.apply(.negate, [try node.operand(0)])
      return [try builder.apply(.negate, [try builder.apply(.floor, [turned])])]
    },
    "Not": { builder, node throws(ONNXRefusal) in
      [try builder.apply(.equal, [try node.operand(0), builder.number(0)])]
    },
    "IsNaN": { builder, node throws(ONNXRefusal) in
      [try builder.apply(.notEqual, [try node.operand(0), try node.operand(0)])]
    },
    "IsInf": { builder, node throws(ONNXRefusal) in
      let size = try builder.apply(.abs, [try node.operand(0)])
      return [try builder.apply(.equal, [size, builder.number(.infinity)])]
    },
    "Where": { builder, node throws(ONNXRefusal) in
      [
        try builder.apply(
          .select, [try node.operand(0), try node.operand(1), try node.operand(2)])
      ]
    },
    "Mean": { builder, node throws(ONNXRefusal) in
      let terms = try node.allOperands()
      var sum = terms[0]
      for term in terms.dropFirst() { sum = try builder.apply(.add, [sum, term]) }
      return [try builder.apply(.divide, [sum, builder.number(Double(terms.count))])]
    },
    "Clip": { builder, node throws(ONNXRefusal) in [try clipped(&builder, node)] },
    "Cast": { builder, node throws(ONNXRefusal) in
      [try cast(&builder, try node.operand(0), to: try node.whole("to", default: 1))]
    },
    "CastLike": { _, node throws(ONNXRefusal) in [try node.operand(0)] },
    "LeakyRelu": { builder, node throws(ONNXRefusal) in
      let slope = builder.number(try node.number("alpha", default: 0.01))
      return [try builder.apply(.leakyRelu, [try node.operand(0), slope])]
    },
    "Elu": { builder, node throws(ONNXRefusal) in
      [try elu(&builder, try node.operand(0), alpha: try node.number("alpha", default: 1))]
    },
    "Selu": { builder, node throws(ONNXRefusal) in
      let alpha = try node.number("alpha", default: 1.67326319217681884765625)
      let gamma = try node.number("gamma", default: 1.05070102214813232421875)
      let inner = try elu(&builder, try node.operand(0), alpha: alpha)
      return [try builder.apply(.multiply, [builder.number(gamma), inner])]
    },
    "HardSigmoid": { builder, node throws(ONNXRefusal) in
      let alpha = try node.number("alpha", default: 0.2)
      let beta = try node.number("beta", default: 0.5)
      return [try hardSigmoid(&builder, try node.operand(0), alpha, beta)]
    },
    "HardSwish": { builder, node throws(ONNXRefusal) in
      let x = try node.operand(0)
      return [try builder.apply(.multiply, [x, try hardSigmoid(&builder, x, 1.0 / 6, 0.5)])]
    },
    "Mish": { builder, node throws(ONNXRefusal) in
      let x = try node.operand(0)
      let gate = try builder.apply(.tanh, [try builder.apply(.softplus, [x])])
      return [try builder.apply(.multiply, [x, gate])]
    },
    "Swish": { builder, node throws(ONNXRefusal) in
      let x = try node.operand(0)
      let alpha = builder.number(try node.number("alpha", default: 1))
      let gate = try builder.apply(.sigmoid, [try builder.apply(.multiply, [alpha, x])])
      return [try builder.apply(.multiply, [x, gate])]
    },
    "Softsign": { builder, node throws(ONNXRefusal) in
      let x = try node.operand(0)
      let size = try builder.apply(.add, [builder.number(1), try builder.apply(.abs, [x])])
      return [try builder.apply(.divide, [x, size])]
    },
    "Gelu": { builder, node throws(ONNXRefusal) in
      guard try node.text("approximate", default: "none") == "tanh" else {
        return [try builder.apply(.gelu, [try node.operand(0)])]
      }
      return [try tanhGelu(&builder, try node.operand(0))]
    },
  ]

  /// A quotient; that of whole numbers is cut off toward 0.
  private static func divided(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    let quotient = try builder.apply(.divide, [try node.operand(0), try node.operand(1)])
    return node.areWhole ? try truncated(&builder, quotient) : quotient
  }

  private static func truncated(
    _ builder: inout ONNXBuilder, _ term: ONNXTerm
  ) throws(ONNXRefusal) -> ONNXTerm {
    let size = try builder.apply(.floor, [try builder.apply(.abs, [term])])
    return try builder.apply(.multiply, [try builder.apply(.sign, [term]), size])
  }

  private static func clipped(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    var result = try node.operand(0)
    let bounds: [(name: String, place: Int, operation: Operation)] = [
      ("min", 1, .maximum), ("max", 2, .minimum),
    ]
    for (name, place, operation) in bounds {
      if node.has(place) {
        result = try builder.apply(operation, [result, try node.operand(place)])
      } else if node.node.attributes[name] != nil {
        let bound = builder.number(try node.number(name, default: 0))
        result = try builder.apply(operation, [result, bound])
      }
    }
    return result
  }

  private static func cast(
    _ builder: inout ONNXBuilder, _ term: ONNXTerm, to code: Int
  ) throws(ONNXRefusal) -> ONNXTerm {
    switch ElementType(onnxCode: code) {
    case .float32?, .float64?: return term
    case .float16?: return try builder.apply(.half, [term])
    case .bfloat16?: return try builder.apply(.bfloat16, [term])
    case .bool?: return try builder.apply(.notEqual, [term, builder.number(0)])
    case let type?:
      if case .known(let numbers) = term, numbers.wholes != nil, type.isWhole { return term }
      return try truncated(&builder, term)
    case nil: throw .unsupported("a type \(code)")
    }
  }

  /// `x` where that is positive, else `α(eˣ - 1)`.
  private static func elu(
    _ builder: inout ONNXBuilder, _ x: ONNXTerm, alpha: Double
  ) throws(ONNXRefusal) -> ONNXTerm {
    // Far to the right the other branch would be infinite.
    let negative = try builder.apply(.minimum, [x, builder.number(0)])
    let curve = try builder.apply(.expm1, [negative])
    let scaled = try builder.apply(.multiply, [builder.number(alpha), curve])
    let isPositive = try builder.apply(.greater, [x, builder.number(0)])
    return try builder.apply(.select, [isPositive, x, scaled])
  }

  private static func hardSigmoid(
    _ builder: inout ONNXBuilder, _ x: ONNXTerm, _ alpha: Double, _ beta: Double
  ) throws(ONNXRefusal) -> ONNXTerm {
    let scaled = try builder.apply(.multiply, [builder.number(alpha), x])
    let line = try builder.apply(.add, [scaled, builder.number(beta)])
    let lower = try builder.apply(.minimum, [line, builder.number(1)])
    return try builder.apply(.maximum, [lower, builder.number(0)])
  }

  /// `x/2·(1 + tanh(√(2/π)(x + 0.044715x³)))`.
  private static func tanhGelu(
    _ builder: inout ONNXBuilder, _ x: ONNXTerm
  ) throws(ONNXRefusal) -> ONNXTerm {
    let cube = try builder.apply(.multiply, [x, try builder.apply(.square, [x])])
    let bend = try builder.apply(.multiply, [builder.number(0.044715), cube])
    let inner = try builder.apply(
      .multiply,
      [builder.number((2 / Double.pi).squareRoot()), try builder.apply(.add, [x, bend])])
    let gate = try builder.apply(.add, [builder.number(1), try builder.apply(.tanh, [inner])])
    return try builder.apply(
      .multiply, [try builder.apply(.multiply, [builder.number(0.5), x]), gate])
  }
}
