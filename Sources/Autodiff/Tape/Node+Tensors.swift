extension Node {
  /// `x²`.
  public func squared(fileID: String = #fileID, line: Int = #line) -> Node {
    .apply(.square, [self], at: SourcePlace(fileID, line))
  }

  /// `1/x`.
  public func reciprocal(fileID: String = #fileID, line: Int = #line) -> Node {
    .apply(.reciprocal, [self], at: SourcePlace(fileID, line))
  }

  /// The matrix product: m×n by n×p is m×p, m×n by n is m, n by n×p is p, n by n is a scalar; of
  /// tensors with more axes that of the matrices on the last two, the others broadcast.
  ///
  /// - Complexity: O(m·n·p).
  public func matmul(_ other: Node, fileID: String = #fileID, line: Int = #line) -> Node {
    .apply(.matrixProduct, [self, other], at: SourcePlace(fileID, line))
  }

  /// The sum of the products of two vectors' elements, a scalar.
  public func dot(_ other: Node, fileID: String = #fileID, line: Int = #line) -> Node {
    .apply(.matrixProduct, [self, other], at: SourcePlace(fileID, line))
  }

  /// A matrix with rows and columns exchanged: m×n becomes n×m.
  public func transposed(fileID: String = #fileID, line: Int = #line) -> Node {
    .apply(.transpose, [self], at: SourcePlace(fileID, line))
  }

  /// The same elements in row-major order under another shape that counts as many.
  public func reshaped(_ extents: [Int], fileID: String = #fileID, line: Int = #line) -> Node {
    .apply(.reshape, [self], attributes: extents, at: SourcePlace(fileID, line))
  }

  /// The part of an axis between two indices; the shape has that many there.
  public func slice(
    axis: Int = 0, _ range: Range<Int>, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    slice(axis: axis, first: range.lowerBound, count: range.count, SourcePlace(fileID, line))
  }

  /// The element, or the row, at an index of the first axis, which is dropped from the shape.
  public subscript(index: Int, fileID: String = #fileID, line: Int = #line) -> Node {
    slice(axis: 0, first: index, count: -1, SourcePlace(fileID, line))
  }

  private func slice(axis: Int, first: Int, count: Int, _ place: SourcePlace) -> Node {
    var attributes = (shape?.extents ?? []).flatMap { [0, $0] }
    // An axis that is not there leaves one too many, which the rule refuses.
    if attributes.indices.contains(2 * axis + 1) {
      attributes[2 * axis] = first
      attributes[2 * axis + 1] = count
    } else {
      attributes += [first, count]
    }
    return .apply(.slice, [self], attributes: attributes, at: place)
  }

  /// Tensors joined along an axis they have; the other axes are alike.
  public static func concatenated(
    _ parts: [Node], axis: Int = 0, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.concatenate, parts, attributes: [axis], at: SourcePlace(fileID, line))
  }

  /// Tensors of one shape as the rows of a new first axis.
  public static func stacked(
    _ parts: [Node], fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.stack, parts, at: SourcePlace(fileID, line))
  }
}

// Reductions take all elements to a scalar, or those along an axis, which is dropped from the shape.
extension Node {
  /// The sum of the elements.
  public func sum(
    axis: Int? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    reduced(.sum, axis, SourcePlace(fileID, line))
  }

  /// The mean of the elements.
  public func mean(
    axis: Int? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    reduced(.mean, axis, SourcePlace(fileID, line))
  }

  /// The largest element; equal ones share the adjoint.
  public func largest(
    axis: Int? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    reduced(.largest, axis, SourcePlace(fileID, line))
  }

  /// `log Σ eˣ`: a soft maximum, whose gradient is the softmax.
  public func logSumExp(
    axis: Int? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    reduced(.logSumExp, axis, SourcePlace(fileID, line))
  }

  /// `eˣ / Σ eˣ` along an axis, by default the last; the shape stays.
  public func softmax(
    axis: Int? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    reduced(.softmax, axis, SourcePlace(fileID, line))
  }

  /// The product of the elements.
  public func product(
    axis: Int? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    reduced(.product, axis, SourcePlace(fileID, line))
  }

  /// The root of the sum of all squares, with the derivative 0 at 0.
  public func norm(
    axis: Int? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    reduced(.norm, axis, SourcePlace(fileID, line))
  }

  /// The place of the largest element; no derivative passes.
  public func argmax(
    axis: Int? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    reduced(.argmax, axis, SourcePlace(fileID, line))
  }

  /// The sum of each element and those before it along an axis, by default the last.
  public func cumulativeSum(
    axis: Int? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    reduced(.cumulativeSum, axis, SourcePlace(fileID, line))
  }

  /// The product of each element and those before it along an axis, by default the last.
  public func cumulativeProduct(
    axis: Int? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    reduced(.cumulativeProduct, axis, SourcePlace(fileID, line))
  }

  /// The elements in the order of keys of the same shape along the last axis.
  public func arranged(
    by keys: Node, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.arrange, [self, keys], at: SourcePlace(fileID, line))
  }

  /// Parts along an axis by their places, each as often as it is listed.
  public func gathered(
    _ places: [Int], axis: Int = 0, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.gather, [self], attributes: [axis] + places, at: SourcePlace(fileID, line))
  }

  /// Parts along an axis added into zeros at their places.
  public func scattered(
    to places: [Int], of length: Int, axis: Int = 0, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.scatter, [self], attributes: [axis, length] + places, at: SourcePlace(fileID, line))
  }

  private func reduced(_ operation: Operation, _ axis: Int?, _ place: SourcePlace) -> Node {
    .apply(operation, [self], attributes: axis.map { [$0] } ?? [], at: place)
  }
}

// Losses take scores or predictions to a scalar.
extension Node {
  /// `logsumexp(f) - f[y]`, the mean over the rows of a batch: scores of shape n×k with the numbers of
  /// n true classes, or k scores with one.
  ///
  /// The gradient is `(softmax(f) - onehot(y))/n`; the labels receive none.
  public func logisticLoss(
    labels: Node, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.logisticLoss, [self, labels], at: SourcePlace(fileID, line))
  }

  /// The cross-entropy of independent sigmoids from their scores, summed over a row and averaged over
  /// rows; the targets have the scores' shape.
  public func sigmoidCrossEntropy(
    targets: Node, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.sigmoidCrossEntropy, [self, targets], at: SourcePlace(fileID, line))
  }

  /// The mean over all elements of `(x - t)²`; the targets have the shape of the predictions.
  public func meanSquaredError(
    targets: Node, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.meanSquaredError, [self, targets], at: SourcePlace(fileID, line))
  }
}
