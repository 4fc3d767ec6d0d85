/// Which way the elements of a node went where its operation branches, as one number: patterns that
/// differ mean that an element went another way.
struct BranchPattern: Hashable, Sendable {
  private var code: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Takes in a number, in the manner of the hash FNV-1a.
  mutating func add(_ number: UInt64) {
    code = (code ^ number) &* 0x0100_0000_01b3
    code ^= code >> 29
  }

  /// Takes in the sign of a number: below 0, 0, above it, or not a number.
  mutating func add(signOf number: Double) {
    add(number > 0 ? 1 : number < 0 ? 2 : number == 0 ? 3 : 4)
  }
}

extension Evaluation where Element == Double {
  /// Which way a node went at its present values; all the same for an operation without branches.
  mutating func branches(of node: NodeID) -> BranchPattern {
    var pattern = BranchPattern()
    switch graph.operation(of: node) {
    case .relu, .leakyRelu, .abs:
      forEachElement(of: graph.operand(0, of: node)) { pattern.add(signOf: $0) }
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      forEachElement(of: node) { pattern.add(signOf: $0) }
    case .sign, .floor, .round, .argmax, .single, .half, .bfloat16:
      forEachElement(of: node) { pattern.add($0.bitPattern) }
    case .norm:
      forEachElement(of: node) { pattern.add($0 == 0 ? 0 : 1) }
    case .arrange:
      withCall(of: node) { call in
        Arrange.forEachElement(of: call) { source, target in
          pattern.add(UInt64(source))
          pattern.add(UInt64(target))
        }
      }
    case .select:
      forEachElement(of: graph.operand(0, of: node)) { pattern.add($0 == 0 ? 0 : 1) }
    case .minimum, .maximum:
      forEachPair(of: node) { pattern.add(signOf: $0 - $1) }
    case .largest, .maxPool2d:
      forEachLargest(of: node) { line, place in
        pattern.add(UInt64(line))
        pattern.add(UInt64(place))
      }
    case .input, .constant, .add, .subtract, .multiply, .divide, .power, .negate, .exp, .log, .sqrt,
      .square, .reciprocal, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh, .sigmoid,
      .softplus, .gelu, .erf, .erfc, .sum, .mean, .logSumExp, .softmax, .matrixProduct, .transpose,
      .reshape, .slice, .concatenate, .stack, .broadcast, .pad, .conv2d, .conv2dTransposed,
      .conv2dKernel, .logisticLoss, .sigmoidCrossEntropy, .meanSquaredError, .log1p, .expm1, .log2,
      .log10, .atan2, .detach, .product, .cumulativeSum, .cumulativeProduct, .gather, .scatter,
      .rsqrt, .xlogy, .permute, .indexSelect, .indexAdd, .gatherAlong, .scatterAdd, .averagePool2d,
      .opaque:
      break
    }
    return pattern
  }

  /// What a node is computed from at this moment: differs as soon as an operand does.
  func operandPattern(of node: NodeID) -> BranchPattern {
    var pattern = BranchPattern()
    for operand in graph.operands(of: node) {
      forEachElement(of: operand) { pattern.add($0.bitPattern) }
    }
    return pattern
  }

  private func forEachElement(of node: NodeID, _ body: (Double) -> Void) {
    for slot in plan.placement(of: node).range { body(values[slot]) }
  }

  /// The pairs of elements, broadcast, that a node of two operands combines.
  private mutating func forEachPair(of node: NodeID, _ body: (Double, Double) -> Void) {
    guard plan.call(of: node) != nil else {
      return body(
        values[graph.operand(0, of: node).index], values[graph.operand(1, of: node).index])
    }
    withCall(of: node) { call in
      BroadcastRows(call.geometry, operandCount: 2).forEach { row in
        for index in 0..<row.length {
          body(
            call.value(0)[row.operand(0) + index * row.stride(0)],
            call.value(1)[row.operand(1) + index * row.stride(1)])
        }
      }
    }
  }

  /// The places of the largest elements, by the line or window that each is the largest of.
  private mutating func forEachLargest(of node: NodeID, _ body: (Int, Int) -> Void) {
    let isPool = graph.operation(of: node) == .maxPool2d
    withCall(of: node) { call in
      if isPool {
        MaxPool2D.forEachFactor(of: call) { window, place, _ in body(window, place) }
      } else {
        Largest.forEachFactor(of: call) { line, place, _ in body(line, place) }
      }
    }
  }

  private mutating func withCall(of node: NodeID, _ body: (KernelCall<Double>) -> Void) {
    withMemory { plan, memory in
      guard !plan.graph.isIdle(node), let planned = plan.call(of: node) else { return }
      body(plan.kernelCall(planned, memory))
    }
  }
}
