import Autodiff
import Interchange
import Syntax

extension ONNXConversion {
  /// Images made larger or smaller by taking for each place the nearest one of the original.
  static let resizing: [String: ONNXRule] = [
    "Resize": { builder, node throws(ONNXRefusal) in [try resized(&builder, node)] },
    "Upsample": { builder, node throws(ONNXRefusal) in [try upsampled(&builder, node)] },
  ]

  /// The longest axis that there may be.
  private static let longest = 1 << 20

  private static func resized(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    let term = try node.operand(0)
    let extents = builder.extents(of: term)
    try checkMode(node)
    guard try node.whole("antialias", default: 0) == 0,
      try node.text("keep_aspect_ratio_policy", default: "stretch") == "stretch"
    else { throw .unsupported("a ratio that is kept, or what is smoothed") }
    let axes = try (node.wholes("axes") ?? Array(extents.indices)).map { axis throws(ONNXRefusal) in
      try ONNXNode.axis(axis, extents.count, "axes")
    }
    // In the first version the factors were the second operand.
    let place = node.opset < 11 ? 1 : 2
    let sampling = try Sampling(node)
    if let factors = try node.numbers(place), !factors.isEmpty {
      guard factors.count == axes.count else { throw .wrongAttribute("scales") }
      return try taken(&builder, term, sampling, Array(zip(axes, factors)))
    }
    guard let sizes = try node.wholes(3), sizes.count == axes.count else {
      throw .wrongAttribute("sizes")
    }
    let factors = zip(axes, sizes).map { (axis: $0, factor: Double($1) / Double(extents[$0])) }
    return try taken(&builder, term, sampling, factors)
  }

  private static func upsampled(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    let term = try node.operand(0)
    try checkMode(node)
    guard let factors = try node.numbers("scales", orOperand: 1),
      factors.count == builder.extents(of: term).count
    else { throw .wrongAttribute("scales") }
    return try taken(
      &builder, term, Sampling.downward, factors.enumerated().map { ($0, $1) })
  }

  private static func checkMode(_ node: ONNXNode) throws(ONNXRefusal) {
    let mode = try node.text("mode", default: "nearest")
    guard mode == "nearest" else { throw .unsupported("resizing that is \(mode.displayed)") }
  }

  private static func taken(
    _ builder: inout ONNXBuilder, _ term: ONNXTerm, _ sampling: Sampling,
    _ factors: [(axis: Int, factor: Double)]
  ) throws(ONNXRefusal) -> ONNXTerm {
    var term = term
    for (axis, factor) in factors {
      let extent = builder.extents(of: term)[axis]
      let length = (Double(extent) * factor).rounded(.down)
      guard factor > 0, length >= 1, length <= Double(longest), extent <= longest else {
        throw .wrongAttribute("scales")
      }
      let places = sampling.places(Int(length), of: extent, factor)
      guard places != Array(0..<extent) else { continue }
      term = try builder.apply(.gather, [term], [axis] + places)
    }
    return term
  }
}

/// Which place of an original each place of an image shows.
private struct Sampling {
  private let coordinates: String
  private let rounding: String

  /// As the operation `Upsample` has it.
  static let downward = Sampling(coordinates: "asymmetric", rounding: "floor")

  private init(coordinates: String, rounding: String) {
    self.coordinates = coordinates
    self.rounding = rounding
  }

  init(_ node: ONNXNode) throws(ONNXRefusal) {
    guard node.opset >= 11 else {
      self = .downward
      return
    }
    coordinates = try node.text("coordinate_transformation_mode", default: "half_pixel")
    rounding = try node.text("nearest_mode", default: "round_prefer_floor")
    let known = ["half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners"]
    guard known.contains(coordinates),
      ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"].contains(rounding)
    else { throw .unsupported("resizing by \(coordinates.displayed)") }
  }

  /// The place of the original for each of so many.
  func places(_ count: Int, of extent: Int, _ factor: Double) -> [Int] {
    (0..<count).map { place in
      let nearest = rounded(original(Double(place), count, of: extent, factor))
      return Int(min(max(nearest, 0), Double(extent - 1)))
    }
  }

  private func original(
    _ place: Double, _ count: Int, of extent: Int, _ factor: Double
  ) -> Double {
    switch coordinates {
    case "asymmetric": place / factor
    case "align_corners": count > 1 ? place * Double(extent - 1) / Double(count - 1) : 0
    case "pytorch_half_pixel" where count == 1: 0
    default: (place + 0.5) / factor - 0.5
    }
  }

  private func rounded(_ place: Double) -> Double {
    switch rounding {
    case "floor": place.rounded(.down)
    case "ceil": place.rounded(.up)
    case "round_prefer_ceil": (place + 0.5).rounded(.down)
    default: (place - 0.5).rounded(.up)
    }
  }
}
