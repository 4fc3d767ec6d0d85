extension Tape {
  /// Memory for all that was recorded, with the inputs set and nothing computed yet.
  ///
  /// Inputs that have no value are refused; data may get theirs later, and hold 0 until then.
  /// - Parameter inputs: Values of inputs, before those they were made with.
  /// - Throws: The first thing that was wrong with an expression on this tape, or with a value.
  /// - Complexity: O(n) in the number of nodes and elements.
  public func evaluation(at inputs: Inputs = [:]) throws(TapeError) -> Evaluation<Double> {
    try evaluation(in: Double.self, at: inputs)
  }

  /// The same in `Float` or `Double`.
  public func evaluation<Element: Scalar>(
    in precision: Element.Type, at inputs: Inputs = [:]
  ) throws(TapeError) -> Evaluation<Element> {
    let graph = try graph()
    var given = values
    for (input, value) in try checked(inputs) { given[input] = value }
    let missing = graph.nodes.first { node in
      graph.operation(of: node) == .input && graph.hasAdjoint(node) && given[node] == nil
    }
    if let missing { throw TapeError(.missingValue(words(for: missing)), at: []) }
    do throws(GraphError) {
      var evaluation = try Evaluation<Element>(of: graph)
      for (id, value) in given {
        try evaluation.setElements(value.elements.map { Element($0) }, of: id)
      }
      return evaluation
    } catch {
      throw TapeError(.graph(error), at: [])
    }
  }

  /// The inputs that are given values, and the values, which fit them.
  func checked(_ inputs: Inputs) throws(TapeError) -> [(input: NodeID, value: TensorLiteral)] {
    var checked: [(input: NodeID, value: TensorLiteral)] = []
    for (node, value) in inputs.pairs {
      let places = node.place.map { [$0] } ?? []
      guard case .recorded(let tape, let id) = node.content, tape === self else {
        throw TapeError(.notOnTape, at: places)
      }
      guard let name = inputName(id) else { throw TapeError(.notAnInput, at: places) }
      if let problem = value.problem { throw TapeError(.literal(problem), at: places) }
      let shape = shape(of: id)
      guard value.shape == shape else {
        throw TapeError(.valueShape(name, expected: shape, given: value.shape), at: places)
      }
      checked.append((id, value))
    }
    return checked
  }
}

extension Node {
  /// The value and the derivative by every other node, by one forward and one reverse sweep.
  ///
  /// Of a tensor the derivatives are those of the sum of its elements.
  /// - Throws: What is wrong with the expression or with a value.
  /// - Complexity: O(n) in the number of nodes, and the work of each; for many sweeps make an
  ///   ``Evaluation`` once and run that.
  public func gradient(at inputs: Inputs = [:]) throws(TapeError) -> Gradient {
    let (id, tape) = try recorded
    var evaluation = try tape.evaluation(at: inputs)
    evaluation.forward()
    do throws(GraphError) {
      try evaluation.reverse(from: id)
    } catch {
      throw TapeError(.graph(error), at: [])
    }
    return Gradient(evaluation, of: id)
  }

  /// The sweeps that compute the node and its derivatives as events to step through, at the start.
  ///
  /// - Parameters:
  ///   - mode: Which sweeps.
  ///   - direction: Tangents of inputs for the modes that have tangents; the others do not move.
  public func timeline(
    at inputs: Inputs = [:], mode: TimelineMode = .reverse, along direction: Inputs = [:]
  ) throws(TapeError) -> Timeline<Double> {
    let (id, tape) = try recorded
    let evaluation = try tape.evaluation(at: inputs)
    let tangents = try tape.checked(direction).map { (input: $0.input, tangent: $0.value.elements) }
    do throws(GraphError) {
      return try Timeline(evaluation, output: id, mode: mode, direction: tangents)
    } catch {
      throw TapeError(.graph(error), at: [])
    }
  }

  /// Compares the derivatives with differences, for every element of every input.
  public func checkGradient(at inputs: Inputs = [:]) throws(TapeError) -> GradientReport {
    let (id, tape) = try recorded
    let evaluation = try tape.evaluation(at: inputs)
    do throws(GraphError) {
      return try GradientCheck(of: id, in: evaluation).report()
    } catch {
      throw TapeError(.graph(error), at: [])
    }
  }

  private var recorded: (NodeID, Tape) {
    get throws(TapeError) {
      let id = try id
      guard case .recorded(let tape, _) = content else { throw TapeError(.notOnTape, at: []) }
      return (id, tape)
    }
  }
}
