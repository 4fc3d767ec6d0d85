import Autodiff
import Interchange

/// Windows that lie on the padding by other amounts on both sides of an image, or reach beyond it.
struct UnevenWindows {
  /// Of a window and of its steps, in rows and columns.
  let kernel: [Int]
  let strides: [Int]
  /// Rows and columns before the image, then behind it.
  let pads: [Int]
  /// Rows and columns that windows reach beyond that.
  let beyond: [Int]

  /// - Parameter reachesBeyond: Whether there are windows that do not lie on the padded image as a whole.
  init(
    kernel: [Int], strides: [Int], pads: [Int], image: [Int], reachesBeyond: Bool
  ) {
    self.kernel = kernel
    self.strides = strides
    self.pads = pads
    beyond = kernel.indices.map { axis in
      let padded = image[axis] + pads[axis] + pads[axis + kernel.count]
      let rest = (padded - kernel[axis]) % strides[axis]
      guard reachesBeyond, padded >= kernel[axis], rest > 0 else { return 0 }
      // A window that would begin behind the image, on the padding, is left out.
      let start = padded - kernel[axis] - rest + strides[axis]
      return start >= image[axis] + pads[axis] ? 0 : strides[axis] - rest
    }
  }

  var areBeyond: Bool { beyond.contains { $0 > 0 } }

  /// Zeros around rows and columns, as `pad` takes them.
  fileprivate var zeros: [Int] {
    kernel.indices.flatMap { [pads[$0], pads[$0 + kernel.count] + beyond[$0]] }
  }

  /// How many places of each window lie between two bounds of the padded image along an axis.
  fileprivate func counts(_ axis: Int, within bounds: Range<Int>, of length: Int) -> [Double] {
    stride(from: 0, through: length - kernel[axis], by: strides[axis]).map { start in
      Double((start..<start + kernel[axis]).clamped(to: bounds).count)
    }
  }
}

extension ONNXConversion {
  /// The largest element, or the mean, of windows that lie unevenly on images.
  static func pooled(
    _ builder: inout ONNXBuilder, _ image: ONNXTerm, _ windows: UnevenWindows,
    _ operation: Operation, countsPadding: Bool
  ) throws(ONNXRefusal) -> ONNXTerm {
    let extents = Array(builder.extents(of: image).suffix(2))
    let padded = try builder.apply(.pad, [image], [0, 0, 0, 0] + windows.zeros)
    let lengths = Array(builder.extents(of: padded).suffix(2))
    let inside = (0..<2).map { windows.pads[$0]..<windows.pads[$0] + extents[$0] }
    let plain = windows.kernel + windows.strides + [0, 0]
    guard !builder.extents(of: padded).contains(0) else {
      return try builder.apply(operation, [padded], plain + [1])
    }
    if operation == .maxPool2d {
      let mask = try table(lengths) { inside[0].contains($0) && inside[1].contains($1) ? 1 : 0 }
      let masked = try builder.apply(
        .select, [mask, padded, builder.number(-.infinity)])
      return try builder.apply(operation, [masked], plain + [1])
    }
    // Zeros count at first, and then do not: the sum is divided by how many places there are.
    let means = try builder.apply(operation, [padded], plain + [1])
    let counts = (0..<2).map { axis in
      let counted =
        countsPadding
        ? 0..<extents[axis] + windows.pads[axis] + windows.pads[axis + 2] : inside[axis]
      return windows.counts(axis, within: counted, of: lengths[axis])
    }
    let size = Double(windows.kernel[0] * windows.kernel[1])
    let factors = try table(counts.map(\.count)) { size / (counts[0][$0] * counts[1][$1]) }
    return try builder.apply(.multiply, [means, factors])
  }

  /// Known numbers, one for each row and column.
  private static func table(
    _ extents: [Int], _ number: (_ row: Int, _ column: Int) -> Double
  ) throws(ONNXRefusal) -> ONNXTerm {
    guard let shape = Shape(extents), shape.count <= 1 << 22 else { throw .tooLarge }
    return .known(
      ONNXNumbers(
        (0..<shape.count).map { number($0 / extents[1], $0 % extents[1]) }, shape: shape))
  }
}
