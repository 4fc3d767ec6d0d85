package import Autodiff
package import Basics

/// A node of a graph at fixed inputs, whose derivatives are computed in several ways.
///
/// The adjoint of the node is random, never all ones, which would hide a transposition; so is the
/// direction in which the inputs move.
package struct GradientChecker {
  let graph: Graph
  let output: NodeID
  let inputs: [Input]
  let upstream: [Double]

  /// An input, where it stands, and how its derivatives are checked.
  struct Input {
    let node: NodeID
    let values: [Double]
    let direction: [Double]
    /// Whether the output varies smoothly with it; if not, its adjoint has to be zero.
    let isVaried: Bool
  }

  /// A check of one node.
  ///
  /// - Parameters:
  ///   - inputs: Every input of the graph with its values, which are rounded to `Float` so that both
  ///     precisions are asked the same.
  ///   - fixed: Inputs that the output jumps with, such as a condition, or that are data.
  package init(
    _ graph: Graph, output: NodeID, inputs: [(node: NodeID, values: [Double])],
    fixed: Set<NodeID> = [], using random: inout SplitMix64
  ) {
    self.graph = graph
    self.output = output
    self.inputs = inputs.map { node, values in
      let isVaried = !fixed.contains(node)
      return Input(
        node: node, values: values.map { Double(Float($0)) },
        direction: values.map { _ in isVaried ? Double(Float(random.factor())) : 0 },
        isVaried: isVaried)
    }
    upstream = (0..<graph.shape(of: output).count).map { _ in Double(Float(random.factor())) }
  }

  /// All checks in both precisions; empty when every one agrees.
  package func disagreements() throws -> [Disagreement] {
    let double = try derivatives(in: Double.self)
    let single = try derivatives(in: Float.self)
    return try nonZeroAdjoints(of: double) + adjointsAgainstDifferences(double)
      + tangentsAgainstDifferences(double)
      + dotProducts(double) + dotProducts(single) + singleAgainstDouble(single, double)
  }
}

extension GradientChecker {
  /// What the rules of one precision give.
  struct Derivatives<T: Scalar> {
    let value: [T]
    let tangent: [T]
    let adjoints: [[T]]
  }

  func derivatives<T: Scalar>(in precision: T.Type) throws -> Derivatives<T> {
    var evaluation = try Evaluation<T>(of: graph)
    for input in inputs { try evaluation.setElements(input.values.map { T($0) }, of: input.node) }
    evaluation.forward()
    try evaluation.pushforward(
      along: inputs.filter(\.isVaried).map { ($0.node, $0.direction.map { T($0) }) })
    try evaluation.reverse(from: output, seed: upstream.map { T($0) })
    return Derivatives(
      value: evaluation.value(of: output).elements,
      tangent: evaluation.tangent(of: output).elements,
      adjoints: inputs.map { evaluation.adjoint(of: $0.node).elements })
  }

  /// Inputs that the output does not depend on receive exactly nothing.
  func nonZeroAdjoints(of derivatives: Derivatives<Double>) -> [Disagreement] {
    inputs.indices.filter { !inputs[$0].isVaried }.flatMap { operand in
      derivatives.adjoints[operand].enumerated().filter { $0.element != 0 }.map {
        element, adjoint in
        Disagreement(
          check: "zero adjoint", place: "operand \(operand), element \(element)",
          analytic: adjoint, expected: 0, error: adjoint.magnitude)
      }
    }
  }

  /// ⟨ȳ, ẏ⟩ = ⟨x̄, ẋ⟩, to the rounding of the sums and of the kernels.
  func dotProducts<T: Scalar>(_ derivatives: Derivatives<T>) -> [Disagreement] {
    let left = zip(upstream, derivatives.tangent).map { $0 * Double($1) }
    let right = zip(inputs, derivatives.adjoints).flatMap { input, adjoint in
      zip(input.direction, adjoint).map { $0 * Double($1) }
    }
    let (sumLeft, sumRight) = (left.reduce(0, +), right.reduce(0, +))
    let scale = (left + right).reduce(0) { $0 + $1.magnitude }
    let error = (sumLeft - sumRight).magnitude / (scale == 0 ? 1 : scale)
    guard !(error <= 8 * Double(T.ulpOfOne)) else { return [] }
    return [
      Disagreement(
        check: "dot-product test in \(T.self)", place: "all operands", analytic: sumLeft,
        expected: sumRight, error: error)
    ]
  }

  /// Single precision against double, in units of the last place of the largest number compared.
  func singleAgainstDouble(
    _ single: Derivatives<Float>, _ double: Derivatives<Double>
  ) -> [Disagreement] {
    let adjoints = inputs.indices.flatMap { operand in
      compare(
        single.adjoints[operand], double.adjoints[operand], "Float adjoint", "operand \(operand), ")
    }
    return compare(single.value, double.value, "Float value", "")
      + compare(single.tangent, double.tangent, "Float tangent", "") + adjoints
  }

  private func compare(
    _ single: [Float], _ double: [Double], _ check: String, _ operand: String
  ) -> [Disagreement] {
    let unit = Double(Float.ulpOfOne) * (double.map(\.magnitude).max() ?? 0)
    return zip(single, double).enumerated().compactMap { element, pair in
      let error = (Double(pair.0) - pair.1).magnitude
      guard !(error <= 64 * unit) else { return nil }
      return Disagreement(
        check: check, place: "\(operand)element \(element)", analytic: Double(pair.0),
        expected: pair.1, error: error)
    }
  }
}
