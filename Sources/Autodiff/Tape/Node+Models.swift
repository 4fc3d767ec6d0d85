// What models of other frameworks are made of, beside what textbooks write.

/// `1/√x`.
@_disfavoredOverload
public func rsqrt(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.rsqrt, [x], at: SourcePlace(fileID, line))
}

/// `x·log(y)`, and 0 where x is 0.
@_disfavoredOverload
public func xlogy(_ x: Node, _ y: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.xlogy, [x, y], at: SourcePlace(fileID, line))
}

extension Node {
  /// A format of numbers in which a model computes.
  public enum Format: Sendable {
    /// 24 significant bits.
    case single
    /// 11 significant bits, none beyond 65504.
    case half
    /// 8 significant bits and the range of single precision.
    case bfloat16
  }

  /// The nearest numbers of a format; the derivative passes as if nothing had been rounded.
  public func rounded(
    to format: Format, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    let operation: Operation =
      switch format {
      case .single: .single
      case .half: .half
      case .bfloat16: .bfloat16
      }
    return .apply(operation, [self], at: SourcePlace(fileID, line))
  }

  /// The axes in another order: axis `k` of the result is axis `order[k]`.
  public func permuted(_ order: [Int], fileID: String = #fileID, line: Int = #line) -> Node {
    .apply(.permute, [self], attributes: order, at: SourcePlace(fileID, line))
  }

  /// Parts along an axis by places that another node holds, whose axes come where the axis was.
  public func indexSelect(
    _ indices: Node, axis: Int = 0, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.indexSelect, [self, indices], attributes: [axis], at: SourcePlace(fileID, line))
  }

  /// Parts added into zeros, at places of an axis of that length which another node holds.
  public func indexAdded(
    at indices: Node, of length: Int, axis: Int = 0, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.indexAdd, [self, indices], attributes: [axis, length], at: SourcePlace(fileID, line))
  }

  /// Single elements by their places along an axis, which another node holds; the result has its shape.
  public func gatheredAlong(
    _ axis: Int, at indices: Node, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.gatherAlong, [self, indices], attributes: [axis], at: SourcePlace(fileID, line))
  }

  /// Single elements added into zeros of a shape, at places of an axis which another node holds.
  public func scatterAdded(
    at indices: Node, along axis: Int, into extents: [Int], fileID: String = #fileID,
    line: Int = #line
  ) -> Node {
    .apply(
      .scatterAdd, [self, indices], attributes: [axis] + extents, at: SourcePlace(fileID, line))
  }

  /// The mean of each square window of an image; windows lie side by side on the last two axes.
  public func averagePool2d(
    size: Int = 2, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.averagePool2d, [self], attributes: [size], at: SourcePlace(fileID, line))
  }

  /// What another program computed from operands: its value, and for each operand what it sent back.
  ///
  /// Nothing can be computed through it anew: its value and what it sends stay as they were recorded.
  public static func recorded(
    _ value: Node, from operands: [(operand: Node, contribution: Node)],
    fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(
      .opaque, [value] + operands.flatMap { [$0.operand, $0.contribution] },
      at: SourcePlace(fileID, line))
  }
}
