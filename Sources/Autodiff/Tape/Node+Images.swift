// Convolution and pooling of images, and what moves elements around them.
extension Node {
  /// The image's products with a kernel at every place of it: `(rows + 2·padding - kernel rows) /
  /// stride + 1` rows, rounded down, and columns likewise.
  ///
  /// An image has the axes (rows, columns), (channels, rows, columns) or (images, channels, rows,
  /// columns); the kernel (rows, columns) for the first, else (responses, channels, rows, columns).
  public func conv2d(
    _ kernel: Node, stride: Int = 1, padding: Int = 0, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(
      .conv2d, [self, kernel], attributes: [stride, padding], at: SourcePlace(fileID, line))
  }

  /// The largest element of each square window of an image; windows lie side by side on the last two
  /// axes, and equal largest elements share the adjoint.
  public func maxPool2d(
    size: Int = 2, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.maxPool2d, [self], attributes: [size], at: SourcePlace(fileID, line))
  }

  /// The elements repeated until they have a shape of these extents, as NumPy does it.
  public func broadcast(
    to extents: [Int], fileID: String = #fileID, line: Int = #line
  ) -> Node {
    .apply(.broadcast, [self], attributes: extents, at: SourcePlace(fileID, line))
  }

  /// The elements with so many zeros before and after them on every axis.
  public func padded(
    before: Int = 0, after: Int = 0, fileID: String = #fileID, line: Int = #line
  ) -> Node {
    let axes = shape?.rank ?? 0
    return .apply(
      .pad, [self], attributes: (0..<axes).flatMap { _ in [before, after] },
      at: SourcePlace(fileID, line))
  }
}

/// `1 - erf(x)`, which keeps its digits where `erf(x)` is almost 1.
@_disfavoredOverload
public func erfc(_ x: Node, fileID: String = #fileID, line: Int = #line) -> Node {
  .apply(.erfc, [x], at: SourcePlace(fileID, line))
}
