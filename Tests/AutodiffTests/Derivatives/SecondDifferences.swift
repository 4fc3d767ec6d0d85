import Autodiff
import Testing

/// A program at a point, where its second derivatives are held against differences of the gradients
/// that the kernels compute, as far as these have a limit.
struct SecondDifferences {
  let graph: Graph
  let output: NodeID
  let inputs: [NodeID]
  let point: [[Double]]
  let seed: [Double]
  private(set) var compared = 0
  private(set) var disagreements: [String] = []

  /// How far from a limit the symbolic derivative may be, relative to the larger of it and 1.
  private static let tolerance = 1e-4

  init(
    _ graph: Graph, output: NodeID, inputs: [(node: NodeID, values: [Double])], seed: [Double],
    moving: [Int]
  ) throws {
    self.graph = graph
    self.output = output
    self.inputs = inputs.map(\.node)
    point = inputs.map(\.values)
    self.seed = seed
    for place in moving {
      for element in point[place].indices { try compare(place, element) }
    }
  }

  private mutating func compare(_ place: Int, _ element: Int) throws {
    var direction = point.map { $0.map { _ in 0.0 } }
    direction[place][element] = 1
    let limits = try limits(along: direction, scale: max(1, point[place][element].magnitude))
    let ways = [
      ("forward over reverse", try forwardOverReverse(direction)),
      ("reverse over forward", try reverseOverForward(direction)),
    ]
    for (index, limit) in limits.enumerated() {
      guard let limit else { continue }
      compared += 1
      for (name, found) in ways {
        let difference = (found[index] - limit).magnitude
        guard !(difference <= Self.tolerance * max(1, limit.magnitude)) else { continue }
        disagreements.append(
          "\(name) at \(point) along \(place).\(element), element \(index): "
            + "\(found[index]) instead of \(limit)")
      }
    }
  }

  private func evaluation(moved step: Double, along direction: [[Double]]) throws
    -> Evaluation<Double>
  {
    var evaluation = try Evaluation<Double>(of: graph)
    for (place, input) in inputs.enumerated() {
      let values = zip(point[place], direction[place]).map { $1 == 0 ? $0 : $0 + step * $1 }
      try evaluation.setElements(values, of: input)
    }
    return evaluation
  }

  private func gradient(moved step: Double, along direction: [[Double]]) throws -> [Double] {
    var evaluation = try evaluation(moved: step, along: direction)
    evaluation.forward()
    try evaluation.reverse(from: output, seed: seed)
    return inputs.flatMap { evaluation.adjoint(of: $0).elements }
  }

  /// What the differences tend to; `nil` where they tend to nothing, or to two things on two sides.
  private func limits(along direction: [[Double]], scale: Double) throws -> [Double?] {
    let here = try gradient(moved: 0, along: direction)
    let steps = [1e-3, 1e-4, 1e-5, 1e-6].map { $0 * scale }
    let right = try steps.map { try gradient(moved: $0, along: direction) }
    let left = try steps.map { try gradient(moved: -$0, along: direction) }
    return here.indices.map { element in
      guard here[element].isFinite else { return nil }
      let slopes = steps.indices.map { step in
        (
          left: (here[element] - left[step][element]) / steps[step],
          right: (right[step][element] - here[element]) / steps[step]
        )
      }
      return limit(of: slopes)
    }
  }

  private func limit(of slopes: [(left: Double, right: Double)]) -> Double? {
    let last = slopes[slopes.count - 2]
    if last.left.isFinite, last.right.isFinite,
      (last.left - last.right).magnitude > 1e-2 * max(1, last.left.magnitude)
    {
      return nil
    }
    let estimates = slopes.map { slope in
      slope.left.isFinite && slope.right.isFinite
        ? (slope.left + slope.right) / 2 : slope.left.isFinite ? slope.left : slope.right
    }
    let pairs = zip(estimates, estimates.dropFirst()).filter { $0.isFinite && $1.isFinite }
    guard let best = pairs.min(by: { ($0.0 - $0.1).magnitude < ($1.0 - $1.1).magnitude }),
      (best.0 - best.1).magnitude <= 1e-3 * max(1, best.1.magnitude)
    else { return nil }
    return best.1
  }

  private func forwardOverReverse(_ direction: [[Double]]) throws -> [Double] {
    let start = try evaluation(moved: 0, along: direction)
    var hessian = try HessianProduct(of: output, by: inputs, at: start, seed: seed)
    return try hessian.hvp(along: direction).flatMap(\.elements)
  }

  /// The adjoints of the output's tangent: the same product by the two modes the other way round.
  private func reverseOverForward(_ direction: [[Double]]) throws -> [Double] {
    // Only what moves is a direction: at a corner, another input's partial times 0 would be NaN.
    let moving = inputs.indices.filter { direction[$0].contains { $0 != 0 } }
    let tangents = try graph.tangentGraph(along: moving.map { inputs[$0] })
    guard let moved = tangents.derivative(of: output) else {
      return point.flatMap { $0.map { _ in 0 } }
    }
    var evaluation = try tangents.evaluation(at: evaluation(moved: 0, along: direction))
    for (node, input) in tangents.seeds {
      let place = try #require(inputs.firstIndex(of: node))
      try evaluation.setElements(direction[place], of: input)
    }
    evaluation.forward()
    try evaluation.reverse(from: moved, seed: seed)
    return try inputs.flatMap { input in
      evaluation.adjoint(of: try #require(tangents.copy(of: input))).elements
    }
  }
}
