import Autodiff
import Interchange

/// How a kernel or window moves over images, as ONNX describes it.
struct ONNXWindows {
  var kernel: [Int]
  var strides: [Int]
  var dilations: [Int]
  /// Before each axis, then behind each.
  var pads: [Int]

  /// Larger than any image.
  static let limit = 1 << 20

  init(_ node: ONNXNode, image: [Int], kernel: [Int]) throws(ONNXRefusal) {
    let rank = kernel.count
    self.kernel = kernel
    strides = try node.wholes("strides") ?? Array(repeating: 1, count: rank)
    dilations = try node.wholes("dilations") ?? Array(repeating: 1, count: rank)
    pads = try node.wholes("pads") ?? Array(repeating: 0, count: 2 * rank)
    let mode = try node.text("auto_pad", default: "NOTSET")
    guard image.count == rank, strides.count == rank, dilations.count == rank,
      pads.count == 2 * rank, (strides + dilations + kernel).allSatisfy({ 1...Self.limit ~= $0 }),
      pads.allSatisfy({ 0...Self.limit ~= $0 })
    else { throw .wrongAttribute("pads") }
    if mode.hasPrefix("SAME") { padEvenly(image, atEnd: mode == "SAME_UPPER") }
  }

  /// As many zeros as give a result for every stride.
  private mutating func padEvenly(_ image: [Int], atEnd: Bool) {
    for axis in kernel.indices {
      let results = (image[axis] + strides[axis] - 1) / strides[axis]
      let span = (results - 1) * strides[axis] + (kernel[axis] - 1) * dilations[axis] + 1
      let zeros = max(span - image[axis], 0)
      let half = zeros / 2
      pads[axis] = atEnd ? half : zeros - half
      pads[axis + kernel.count] = atEnd ? zeros - half : half
    }
  }

  /// As attributes of a convolution: stride and padding where these say it all.
  func attributes(padding: [Int], groups: Int) -> [Int] {
    let isShort =
      strides[0] == strides[1] && padding[0] == padding[1] && dilations == [1, 1] && groups == 1
    return isShort
      ? [strides[0], padding[0]] : strides + padding.prefix(2) + dilations + [groups]
  }

  var isEven: Bool { Array(pads.prefix(kernel.count)) == Array(pads.suffix(kernel.count)) }

  /// The same with a row of one for what has columns alone.
  mutating func addRow() {
    kernel.insert(1, at: 0)
    strides.insert(1, at: 0)
    dilations.insert(1, at: 0)
    pads.insert(0, at: 0)
    pads.insert(0, at: kernel.count)
  }
}

extension ONNXConversion {
  static func convolution(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    var (image, kernel) = (try node.operand(0), try node.operand(1))
    let (extents, weights) = (builder.extents(of: image), builder.extents(of: kernel))
    guard 3...4 ~= extents.count, weights.count == extents.count else {
      throw .unsupported("\(max(extents.count - 2, 0)) axes of images")
    }
    var windows = try ONNXWindows(
      node, image: Array(extents.dropFirst(2)), kernel: Array(weights.dropFirst(2)))
    if extents.count == 3 {
      windows.addRow()
      image = try builder.reshape(image, [extents[0], extents[1], 1, extents[2]])
      kernel = try builder.reshape(kernel, [weights[0], weights[1], 1, weights[2]])
    }
    if !windows.isEven {
      let (before, behind) = (windows.pads.prefix(2), windows.pads.suffix(2))
      let around = zip(before, behind).flatMap { [$0, $1] }
      image = try builder.apply(.pad, [image], [0, 0, 0, 0] + around)
      windows.pads = [0, 0, 0, 0]
    }
    let groups = try node.whole("group", default: 1)
    guard 1...max(weights[0], 1) ~= groups else { throw .wrongAttribute("group") }
    var result = try builder.apply(
      .conv2d, [image, kernel], windows.attributes(padding: windows.pads, groups: groups))
    if node.has(2) {
      let bias = try builder.reshape(try node.operand(2), [weights[0], 1, 1])
      result = try builder.apply(.add, [result, bias])
    }
    guard extents.count == 3 else { return result }
    return try withoutRow(&builder, result)
  }

  static func pooled(
    _ builder: inout ONNXBuilder, _ node: ONNXNode, _ operation: Operation
  ) throws(ONNXRefusal) -> ONNXTerm {
    var image = try node.operand(0)
    let extents = builder.extents(of: image)
    guard 3...4 ~= extents.count, let kernel = try node.wholes("kernel_shape") else {
      throw .unsupported("\(max(extents.count - 2, 0)) axes of images")
    }
    var windows = try ONNXWindows(node, image: Array(extents.dropFirst(2)), kernel: kernel)
    if extents.count == 3 {
      windows.addRow()
      image = try builder.reshape(image, [extents[0], extents[1], 1, extents[2]])
    }
    guard windows.dilations == [1, 1] else { throw .unsupported("windows with gaps") }
    guard node.node.outputs.count < 2 || node.node.outputs[1].isEmpty else {
      throw .unsupported("the places of the largest elements")
    }
    // The first of equal largest elements has it all, as in PyTorch; or zeros of the padding count.
    let mark =
      operation == .maxPool2d ? 1 : try node.whole("count_include_pad", default: 0)
    let uneven = UnevenWindows(
      kernel: windows.kernel, strides: windows.strides, pads: windows.pads,
      image: Array(builder.extents(of: image).suffix(2)),
      reachesBeyond: try node.whole("ceil_mode", default: 0) != 0)
    let result =
      windows.isEven && !uneven.areBeyond
      ? try builder.apply(
        operation, [image], windows.kernel + windows.strides + windows.pads.prefix(2) + [mark])
      : try pooled(&builder, image, uneven, operation, countsPadding: mark != 0)
    guard extents.count == 3 else { return result }
    return try withoutRow(&builder, result)
  }

  static func withoutRow(
    _ builder: inout ONNXBuilder, _ term: ONNXTerm
  ) throws(ONNXRefusal) -> ONNXTerm {
    var extents = builder.extents(of: term)
    extents.remove(at: 2)
    return try builder.reshape(term, extents)
  }
}
