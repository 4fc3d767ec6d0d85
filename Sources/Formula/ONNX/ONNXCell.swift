import Autodiff

/// What a recurrent layer does at each step, in one direction. Rows are examples.
struct ONNXCell {
  enum Kind { case simple, gated, longShortTerm }

  /// What goes from one step to the next.
  struct State {
    var output: ONNXTerm
    /// Of an LSTM.
    var memory: ONNXTerm?
  }

  let kind: Kind
  /// How many numbers a state has.
  let width: Int
  /// What the output before is multiplied with, for all gates or for those that `candidateWeight` leaves.
  let weight: ONNXTerm
  /// What the output is multiplied with for the candidate of a GRU once the reset gate has acted on it;
  /// `nil` where the gate acts on the product, as in PyTorch.
  let candidateWeight: ONNXTerm?
  /// What is added to that product; `nil` where it was added to the inputs.
  var bias: ONNXTerm?
  /// The weights with which the memory opens the input, output and forget gates; empty without.
  let peepholes: [ONNXTerm]
  let activations: [Operation]

  /// Whether the bias of the state cannot be added to the inputs.
  var keepsBias: Bool { kind == .gated && candidateWeight == nil }

  /// The state after a step, of what the inputs give the gates.
  func next(
    _ state: State, _ input: ONNXTerm, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> State {
    switch kind {
    case .simple:
      let sum = try builder.apply(.add, [input, try product(state.output, weight, &builder)])
      return State(output: try builder.apply(activations[0], [sum]))
    case .gated: return try nextOfGRU(state, input, &builder)
    case .longShortTerm: return try nextOfLSTM(state, input, &builder)
    }
  }

  /// `(1 - z) ⊙ n + z ⊙ h`; the gates come as z, r, n.
  private func nextOfGRU(
    _ state: State, _ input: ONNXTerm, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> State {
    let (update, candidate) =
      if let candidateWeight {
        try gatesOfOutput(state, input, candidateWeight, &builder)
      } else {
        try gatesOfProduct(state, input, &builder)
      }
    let rest = try builder.apply(.subtract, [builder.number(1), update])
    let new = try builder.apply(.multiply, [rest, candidate])
    let old = try builder.apply(.multiply, [update, state.output])
    return State(output: try builder.apply(.add, [new, old]))
  }

  /// `n = tanh(x + r ⊙ (h·R + b))`.
  private func gatesOfProduct(
    _ state: State, _ input: ONNXTerm, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> (update: ONNXTerm, candidate: ONNXTerm) {
    var recurrent = try product(state.output, weight, &builder)
    if let bias { recurrent = try builder.apply(.add, [recurrent, bias]) }
    var gates: [ONNXTerm] = []
    for place in 0..<2 {
      let sum = try builder.apply(
        .add, [try gate(place, of: input, &builder), try gate(place, of: recurrent, &builder)])
      gates.append(try builder.apply(activations[0], [sum]))
    }
    let reset = try builder.apply(.multiply, [gates[1], try gate(2, of: recurrent, &builder)])
    let sum = try builder.apply(.add, [try gate(2, of: input, &builder), reset])
    return (gates[0], try builder.apply(activations[1], [sum]))
  }

  /// `n = tanh(x + (r ⊙ h)·R)`.
  private func gatesOfOutput(
    _ state: State, _ input: ONNXTerm, _ candidateWeight: ONNXTerm, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> (update: ONNXTerm, candidate: ONNXTerm) {
    let given = try builder.part(input, axis: 1, 0..<2 * width)
    let sum = try builder.apply(.add, [given, try product(state.output, weight, &builder)])
    let gates = try builder.apply(activations[0], [sum])
    let kept = try builder.apply(
      .multiply, [try gate(1, of: gates, &builder), state.output])
    let candidate = try builder.apply(
      .add, [try gate(2, of: input, &builder), try product(kept, candidateWeight, &builder)])
    return (
      try gate(0, of: gates, &builder), try builder.apply(activations[1], [candidate])
    )
  }

  /// `c = f ⊙ c + i ⊙ g`, `h = o ⊙ tanh(c)`; the gates come as i, o, f, g.
  private func nextOfLSTM(
    _ state: State, _ input: ONNXTerm, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> State {
    guard let memory = state.memory else { throw .missingOperand(6) }
    let all = try builder.apply(.add, [input, try product(state.output, weight, &builder)])
    let open = try opened(0, all, memory, &builder)
    let forget = try opened(2, all, memory, &builder)
    let candidate = try builder.apply(activations[1], [try gate(3, of: all, &builder)])
    let kept = try builder.apply(.multiply, [forget, memory])
    let new = try builder.apply(
      .add, [kept, try builder.apply(.multiply, [open, candidate])])
    let output = try opened(1, all, new, &builder)
    let shown = try builder.apply(activations[2], [new])
    return State(output: try builder.apply(.multiply, [output, shown]), memory: new)
  }

  /// A gate of an LSTM, which may look at the memory.
  private func opened(
    _ place: Int, _ all: ONNXTerm, _ memory: ONNXTerm, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> ONNXTerm {
    var sum = try gate(place, of: all, &builder)
    if !peepholes.isEmpty {
      let look = try builder.apply(.multiply, [peepholes[place], memory])
      sum = try builder.apply(.add, [sum, look])
    }
    return try builder.apply(activations[0], [sum])
  }

  private func gate(
    _ place: Int, of all: ONNXTerm, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> ONNXTerm {
    try builder.part(all, axis: 1, place * width..<(place + 1) * width)
  }

  private func product(
    _ term: ONNXTerm, _ weight: ONNXTerm, _ builder: inout ONNXBuilder
  ) throws(ONNXRefusal) -> ONNXTerm {
    try builder.apply(.matrixProduct, [term, weight], [0, 1])
  }
}

extension ONNXCell.Kind {
  /// How many times as many rows as a state has numbers the weights have.
  var gates: Int {
    switch self {
    case .simple: 1
    case .gated: 3
    case .longShortTerm: 4
    }
  }

  /// What is used where a model says nothing.
  var activations: [Operation] {
    switch self {
    case .simple: [.tanh]
    case .gated: [.sigmoid, .tanh]
    case .longShortTerm: [.sigmoid, .tanh, .tanh]
    }
  }
}
