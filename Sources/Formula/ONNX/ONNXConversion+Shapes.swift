import Autodiff
import Interchange

extension ONNXConversion {
  /// Operations that move elements, or are about shapes.
  static let shapes: [String: ONNXRule] = [
    "Constant": { _, node throws(ONNXRefusal) in [.known(try constant(node))] },
    "ConstantOfShape": { _, node throws(ONNXRefusal) in [.known(try filled(node))] },
    "Shape": { builder, node throws(ONNXRefusal) in
      let extents = builder.extents(of: try node.operand(0))
      let start = bounded(try node.whole("start", default: 0), extents.count)
      let end = bounded(try node.whole("end", default: extents.count), extents.count)
      return [.known(try ONNXNumbers(Array(extents[start..<max(start, end)])))]
    },
    "Size": { builder, node throws(ONNXRefusal) in
      [builder.number(Double(builder.shape(of: try node.operand(0)).count))]
    },
    "Range": { _, node throws(ONNXRefusal) in [.known(try range(node))] },
    "Reshape": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      let wanted = try node.wholes("shape", orOperand: 1) ?? []
      let keepsZeros = try node.whole("allowzero", default: 0) != 0
      return [
        try builder.reshape(
          term, try extents(wanted, of: builder.extents(of: term), keepsZeros))
      ]
    },
    "Flatten": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      let extents = builder.extents(of: term)
      let axis = bounded(try node.whole("axis", default: 1), extents.count)
      let sizes = [extents[..<axis].reduce(1, *), extents[axis...].reduce(1, *)]
      return [try builder.reshape(term, sizes)]
    },
    "Transpose": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      let rank = builder.extents(of: term).count
      let order = try node.wholes("perm") ?? Array((0..<rank).reversed())
      return [order == Array(0..<rank) ? term : try builder.apply(.permute, [term], order)]
    },
    "Squeeze": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      let extents = builder.extents(of: term)
      let given = try node.wholes("axes", orOperand: 1)
      let axes = try given.map { axes throws(ONNXRefusal) in try places(axes, extents.count) }
      let gone = axes ?? extents.indices.filter { extents[$0] == 1 }
      let kept = extents.indices.filter { !gone.contains($0) }
      return [try builder.reshape(term, kept.map { extents[$0] })]
    },
    "Unsqueeze": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      var extents = builder.extents(of: term)
      let given = try node.wholes("axes", orOperand: 1) ?? []
      for axis in try places(given, extents.count + given.count).sorted() {
        guard axis <= extents.count else { throw .wrongAttribute("axes") }
        extents.insert(1, at: axis)
      }
      return [try builder.reshape(term, extents)]
    },
    "Expand": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      guard let own = Shape(try node.wholes(1) ?? []) else { throw .tooLarge }
      let shape: Shape
      do throws(ShapeMismatch) {
        shape = try builder.shape(of: term).broadcast(with: own)
      } catch {
        throw .unsupported("shapes that do not fit")
      }
      if builder.shape(of: term) == shape { return [term] }
      return [try builder.apply(.broadcast, [term], shape.extents)]
    },
    "Concat": { builder, node throws(ONNXRefusal) in
      // Empty arrays have no say in what is joined.
      let terms = try node.allOperands()
      let filled = terms.filter { builder.shape(of: $0).count > 0 }
      guard let first = filled.first else { return [terms[0]] }
      let axis = try node.axis(rank: builder.extents(of: first).count)
      return [filled.count == 1 ? first : try builder.apply(.concatenate, filled, [axis])]
    },
    "Split": { builder, node throws(ONNXRefusal) in try split(&builder, node) },
    "Slice": { builder, node throws(ONNXRefusal) in [try sliced(&builder, node)] },
    "Gather": { builder, node throws(ONNXRefusal) in [try gathered(&builder, node)] },
    "GatherElements": { builder, node throws(ONNXRefusal) in
      let term = try node.operand(0)
      let axis = try node.axis(default: 0, rank: builder.extents(of: term).count)
      let length = builder.extents(of: term)[axis]
      let indices = fromFront(try node.operand(1), length)
      return [try builder.apply(.gatherAlong, [term, indices], [axis])]
    },
    "Tile": { builder, node throws(ONNXRefusal) in
      var term = try node.operand(0)
      for (axis, count) in (try node.wholes(1) ?? []).enumerated() where count != 1 {
        guard 1...4096 ~= count else { throw .unsupported("\(count) repetitions") }
        term = try builder.apply(.concatenate, Array(repeating: term, count: count), [axis])
      }
      return [term]
    },
    "Pad": { builder, node throws(ONNXRefusal) in [try padded(&builder, node)] },
    "Trilu": { builder, node throws(ONNXRefusal) in [try triangle(&builder, node)] },
  ]

  private static func constant(_ node: ONNXNode) throws(ONNXRefusal) -> ONNXNumbers {
    for (name, attribute) in node.node.attributes {
      switch (name, attribute) {
      case ("value", .tensor(let tensor)):
        guard let stored = try? tensor.read(from: "."), let shape = Shape(stored.shape) else {
          throw .wrongAttribute(name)
        }
        return ONNXNumbers(stored.values, shape: shape)
      case ("value_float", .number(let number)): return ONNXNumbers(number)
      case ("value_int", .whole(let whole)): return ONNXNumbers(Double(whole))
      case ("value_ints", .wholes(let wholes)): return try ONNXNumbers(wholes)
      case ("value_floats", .numbers(let numbers)):
        guard let shape = Shape([numbers.count]) else { throw .tooLarge }
        return ONNXNumbers(numbers, shape: shape)
      default: continue
      }
    }
    throw .wrongAttribute("value")
  }

  private static func filled(_ node: ONNXNode) throws(ONNXRefusal) -> ONNXNumbers {
    guard let shape = Shape(try node.wholes(0) ?? []), shape.count <= 1 << 22 else {
      throw .tooLarge
    }
    var number = 0.0
    if case .tensor(let tensor)? = node.node.attributes["value"] {
      guard let value = (try? tensor.read(from: "."))?.values.first else {
        throw .wrongAttribute("value")
      }
      number = value
    }
    return ONNXNumbers(Array(repeating: number, count: shape.count), shape: shape)
  }

  private static func range(_ node: ONNXNode) throws(ONNXRefusal) -> ONNXNumbers {
    var ends: [Double] = []
    for place in 0..<3 {
      guard case .known(let numbers) = try node.operand(place), let number = numbers.values.first
      else { throw .computedShape(operand: place) }
      ends.append(number)
    }
    let count = ((ends[1] - ends[0]) / ends[2]).rounded(.up)
    guard count < 1e7, let shape = Shape([Int(max(count, 0))]) else { throw .tooLarge }
    return ONNXNumbers((0..<shape.count).map { ends[0] + Double($0) * ends[2] }, shape: shape)
  }

  /// A place that may count from the end, within a number of them.
  private static func bounded(_ place: Int, _ count: Int) -> Int {
    min(max(place < 0 ? place + count : place, 0), count)
  }

  private static func places(_ axes: [Int], _ rank: Int) throws(ONNXRefusal) -> [Int] {
    var places: [Int] = []
    for axis in axes { places.append(try ONNXNode.axis(axis, rank, "axes")) }
    return places
  }

  /// The lengths that 0, for that of before, and -1, for what is left, stand for.
  private static func extents(
    _ wanted: [Int], of old: [Int], _ keepsZeros: Bool
  ) throws(ONNXRefusal) -> [Int] {
    var extents = wanted
    for place in extents.indices where extents[place] == 0 && !keepsZeros {
      guard place < old.count else { throw .wrongAttribute("shape") }
      extents[place] = old[place]
    }
    guard let free = extents.firstIndex(of: -1) else { return extents }
    extents[free] = 1
    guard let count = extents.elementCount, let all = old.elementCount, count > 0,
      all.isMultiple(of: count)
    else { throw .wrongAttribute("shape") }
    extents[free] = all / count
    return extents
  }

  private static func split(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> [ONNXTerm] {
    let term = try node.operand(0)
    let extents = builder.extents(of: term)
    let axis = try node.axis(default: 0, rank: extents.count)
    let parts = max(node.node.outputs.count, 1)
    let even = (extents[axis] + parts - 1) / parts
    let sizes = try node.wholes("split", orOperand: 1) ?? Array(repeating: even, count: parts)
    var start = 0
    var results: [ONNXTerm] = []
    for size in sizes.prefix(parts) {
      let end = start + min(max(size, 0), extents[axis] - start)
      results.append(try builder.part(term, axis: axis, start..<end))
      start = end
    }
    return results
  }

  private static func sliced(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    var term = try node.operand(0)
    let rank = builder.extents(of: term).count
    guard let starts = try node.wholes("starts", orOperand: 1),
      let ends = try node.wholes("ends", orOperand: 2), starts.count == ends.count
    else { throw .wrongAttribute("starts") }
    let axes = try places(
      try node.wholes("axes", orOperand: 3) ?? Array(starts.indices), rank)
    let steps = try node.wholes(4) ?? Array(repeating: 1, count: starts.count)
    guard axes.count == starts.count, steps.count == starts.count else {
      throw .wrongAttribute("axes")
    }
    for (index, axis) in axes.enumerated() {
      let length = builder.extents(of: term)[axis]
      let step = steps[index]
      guard step != 0, step.magnitude <= UInt(Int32.max) else { throw .wrongAttribute("steps") }
      if step == 1 {
        let start = bounded(starts[index], length)
        term = try builder.part(
          term, axis: axis, start..<max(start, bounded(ends[index], length)))
      } else {
        let (first, last) = stretch(from: starts[index], to: ends[index], by: step, of: length)
        // Without elements it matters only how many places there are, and there may be any number.
        term =
          builder.extents(of: term).contains(0)
          ? try builder.part(term, axis: axis, 0..<count(from: first, to: last, by: step))
          : try builder.apply(
            .gather, [term], [axis] + stride(from: first, to: last, by: step))
      }
    }
    return term
  }

  /// The first place that a slice with steps takes, and the one before which it ends; it may go backward.
  private static func stretch(
    from start: Int, to end: Int, by step: Int, of length: Int
  ) -> (first: Int, last: Int) {
    func place(_ place: Int) -> Int {
      let front = place < 0 ? max(place, -length - 1) + length : min(place, length)
      return step > 0 ? min(max(front, 0), length) : min(max(front, -1), length - 1)
    }
    // Before the first, as exporters say it for steps backward, is no place counted from the end.
    let last = step < 0 && end <= -length - 1 ? -1 : place(end)
    return (place(start), last)
  }

  private static func count(from first: Int, to last: Int, by step: Int) -> Int {
    let distance = step > 0 ? last - first : first - last
    return distance > 0 ? (distance - 1) / Int(step.magnitude) + 1 : 0
  }

  /// Places that may count from the end, as far as they are known, counted from the front.
  private static func fromFront(_ term: ONNXTerm, _ length: Int) -> ONNXTerm {
    guard case .known(let numbers) = term else { return term }
    return .known(
      ONNXNumbers(
        numbers.values.map { $0 < 0 ? $0 + Double(length) : $0 }, shape: numbers.shape))
  }

  private static func gathered(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    let term = try node.operand(0)
    let extents = builder.extents(of: term)
    let axis = try node.axis(default: 0, rank: extents.count)
    let indices = fromFront(try node.operand(1), extents[axis])
    if case .known(let numbers) = indices, numbers.shape.isScalar,
      let place = numbers.wholes?.first
    {
      guard (0..<extents[axis]).contains(place) else { throw .wrongAttribute("indices") }
      let attributes = extents.enumerated().flatMap { $0 == axis ? [place, -1] : [0, $1] }
      return try builder.apply(.slice, [term], attributes)
    }
    return try builder.apply(.indexSelect, [term, indices], [axis])
  }

  private static func padded(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    let mode = try node.text("mode", default: "constant")
    guard mode == "constant" else { throw .unsupported("padding '\(mode)'") }
    let term = try node.operand(0)
    let rank = builder.extents(of: term).count
    let pads = try node.wholes("pads", orOperand: 1) ?? []
    let axes = try places(try node.wholes(3) ?? Array(0..<rank), rank)
    guard pads.count == 2 * axes.count, pads.allSatisfy({ 0...(1 << 30) ~= $0 }) else {
      throw .unsupported("padding that takes away")
    }
    var attributes = [Int](repeating: 0, count: 2 * rank)
    for (index, axis) in axes.enumerated() {
      attributes[2 * axis] = pads[index]
      attributes[2 * axis + 1] = pads[index + axes.count]
    }
    var value = try node.number("value", default: 0)
    if node.has(2) {
      guard case .known(let numbers) = try node.operand(2) else {
        throw .computedShape(operand: 2)
      }
      value = numbers.values.first ?? 0
    }
    if attributes.allSatisfy({ $0 == 0 }) { return term }
    guard value != 0 else { return try builder.apply(.pad, [term], attributes) }
    let less = try builder.apply(.subtract, [term, builder.number(value)])
    let padded = try builder.apply(.pad, [less], attributes)
    return try builder.apply(.add, [padded, builder.number(value)])
  }

  /// What is above or below a diagonal of matrices, with zeros elsewhere.
  private static func triangle(
    _ builder: inout ONNXBuilder, _ node: ONNXNode
  ) throws(ONNXRefusal) -> ONNXTerm {
    let term = try node.operand(0)
    let extents = Array(builder.extents(of: term).suffix(2))
    guard !builder.extents(of: term).contains(0) else { return term }
    guard extents.count == 2, let shape = Shape(extents) else { throw .wrongAttribute("upper") }
    let diagonal = try node.wholes(1)?.first ?? 0
    let isUpper = try node.whole("upper", default: 1) != 0
    let mask = (0..<shape.count).map { place in
      let distance = place % extents[1] - place / extents[1]
      return (isUpper ? distance >= diagonal : distance <= diagonal) ? 1.0 : 0
    }
    return try builder.apply(
      .select, [.known(ONNXNumbers(mask, shape: shape)), term, builder.number(0)])
  }
}
