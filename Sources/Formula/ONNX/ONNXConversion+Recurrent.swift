import Autodiff
import Interchange
import Syntax

extension ONNXConversion {
  /// The layers that go through a sequence, written out step by step.
  static let recurrent: [String: ONNXRule] = [
    "RNN": { builder, node throws(ONNXRefusal) in
      try ONNXRecurrence(.simple, node, builder).outputs(&builder)
    },
    "GRU": { builder, node throws(ONNXRefusal) in
      try ONNXRecurrence(.gated, node, builder).outputs(&builder)
    },
    "LSTM": { builder, node throws(ONNXRefusal) in
      try ONNXRecurrence(.longShortTerm, node, builder).outputs(&builder)
    },
  ]
}

/// A recurrent layer: a sequence with the axes (step, example, feature), and a cell for each direction
/// in which it is read.
private struct ONNXRecurrence {
  let node: ONNXNode
  let kind: ONNXCell.Kind
  let steps: Int
  let batch: Int
  let features: Int
  /// How many numbers a state has.
  let width: Int
  /// For each direction whether it goes from the end to the start.
  let directions: [Bool]

  init(
    _ kind: ONNXCell.Kind, _ node: ONNXNode, _ builder: ONNXBuilder
  ) throws(ONNXRefusal) {
    (self.kind, self.node) = (kind, node)
    var shapes: [Shape] = []
    for place in 0..<3 { shapes.append(builder.shape(of: try node.operand(place))) }
    // An array without elements may be as long as it likes.
    guard shapes.allSatisfy({ $0.count > 0 }) else {
      throw .unsupported("a sequence without elements")
    }
    guard shapes.allSatisfy({ $0.rank == 3 }) else { throw .unsupported("shapes that do not fit") }
    (steps, batch) = (shapes[0].extents[0], shapes[0].extents[1])
    (features, width) = (shapes[0].extents[2], shapes[2].extents[2])
    switch try node.text("direction", default: "forward") {
    case "forward": directions = [false]
    case "reverse": directions = [true]
    case "bidirectional": directions = [false, true]
    default: throw .wrongAttribute("direction")
    }
    guard try node.whole("hidden_size", default: width) == width else {
      throw .wrongAttribute("hidden_size")
    }
    try checkShapes(builder)
    try refuseWhatIsUnusual()
  }

  private func checkShapes(_ builder: ONNXBuilder) throws(ONNXRefusal) {
    let (count, rows) = (directions.count, kind.gates * width)
    let wanted: [Int: [Int]] = [
      1: [count, rows, features], 2: [count, rows, width], 3: [count, 2 * rows],
      5: [count, batch, width], 6: [count, batch, width], 7: [count, 3 * width],
    ]
    for (place, extents) in wanted where place < node.operands.count && node.has(place) {
      guard builder.extents(of: try node.operand(place)) == extents else {
        throw .unsupported("shapes that do not fit")
      }
    }
  }

  private func refuseWhatIsUnusual() throws(ONNXRefusal) {
    if try node.whole("layout", default: 0) != 0 { throw .unsupported("batches as the first axis") }
    if node.node.attributes["clip"] != nil { throw .unsupported("a limit of what gates are given") }
    if try node.whole("input_forget", default: 0) != 0 { throw .unsupported("coupled gates") }
    if let lengths = try node.wholes(4), lengths.contains(where: { $0 != steps }) {
      throw .unsupported("sequences of different lengths")
    }
  }

  /// All outputs, the last output, and for an LSTM the last memory.
  func outputs(_ builder: inout ONNXBuilder) throws(ONNXRefusal) -> [ONNXTerm] {
    var (all, ends): ([ONNXTerm], [ONNXCell.State]) = ([], [])
    for (direction, isReversed) in directions.enumerated() {
      let states = try states(direction, isReversed, &builder)
      guard let end = isReversed ? states.first : states.last else { throw .tooLarge }
      ends.append(end)
      let sequence = try builder.apply(.stack, states.map(\.output))
      all.append(try builder.reshape(sequence, [steps, 1, batch, width]))
    }
    // Each is of both directions: outputs side by side, states under a new first axis.
    let outputs = all.count == 1 ? all[0] : try builder.apply(.concatenate, all, [1])
    let results = [outputs, try builder.apply(.stack, ends.map(\.output))]
    let memories = ends.compactMap(\.memory)
    return memories.isEmpty ? results : results + [try builder.apply(.stack, memories)]
  }

  /// The states after all steps, in the order of the sequence.
  private func states(
    _ direction: Int, _ isReversed: Bool, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> [ONNXCell.State] {
    try builder.spend(steps: steps)
    let cell = try cell(direction, &builder)
    let inputs = try inputs(direction, cell, &builder)
    var state = ONNXCell.State(output: try start(5, direction, &builder))
    if kind == .longShortTerm { state.memory = try start(6, direction, &builder) }
    var states: [ONNXCell.State] = []
    for turn in 0..<steps {
      let step = isReversed ? steps - 1 - turn : turn
      let first = builder.builder.graph.count
      let input = try builder.part(inputs, axis: 0, step * batch..<(step + 1) * batch)
      state = try cell.next(state, input, &builder)
      let mark = directions.count == 1 ? "" : isReversed ? " backward" : " forward"
      builder.parts.append(
        ONNXOrigin.Part(
          name: "step \(step + 1)\(mark)", nodes: first..<builder.builder.graph.count))
      states.append(state)
    }
    return isReversed ? states.reversed() : states
  }

  private func cell(
    _ direction: Int, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> ONNXCell {
    var peepholes: [ONNXTerm] = []
    if kind == .longShortTerm, node.has(7) {
      let all = try builder.row(direction, of: try node.operand(7))
      for gate in 0..<3 {
        peepholes.append(try builder.part(all, axis: 0, gate * width..<(gate + 1) * width))
      }
    }
    var weight = try builder.row(direction, of: try node.operand(2))
    var candidateWeight: ONNXTerm?
    if kind == .gated, try node.whole("linear_before_reset", default: 0) == 0 {
      candidateWeight = try builder.part(weight, axis: 0, 2 * width..<3 * width)
      weight = try builder.part(weight, axis: 0, 0..<2 * width)
    }
    var cell = ONNXCell(
      kind: kind, width: width, weight: weight, candidateWeight: candidateWeight,
      peepholes: peepholes, activations: try activations(direction))
    if node.has(3), cell.keepsBias { cell.bias = try bias(1, direction, &builder) }
    return cell
  }

  /// Half of the biases: those of the inputs, or those of the state.
  private func bias(
    _ half: Int, _ direction: Int, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> ONNXTerm {
    let rows = kind.gates * width
    let both = try builder.row(direction, of: try node.operand(3))
    return try builder.part(both, axis: 0, half * rows..<(half + 1) * rows)
  }

  /// What the gates are given by the inputs of all steps at once, with the biases that need not wait for
  /// the state.
  private func inputs(
    _ direction: Int, _ cell: ONNXCell, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> ONNXTerm {
    let sequence = try builder.reshape(try node.operand(0), [steps * batch, features])
    let weight = try builder.row(direction, of: try node.operand(1))
    let product = try builder.apply(.matrixProduct, [sequence, weight], [0, 1])
    guard node.has(3) else { return product }
    var bias = try bias(0, direction, &builder)
    if !cell.keepsBias {
      bias = try builder.apply(.add, [bias, try self.bias(1, direction, &builder)])
    }
    return try builder.apply(.add, [product, bias])
  }

  private func start(
    _ place: Int, _ direction: Int, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> ONNXTerm {
    if node.has(place) { return try builder.row(direction, of: try node.operand(place)) }
    guard let shape = Shape([batch, width]) else { throw .tooLarge }
    let zeros = ONNXNumbers(Array(repeating: 0, count: shape.count), shape: shape)
    return .node(try builder.node(.known(zeros)))
  }

  private func activations(_ direction: Int) throws(ONNXRefusal) -> [Operation] {
    guard let names = try node.texts("activations") else { return kind.activations }
    let count = kind.activations.count
    guard names.count == count * directions.count else { throw .wrongAttribute("activations") }
    var found: [Operation] = []
    for name in names[direction * count..<(direction + 1) * count] {
      guard let operation = Self.known[name.lowercased()] else {
        throw .unsupported("the activation \(name.quoted)")
      }
      found.append(operation)
    }
    return found
  }

  /// Those without numbers of their own.
  private static let known: [String: Operation] = [
    "sigmoid": .sigmoid, "tanh": .tanh, "relu": .relu, "softplus": .softplus,
  ]
}
