import Autodiff
import Interchange

extension ONNXConversion {
  /// The layers of networks.
  static let layers: [String: ONNXRule] = [
    "Gemm": { builder, node throws(ONNXRefusal) in [try gemm(&builder, node)] },
    "BatchNormalization": { builder, node throws(ONNXRefusal) in
      [try batchNorm(&builder, node)]
    },
    "InstanceNormalization": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      let axes = Array(builder.extents(of: term).indices.dropFirst(2))
      let normal = try builder.normalized(
        term, axes: axes, epsilon: try node.number("epsilon", default: 1e-5))
      return [
        try perChannel(&builder, normal, times: try node.operand(1), plus: try node.operand(2))
      ]
    },
    "GroupNormalization": { builder, node throws(ONNXRefusal) in [try groupNorm(&builder, node)] },
    "LayerNormalization": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      let rank = builder.extents(of: term).count
      let axis = try node.axis(default: -1, rank: rank)
      let normal = try builder.normalized(
        term, axes: Array(axis..<rank), epsilon: try node.number("epsilon", default: 1e-5))
      return [try weighted(&builder, node, normal)]
    },
    "RMSNormalization": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      let rank = builder.extents(of: term).count
      let axis = try node.axis(default: -1, rank: rank)
      let square = try builder.reduce(
        .mean, try builder.apply(.square, [term]), axes: Array(axis..<rank), keeping: true)
      let epsilon = try node.number("epsilon", default: 1e-5)
      return [try weighted(&builder, node, try builder.scaled(term, variance: square, epsilon))]
    },
    "Attention": { builder, node throws(ONNXRefusal) in [try attention(&builder, node)] },
    "Conv": { builder, node throws(ONNXRefusal) in [try convolution(&builder, node)] },
    "ConvTranspose": { builder, node throws(ONNXRefusal) in [try transposed(&builder, node)] },
    "MaxPool": { builder, node throws(ONNXRefusal) in [try pooled(&builder, node, .maxPool2d)] },
    "AveragePool": { builder, node throws(ONNXRefusal) in
      [try pooled(&builder, node, .averagePool2d)]
    },
    "GlobalAveragePool": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      let axes = Array(builder.extents(of: term).indices.dropFirst(2))
      return [try builder.reduce(.mean, term, axes: axes, keeping: true)]
    },
    "GlobalMaxPool": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      let axes = Array(builder.extents(of: term).indices.dropFirst(2))
      return [try builder.reduce(.largest, term, axes: axes, keeping: true)]
    },
  ]

  /// `α·A·B + β·C`.
  private static func gemm(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    let turns = [
      try node.whole("transA", default: 0) != 0 ? 1 : 0,
      try node.whole("transB", default: 0) != 0 ? 1 : 0,
    ]
    var result = try builder.apply(
      .matrixProduct, [try node.operand(0), try node.operand(1)], turns == [0, 0] ? [] : turns)
    let alpha = try node.number("alpha", default: 1)
    if alpha != 1 { result = try builder.apply(.multiply, [builder.number(alpha), result]) }
    guard node.has(2) else { return result }
    var bias = try node.operand(2)
    let beta = try node.number("beta", default: 1)
    if beta != 1 { bias = try builder.apply(.multiply, [builder.number(beta), bias]) }
    return try builder.apply(.add, [result, bias])
  }

  /// What belongs to the channels, the second axis, of a tensor of some rank.
  private static func ofChannels(
    _ builder: inout ONNXBuilder, _ term: ONNXTerm, rank: Int
  ) throws(ONNXRefusal) -> ONNXTerm {
    guard rank > 2 else { return term }
    let ones = Array(repeating: 1, count: rank - 2)
    return try builder.reshape(term, [builder.shape(of: term).count] + ones)
  }

  private static func perChannel(
    _ builder: inout ONNXBuilder, _ term: ONNXTerm, times scale: ONNXTerm, plus bias: ONNXTerm
  ) throws(ONNXRefusal) -> ONNXTerm {
    let rank = builder.extents(of: term).count
    let scaled = try builder.apply(
      .multiply, [term, try ofChannels(&builder, scale, rank: rank)])
    return try builder.apply(.add, [scaled, try ofChannels(&builder, bias, rank: rank)])
  }

  private static func batchNorm(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    let term = try node.operand(0)
    let rank = builder.extents(of: term).count
    let epsilon = try node.number("epsilon", default: 1e-5)
    let normal: ONNXTerm
    if try node.whole("training_mode", default: 0) != 0 {
      let axes = (0..<rank).filter { $0 != 1 }
      normal = try builder.normalized(term, axes: axes, epsilon: epsilon)
    } else {
      let mean = try ofChannels(&builder, try node.operand(3), rank: rank)
      let variance = try ofChannels(&builder, try node.operand(4), rank: rank)
      normal = try builder.scaled(
        try builder.apply(.subtract, [term, mean]), variance: variance, epsilon)
    }
    return try perChannel(
      &builder, normal, times: try node.operand(1), plus: try node.operand(2))
  }

  private static func groupNorm(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    let term = try node.operand(0)
    let extents = builder.extents(of: term)
    let groups = try node.whole("num_groups", default: 1)
    guard extents.count >= 2, groups > 0, extents[1].isMultiple(of: groups) else {
      throw .wrongAttribute("num_groups")
    }
    let apart = [extents[0], groups, extents[1] / groups] + extents[2...]
    let normal = try builder.normalized(
      try builder.reshape(term, apart), axes: Array(2..<apart.count),
      epsilon: try node.number("epsilon", default: 1e-5))
    let scale = try node.operand(1)
    guard builder.shape(of: scale).count == extents[1] else {
      throw .unsupported("weights for groups in place of channels")
    }
    return try perChannel(
      &builder, try builder.reshape(normal, extents), times: scale, plus: try node.operand(2))
  }

  /// A normalized term times the second operand, plus the third if there is one.
  private static func weighted(
    _ builder: inout ONNXBuilder, _ node: ONNXNode, _ normal: ONNXTerm
  ) throws(ONNXRefusal) -> ONNXTerm {
    let scaled = try builder.apply(.multiply, [normal, try node.operand(1)])
    return node.has(2) ? try builder.apply(.add, [scaled, try node.operand(2)]) : scaled
  }

  /// `softmax(Q·Kᵀ·scale + mask)·V` of queries, keys and values with the axes (batch, head, place,
  /// feature).
  private static func attention(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    let (query, key) = (try node.operand(0), try node.operand(1))
    let (queries, keys) = (builder.extents(of: query), builder.extents(of: key))
    guard queries.count == 4, keys.count == 4, queries[1] == keys[1], !node.has(4),
      try node.number("softcap", default: 0) == 0
    else { throw .unsupported("heads in one axis, shared heads, a cache or a soft cap") }
    let scale = try node.number("scale", default: 1 / Double(queries[3]).squareRoot())
    let product = try builder.apply(.matrixProduct, [query, key], [0, 1])
    var scores = try builder.apply(.multiply, [product, builder.number(scale)])
    // Without elements there is nothing to mask, and the mask might be of any size.
    if try node.whole("is_causal", default: 0) != 0, !builder.extents(of: scores).contains(0) {
      guard let shape = Shape([queries[2], keys[2]]) else { throw .tooLarge }
      let mask = (0..<shape.count).map { $0 % keys[2] <= $0 / keys[2] ? 1.0 : 0 }
      scores = try builder.apply(
        .select,
        [.known(ONNXNumbers(mask, shape: shape)), scores, builder.number(-.infinity)])
    }
    if node.has(3) {
      let mask = try node.operand(3)
      scores =
        node.wholeOperands.contains(3)
        ? try builder.apply(.select, [mask, scores, builder.number(-.infinity)])
        : try builder.apply(.add, [scores, mask])
    }
    let weights = try builder.apply(.softmax, [scores], [3])
    return try builder.apply(.matrixProduct, [weights, try node.operand(2)])
  }
}
