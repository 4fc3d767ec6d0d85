/// A graph at one set of inputs: its values, adjoints and tangents, in three flat buffers.
///
/// ```swift
/// var evaluation = try Evaluation<Double>(of: graph)
/// try evaluation.setValue(2, of: x)
/// evaluation.forward()
/// try evaluation.reverse(from: z)
/// evaluation.adjoint(of: x)
/// ```
///
/// After the first from an output, a sweep allocates nothing; it may be repeated any number of times.
/// Copies share memory until one of them is changed.
public struct Evaluation<Element: Scalar>: Sendable {
  let plan: SweepPlan
  private var memory: SweepMemory<Element>
  private var reach: Reach?
  private var tangentReach: TangentReach?
  /// Whether a reverse sweep adds to what earlier ones left in the inputs.
  public var adjointPolicy = AdjointPolicy.zeroing

  /// Lays out memory for a graph, with every input at 0.
  ///
  /// - Complexity: O(n) in the number of nodes and elements.
  public init(of graph: Graph) throws(GraphError) {
    plan = try SweepPlan(graph)
    memory = SweepMemory(slotCount: plan.slotCount)
    storeConstants()
  }

  /// The same inputs in a graph in which no node's numbers are rounded, not yet run.
  func withoutRounding() throws(GraphError) -> Evaluation {
    guard plan.isRounding else { return self }
    var other = try Evaluation(of: graph.withoutRounding)
    for node in graph.nodes where graph.operation(of: node) == .input {
      try other.setElements(value(of: node).elements, of: node)
    }
    return other
  }

  /// The graph that is evaluated.
  public var graph: Graph { plan.graph }

  private func storeConstants() {
    for node in graph.nodes where graph.operation(of: node) == .constant {
      let start = plan.placement(of: node).offset
      for (offset, value) in graph.constant(of: node).enumerated() {
        memory.values[start + offset] = Element(value)
      }
    }
  }
}

extension Evaluation {
  // To be read while the evaluation lives; what writes goes through `changed()`.
  var values: UnsafeBufferPointer<Element> { UnsafeBufferPointer(memory.values) }
  var adjoints: UnsafeBufferPointer<Element> { UnsafeBufferPointer(memory.adjoints) }
  var tangents: UnsafeBufferPointer<Element> { UnsafeBufferPointer(memory.tangents) }

  /// The memory, which no other evaluation shares, so that it may be written to.
  @inline(__always)
  mutating func changed() -> SweepMemory<Element> {
    if !isKnownUniquelyReferenced(&memory) { memory = memory.copy() }
    return memory
  }

  /// Calls `body` with the addresses of the buffers.
  @inline(__always)
  mutating func withMemory(_ body: (SweepPlan, MemoryPointers<Element>) -> Void) {
    guard let pointers = changed().pointers else { return }
    body(plan, pointers)
  }
}

extension Evaluation {
  /// Gives an input its value.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  public mutating func setValue(_ value: Element, of node: NodeID) throws(GraphError) {
    let place = try inputPlacement(of: node, count: 1)
    changed().values[place.offset] = value
    roundValue(of: node)
  }

  /// Gives an input its elements, in row-major order.
  public mutating func setElements(
    _ elements: [Element], of node: NodeID
  ) throws(GraphError) {
    let place = try inputPlacement(of: node, count: elements.count)
    changed().values.store(elements, at: place)
    roundValue(of: node)
  }

  private mutating func roundValue(of node: NodeID) {
    guard plan.isRounding else { return }
    withMemory { plan, memory in plan.round(node.index, in: memory.values) }
  }

  /// Lets `body` write an input's elements where they lie, for data that change with every sweep.
  public mutating func withMutableElements<Result>(
    of node: NodeID, _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    let place = plan.placement(of: node)
    return try body(changed().values[place])
  }

  /// Lets `body` read a node's adjoint and change its value where they lie, as an optimizer does.
  public mutating func withElementsAndAdjoints<Result>(
    of node: NodeID,
    _ body: (UnsafeMutableBufferPointer<Element>, UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    let place = plan.placement(of: node)
    let memory = changed()
    return try body(memory.values[place], UnsafeBufferPointer(memory.adjoints[place]))
  }

  /// Where a node's value and adjoint lie, for threads that divide its elements among them.
  ///
  /// The addresses hold as long as the evaluation does, and until a copy of it is made.
  package mutating func addresses(
    of node: NodeID
  ) -> (values: UnsafeMutableBufferPointer<Element>, adjoints: UnsafeBufferPointer<Element>) {
    let (place, memory) = (plan.placement(of: node), changed())
    return (memory.values[place], UnsafeBufferPointer(memory.adjoints[place]))
  }

  /// The node's value as of the last forward sweep.
  ///
  /// - Precondition: The node is part of the graph, as for adjoint and tangent.
  public func value(of node: NodeID) -> Tensor<Element> { tensor(at: node, in: values) }

  /// The node's adjoint as of the last reverse sweep: zero when the node does not reach the output.
  public func adjoint(of node: NodeID) -> Tensor<Element> { tensor(at: node, in: adjoints) }

  /// The node's tangent as of the last tangent sweep.
  public func tangent(of node: NodeID) -> Tensor<Element> { tensor(at: node, in: tangents) }

  /// One element of the node's value, without a tensor made for it. Requires: the node has as many.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  public func value(of node: NodeID, at element: Int) -> Element {
    values[index(of: element, in: node)]
  }

  /// One element of the node's adjoint, without a tensor made for it. Requires: the node has as many.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  public func adjoint(of node: NodeID, at element: Int) -> Element {
    adjoints[index(of: element, in: node)]
  }

  private func index(of element: Int, in node: NodeID) -> Int {
    let range = plan.placement(of: node).range
    precondition(
      element >= 0 && element < range.count, "node \(node) has no element \(element)")
    return range.lowerBound + element
  }

  private func tensor(
    at node: NodeID, in buffer: UnsafeBufferPointer<Element>
  ) -> Tensor<Element> {
    let (shape, place) = (graph.shape(of: node), plan.placement(of: node))
    let isStored = place.offset + place.count <= buffer.count
    let elements =
      isStored ? Array(buffer[place.range]) : Array(repeating: 0, count: place.count)
    return Tensor(unchecked: elements, shape: shape)
  }
}

extension Evaluation {
  /// Computes the value of every node.
  ///
  /// - Complexity: O(n) in the number of nodes and the work of each.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  public mutating func forward() {
    withMemory { plan, memory in plan.forward(memory) }
  }

  /// Computes the adjoint of every node that the output varies with: its derivative of the output.
  ///
  /// The adjoint of the output itself is the seed, 1 for each of its elements unless given. Adjoints
  /// start at zero, or for inputs where earlier sweeps left them: see ``adjointPolicy``.
  /// - Complexity: O(n), after the first sweep from the same output without any allocation.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  public mutating func reverse(from output: NodeID, seed: [Element]? = nil) throws(GraphError) {
    let place = try placement(of: output, count: seed?.count)
    let reach = reach(from: output)
    let (policy, isKept) = (adjointPolicy, keepsAdjoint(of: output))
    withMemory { plan, memory in
      plan.startAdjoints(memory, policy)
      guard plan.hasAdjoint(output) else { return }
      memory.seed(place, with: seed, isAdded: isKept)
      plan.reverse(memory, from: output.index, through: reach)
    }
  }

  /// Computes the tangent of every node along a direction, given as tangents of inputs; the inputs
  /// that are not named do not move, nor do those whose tangent is zero. Values must be current.
  ///
  /// A node that does not vary with an input that moves has the tangent 0, whatever the partials are.
  /// - Complexity: O(n), after the first sweep that moves the same inputs without any allocation.
  public mutating func pushforward(
    along direction: [(input: NodeID, tangent: [Element])]
  ) throws(GraphError) {
    clearTangents()
    for (input, tangent) in direction {
      try setTangent(tangent, of: input)
    }
    let reach = tangentReach(along: direction)
    withMemory { plan, memory in plan.pushforward(memory, through: reach) }
  }

  /// The reach of an output, kept from sweep to sweep.
  mutating func reach(from output: NodeID) -> Reach {
    if let reach, reach.output == output { return reach }
    let new = Reach(graph, from: output)
    reach = new
    return new
  }

  /// What a direction reaches whose tangents are set, kept from sweep to sweep.
  private mutating func tangentReach(
    along direction: [(input: NodeID, tangent: [Element])]
  ) -> TangentReach {
    if let tangentReach, isReach(tangentReach, of: direction) { return tangentReach }
    let new = TangentReach(plan, moving: direction.map(\.input).filter(isMoving))
    tangentReach = new
    return new
  }

  /// Whether it is the reach of the very inputs that a direction moves.
  private func isReach(
    _ reach: TangentReach, of direction: [(input: NodeID, tangent: [Element])]
  ) -> Bool {
    var count = 0
    for (input, _) in direction where isMoving(input) {
      guard count < reach.moved.count, reach.moved[count] == input else { return false }
      count += 1
    }
    return count == reach.moved.count
  }

  private func isMoving(_ input: NodeID) -> Bool {
    plan.placement(of: input).range.contains { tangents[$0] != 0 }
  }

  mutating func clearAdjoints() {
    withMemory { plan, memory in plan.clearAdjoints(memory) }
  }

  mutating func clearTangents() {
    changed().clearTangents()
  }

  /// Sets the adjoint of the output, where it has one; what an output that is an input keeps is
  /// added to.
  mutating func setSeed(of output: NodeID, _ seed: [Element]?) {
    let (place, isKept) = (plan.placement(of: output), keepsAdjoint(of: output))
    withMemory { plan, memory in
      if plan.hasAdjoint(output) { memory.seed(place, with: seed, isAdded: isKept) }
    }
  }

  mutating func setTangent(_ tangent: [Element], of node: NodeID) throws(GraphError) {
    let place = try inputPlacement(of: node, count: tangent.count)
    changed().tangents.store(tangent, at: place)
  }

  /// Where an input's numbers lie, when the node is an input and holds that many.
  private func inputPlacement(of node: NodeID, count: Int) throws(GraphError) -> Placement {
    guard plan.contains(node) else { throw .unknownOperand(node) }
    guard plan.instructions[node.index].operation == .input else { throw .notAnInput(node) }
    return try placement(of: node, count: count)
  }

  /// Where a node's numbers lie, when it is part of the graph and holds that many.
  func placement(of node: NodeID, count: Int?) throws(GraphError) -> Placement {
    guard plan.contains(node) else { throw .unknownOperand(node) }
    let place = plan.placement(of: node)
    if let count, count != place.count {
      throw .elementCount(node, expected: place.count, given: count)
    }
    return place
  }
}

extension UnsafeMutableBufferPointer {
  /// The slice that a node owns.
  subscript(place: Placement) -> UnsafeMutableBufferPointer {
    UnsafeMutableBufferPointer(rebasing: self[place.range])
  }

  /// Puts elements, of which there are as many, in a node's slice.
  func store(_ elements: [Element], at place: Placement) {
    _ = self[place].update(fromContentsOf: elements)
  }
}
