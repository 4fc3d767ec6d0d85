package import Autodiff
package import Formula
import Inquiry

/// What the user changed about a run beside the program and its inputs, by the names of nodes.
package struct WhatIf: Hashable, Sendable {
  /// Values that computed nodes keep.
  package var held: [String: Tensor<Double>] = [:]
  /// The adjoint of the output, or the tangents of inputs and of held nodes.
  package var seeds: [String: Tensor<Double>] = [:]

  /// Nothing is changed.
  package init() {}

  /// Whether nothing is changed.
  package var isEmpty: Bool { held.isEmpty && seeds.isEmpty }

  /// The timeline of a program under these changes. What speaks of nodes that are gone, or that have
  /// another shape now, is left out.
  package func timeline(of program: Program, mode: TimelineMode) throws(GraphError) -> Run {
    let givens = givens(in: program, mode: mode)
    return try program.timeline(
      mode: mode, seed: givens.seed, direction: givens.direction, holding: givens.holding)
  }

  /// Puts these changes and other inputs in force on a timeline of the same graph, where it stands.
  package func change(
    _ timeline: inout Run, from old: Program, to new: Program
  ) throws(GraphError) {
    var inputs: [NodeID: [Double]] = [:]
    for (former, input) in zip(old.inputs, new.inputs)
    where !former.values.elementsEqual(input.values, by: { $0.bitPattern == $1.bitPattern }) {
      inputs[input.node] = input.values
    }
    let givens = givens(in: new, mode: timeline.mode)
    let usual = timeline.mode == .reverse ? [] : new.movements
    try timeline.change(
      inputs: inputs, seed: givens.seed, direction: givens.direction ?? usual,
      holding: givens.holding)
  }

  /// What a timeline is given by these changes; without a direction, the program's own.
  private func givens(in program: Program, mode: TimelineMode) -> Givens {
    guard !isEmpty else { return Givens() }
    let scope = StateScope(program)
    let holding = fitting(held, in: scope).filter { program.graph.isComputed($0.key) }
    let seeds = fitting(seeds, in: scope)
    let moved = seeds.filter { !program.graph.isComputed($0.key) || holding[$0.key] != nil }
    let direction = moved.sorted { $0.key < $1.key }.map { (input: $0.key, tangent: $0.value) }
    return Givens(
      seed: seeds[program.output], direction: direction.isEmpty ? nil : direction,
      holding: holding)
  }

  private struct Givens {
    var seed: [Double]?
    var direction: [(input: NodeID, tangent: [Double])]?
    var holding: [NodeID: [Double]] = [:]
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
