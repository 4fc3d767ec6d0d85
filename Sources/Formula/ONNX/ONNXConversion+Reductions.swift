import Autodiff
import Interchange

extension ONNXConversion {
  /// Operations that make one number of many, or weigh numbers along an axis.
  static let reductions: [String: ONNXRule] = [
    "ReduceSum": { builder, node throws(ONNXRefusal) in [try reduced(&builder, node, .sum)] },
    "ReduceMean": { builder, node throws(ONNXRefusal) in [try reduced(&builder, node, .mean)] },
    "ReduceMax": { builder, node throws(ONNXRefusal) in [try reduced(&builder, node, .largest)] },
    "ReduceProd": { builder, node throws(ONNXRefusal) in [try reduced(&builder, node, .product)] },
    "ReduceLogSumExp": { builder, node throws(ONNXRefusal) in
      [try reduced(&builder, node, .logSumExp)]
    },
    "ReduceMin": { builder, node throws(ONNXRefusal) in
      let turned = try builder.apply(.negate, [try node.operand(0)])
      return [try builder.apply(.negate, [try reduced(&builder, node, .largest, of: turned)])]
    },
    "ReduceL1": { builder, node throws(ONNXRefusal) in
      let sizes = try builder.apply(.abs, [try node.operand(0)])
      return [try reduced(&builder, node, .sum, of: sizes)]
    },
    "ReduceSumSquare": { builder, node throws(ONNXRefusal) in
      let squares = try builder.apply(.square, [try node.operand(0)])
      return [try reduced(&builder, node, .sum, of: squares)]
    },
    "ReduceL2": { builder, node throws(ONNXRefusal) in
      let squares = try builder.apply(.square, [try node.operand(0)])
      return [try builder.apply(.sqrt, [try reduced(&builder, node, .sum, of: squares)])]
    },
    "ArgMax": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      let axis = try node.axis(default: 0, rank: builder.extents(of: term).count)
      let isKept = try node.whole("keepdims", default: 1) != 0
      guard try node.whole("select_last_index", default: 0) == 0 else {
        throw .unsupported("the last of equal elements")
      }
      return [try builder.reduce(.argmax, term, axes: [axis], keeping: isKept)]
    },
    "CumSum": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      guard try node.whole("exclusive", default: 0) == 0, let axis = try node.wholes(1)?.first
      else {
        throw .unsupported("an exclusive sum")
      }
      let place = try ONNXNode.axis(axis, builder.extents(of: term).count, "axis")
      guard try node.whole("reverse", default: 0) == 0 else {
        throw .unsupported("a sum from the end")
      }
      return [try builder.apply(.cumulativeSum, [term], [place])]
    },
    "Softmax": { builder, node throws(ONNXRefusal) in
      [
        try alongAxis(&builder, node) { builder, term, axis throws(ONNXRefusal) in
          try builder.apply(.softmax, [term], [axis])
        }
      ]
    },
    "LogSoftmax": { builder, node throws(ONNXRefusal) in
      [
        try alongAxis(&builder, node) { builder, term, axis throws(ONNXRefusal) in
          let sum = try builder.reduce(.logSumExp, term, axes: [axis], keeping: true)
          return try builder.apply(.subtract, [term, sum])
        }
      ]
    },
  ]

  /// A reduction over the axes that an attribute or an operand names, or all.
  private static func reduced(
    _ builder: inout ONNXBuilder, _ node: ONNXNode, _ operation: Operation,
    of given: ONNXTerm? = nil
  ) throws(ONNXRefusal) -> ONNXTerm {
    let term = if let given { given } else { try node.operand(0) }
    let rank = builder.extents(of: term).count
    let named = try node.wholes("axes", orOperand: 1) ?? []
    if named.isEmpty, try node.whole("noop_with_empty_axes", default: 0) != 0 { return term }
    var axes: [Int] = []
    for axis in named { axes.append(try ONNXNode.axis(axis, rank, "axes")) }
    return try builder.reduce(
      operation, term, axes: named.isEmpty ? Array(0..<rank) : axes,
      keeping: try node.whole("keepdims", default: 1) != 0)
  }

  /// Something along an axis. Before version 13, all axes from that one on were one.
  private static func alongAxis(
    _ builder: inout ONNXBuilder, _ node: ONNXNode,
    _ work: (inout ONNXBuilder, ONNXTerm, Int) throws(ONNXRefusal) -> ONNXTerm
  ) throws(ONNXRefusal) -> ONNXTerm {
    let term = try node.operand(0)
    let extents = builder.extents(of: term)
    guard node.opset < 13 else {
      return try work(&builder, term, try node.axis(default: -1, rank: extents.count))
    }
    let axis = try node.axis(default: 1, rank: extents.count)
    guard axis < extents.count - 1 else { return try work(&builder, term, axis) }
    let flat = [extents[..<axis].reduce(1, *), extents[axis...].reduce(1, *)]
    let result = try work(&builder, try builder.reshape(term, flat), 1)
    return try builder.reshape(result, extents)
  }
}
