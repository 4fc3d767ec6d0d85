import Autodiff
import Interchange

/// The image that a transposed convolution makes: every number of a smaller one, spread by the kernel.
private struct ONNXSpread {
  /// The whole image, before anything is cut off it.
  var extents: [Int]
  /// What is cut off before each axis, then behind each.
  var pads: [Int]
  /// The rows and columns of zeros that follow, which have room under the last stride.
  var extra: [Int]

  init(_ node: ONNXNode, _ windows: ONNXWindows, image: [Int]) throws(ONNXRefusal) {
    extents = image.indices.map { axis in
      (image[axis] - 1) * windows.strides[axis]
        + (windows.kernel[axis] - 1) * windows.dilations[axis] + 1
    }
    pads = windows.pads
    extra = try node.wholes("output_padding") ?? image.map { _ in 0 }
    guard extra.count == image.count, extra.allSatisfy({ 0...ONNXWindows.limit ~= $0 }) else {
      throw .wrongAttribute("output_padding")
    }
    let mode = try node.text("auto_pad", default: "NOTSET")
    if let wanted = try node.wholes("output_shape") {
      guard wanted.count >= image.count,
        wanted.suffix(image.count).allSatisfy({ 1...ONNXWindows.limit ~= $0 })
      else { throw .wrongAttribute("output_shape") }
      let sizes = Array(wanted.suffix(image.count))
      // A last row of nothing but zeros is where an image of odd length came from.
      for axis in sizes.indices where extra[axis] == 0 && sizes[axis] == extents[axis] + 1 {
        extra[axis] = 1
      }
      cut(to: sizes, more: mode == "SAME_UPPER")
      guard self.sizes == sizes else { throw .wrongAttribute("output_shape") }
    } else if mode.hasPrefix("SAME") {
      // Where the strides leave gaps beyond the kernel there is less than that, and nothing to cut.
      cut(to: zip(image, windows.strides).map { $0 * $1 }, more: mode == "SAME_UPPER")
    }
    guard sizes.allSatisfy({ $0 > 0 }) else { throw .wrongAttribute("pads") }
  }

  /// Cuts off what is beyond the size that is wanted, where it is uneven more of it at the end.
  private mutating func cut(to wanted: [Int], more atEnd: Bool) {
    let rank = extents.count
    for (axis, size) in wanted.enumerated() {
      let beyond = max(extents[axis] + extra[axis] - size, 0)
      let half = beyond / 2
      pads[axis] = atEnd ? half : beyond - half
      pads[axis + rank] = atEnd ? beyond - half : half
    }
  }

  /// How long the axes of the result are.
  var sizes: [Int] {
    extents.indices.map { extents[$0] + extra[$0] - pads[$0] - pads[$0 + extents.count] }
  }

  /// The same with a row of one for what has columns alone.
  mutating func addRow() {
    extents.insert(1, at: 0)
    extra.insert(0, at: 0)
    pads.insert(0, at: 0)
    pads.insert(0, at: extents.count)
  }

  /// Whether an image of the result's size, with the same zeros on all sides, has as many places for the
  /// kernel as there are numbers to be spread.
  func isEven(_ strides: [Int]) -> Bool {
    extents.indices.allSatisfy {
      pads[$0] == pads[$0 + extents.count] && extra[$0] < strides[$0]
    }
  }
}

extension ONNXConversion {
  /// A convolution the other way round: what it sends back to its image.
  static func transposed(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    var (image, kernel) = (try node.operand(0), try node.operand(1))
    let (extents, weights) = (builder.extents(of: image), builder.extents(of: kernel))
    guard 3...4 ~= extents.count, weights.count == extents.count else {
      throw .unsupported("\(max(extents.count - 2, 0)) axes of images")
    }
    guard builder.shape(of: image).count > 0, builder.shape(of: kernel).count > 0 else {
      throw .unsupported("an image without elements")
    }
    var windows = try ONNXWindows(
      node, image: Array(extents.dropFirst(2)), kernel: Array(weights.dropFirst(2)))
    var spread = try ONNXSpread(node, windows, image: Array(extents.dropFirst(2)))
    if extents.count == 3 {
      windows.addRow()
      spread.addRow()
      image = try builder.reshape(image, [extents[0], extents[1], 1, extents[2]])
      kernel = try builder.reshape(kernel, [weights[0], weights[1], 1, weights[2]])
    }
    let groups = try node.whole("group", default: 1)
    guard 1...weights[0] ~= groups else { throw .wrongAttribute("group") }
    var result = try spreading(&builder, image, kernel, windows, spread, groups)
    if node.has(2) {
      let bias = try builder.reshape(try node.operand(2), [weights[1] * groups, 1, 1])
      result = try builder.apply(.add, [result, bias])
    }
    return extents.count == 3 ? try withoutRow(&builder, result) : result
  }

  private static func spreading(
    _ builder: inout ONNXBuilder, _ image: ONNXTerm, _ kernel: ONNXTerm, _ windows: ONNXWindows,
    _ spread: ONNXSpread, _ groups: Int
  ) throws(ONNXRefusal) -> ONNXTerm {
    let sizes = spread.sizes
    if spread.isEven(windows.strides) {
      return try builder.apply(
        .conv2dTransposed, [image, kernel],
        windows.attributes(padding: spread.pads, groups: groups) + sizes)
    }
    var result = try builder.apply(
      .conv2dTransposed, [image, kernel],
      windows.attributes(padding: [0, 0], groups: groups) + spread.extents)
    var missing = [0, 0, 0, 0]
    for axis in 0..<2 {
      let (first, whole) = (spread.pads[axis], spread.extents[axis])
      // What is to be there beyond the whole image is 0.
      let end = min(first + sizes[axis], whole)
      guard first < end else { throw .wrongAttribute("pads") }
      result = try builder.part(result, axis: axis + 2, first..<end)
      missing += [0, first + sizes[axis] - end]
    }
    return missing.allSatisfy { $0 == 0 } ? result : try builder.apply(.pad, [result], missing)
  }
}
