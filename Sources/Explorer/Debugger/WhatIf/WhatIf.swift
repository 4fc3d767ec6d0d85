import Autodiff
import Formula

/// What the user changed about a run beside the program and its inputs, by the names of nodes.
struct WhatIf: Hashable, Sendable {
  /// Values that computed nodes keep.
  var held: [String: Tensor<Double>] = [:]
  /// The adjoint of the output, or the tangents of inputs and of held nodes.
  var seeds: [String: Tensor<Double>] = [:]

  var isEmpty: Bool { held.isEmpty && seeds.isEmpty }

  /// The timeline of a program under these changes. What speaks of nodes that are gone, or that have
  /// another shape now, is left out.
  func timeline(of program: Program, mode: TimelineMode) throws(GraphError) -> Timeline<Double> {
    guard !isEmpty else { return try program.timeline(mode: mode) }
    let scope = StateScope(program)
    let holding = fitting(held, in: scope).filter { program.graph.isComputed($0.key) }
    let seeds = fitting(seeds, in: scope)
    let moved = seeds.filter { !program.graph.isComputed($0.key) || holding[$0.key] != nil }
    return try program.timeline(
      mode: mode, seed: seeds[program.output],
      direction: moved.isEmpty ? nil : moved.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      holding: holding)
  }

  private func fitting(
    _ numbers: [String: Tensor<Double>], in scope: StateScope
  ) -> [NodeID: [Double]] {
    var result: [NodeID: [Double]] = [:]
    for (name, tensor) in numbers {
      guard let node = scope.node(named: name),
        scope.program.graph.shape(of: node) == tensor.shape
      else { continue }
      result[node] = tensor.elements
    }
    return result
  }
}

extension Graph {
  /// Whether the node's value comes from operands.
  func isComputed(_ node: NodeID) -> Bool {
    switch operation(of: node) {
    case .input, .constant: false
    default: true
    }
  }
}
