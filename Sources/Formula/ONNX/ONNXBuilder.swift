import Autodiff
import Interchange

/// Builds the nodes of a graph that one node of a model stands for.
struct ONNXBuilder {
  var builder: GraphBuilder
  /// How many axes and elements there may be.
  private var budget: SizeBudget
  /// How many more steps layers that go through sequences may be written out into.
  var stepsLeft = Self.mostSteps
  /// The parts that the node at hand is made of, if it is of several.
  var parts: [ONNXOrigin.Part] = []

  /// How many steps the layers of a model may be written out into.
  static let mostSteps = 8192

  init(limits: LoweringLimits = .files) {
    builder = GraphBuilder(sharing: false)
    budget = SizeBudget(limits)
  }

  func shape(of term: ONNXTerm) -> Shape {
    switch term {
    case .node(let node): builder.graph.shape(of: node)
    case .known(let numbers): numbers.shape
    }
  }

  func extents(of term: ONNXTerm) -> [Int] { shape(of: term).extents }

  /// The node of a term; numbers that are known become a constant.
  mutating func node(_ term: ONNXTerm) throws(ONNXRefusal) -> NodeID {
    switch term {
    case .node(let node): return node
    case .known(let numbers):
      return try graph { builder throws(GraphError) in
        try builder.constant(numbers.values, shape: numbers.shape)
      }
    }
  }

  /// The result of an operation of ours.
  mutating func apply(
    _ operation: Operation, _ operands: [ONNXTerm], _ attributes: [Int] = []
  ) throws(ONNXRefusal) -> ONNXTerm {
    var nodes: [NodeID] = []
    for operand in operands { nodes.append(try node(operand)) }
    let node = try graph { builder throws(GraphError) in
      try builder.node(operation, nodes, attributes: attributes)
    }
    guard budget.problem(adding: builder.graph.shape(of: node)) == nil else { throw .tooLarge }
    return .node(node)
  }

  private mutating func graph(
    _ work: (inout GraphBuilder) throws(GraphError) -> NodeID
  ) throws(ONNXRefusal) -> NodeID {
    do throws(GraphError) {
      return try work(&builder)
    } catch {
      throw .graph(error)
    }
  }

  func number(_ number: Double) -> ONNXTerm { .known(ONNXNumbers(number)) }

  /// The same elements under another shape.
  mutating func reshape(_ term: ONNXTerm, _ extents: [Int]) throws(ONNXRefusal) -> ONNXTerm {
    if self.extents(of: term) == extents { return term }
    return try apply(.reshape, [term], extents)
  }

  /// A stretch of an axis.
  mutating func part(
    _ term: ONNXTerm, axis: Int, _ range: Range<Int>
  ) throws(ONNXRefusal) -> ONNXTerm {
    let extents = extents(of: term)
    if range == 0..<extents[axis] { return term }
    let attributes = extents.enumerated().flatMap { place, extent in
      place == axis ? [range.lowerBound, range.count] : [0, extent]
    }
    return try apply(.slice, [term], attributes)
  }

  /// What lies at a place of the first axis, as a node.
  mutating func row(_ place: Int, of term: ONNXTerm) throws(ONNXRefusal) -> ONNXTerm {
    let rest = Array(extents(of: term).dropFirst())
    guard case .known(let numbers) = term else {
      return try apply(.slice, [term], [place, -1] + rest.flatMap { [0, $0] })
    }
    guard let shape = Shape(rest) else { throw .tooLarge }
    let row = numbers.values[place * shape.count..<(place + 1) * shape.count]
    return .node(try node(.known(ONNXNumbers(Array(row), shape: shape))))
  }

  /// Counts steps that are written out, each of which becomes a dozen nodes.
  mutating func spend(steps: Int) throws(ONNXRefusal) {
    guard steps <= stepsLeft else { throw .tooLong(steps) }
    stepsLeft -= steps
  }

  /// What an operation makes of several axes, one after another; they stay with length 1, or go.
  mutating func reduce(
    _ operation: Operation, _ term: ONNXTerm, axes: [Int], keeping: Bool
  ) throws(ONNXRefusal) -> ONNXTerm {
    var result = term
    for axis in axes.sorted(by: >) { result = try apply(operation, [result], [axis]) }
    guard keeping else { return result }
    let extents = self.extents(of: term).enumerated().map { axes.contains($0) ? 1 : $1 }
    return try reshape(result, extents)
  }

  /// `(x - mean)/sqrt(variance + ε)` over some axes.
  mutating func normalized(
    _ term: ONNXTerm, axes: [Int], epsilon: Double
  ) throws(ONNXRefusal) -> ONNXTerm {
    let mean = try reduce(.mean, term, axes: axes, keeping: true)
    let centered = try apply(.subtract, [term, mean])
    let variance = try reduce(
      .mean, try apply(.square, [centered]), axes: axes, keeping: true)
    return try scaled(centered, variance: variance, epsilon)
  }

  /// A term over the root of a variance.
  mutating func scaled(
    _ term: ONNXTerm, variance: ONNXTerm, _ epsilon: Double
  ) throws(ONNXRefusal) -> ONNXTerm {
    let deviation = try apply(.sqrt, [try apply(.add, [variance, number(epsilon)])])
    return try apply(.divide, [term, deviation])
  }
}
