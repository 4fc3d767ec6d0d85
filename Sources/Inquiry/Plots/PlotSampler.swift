package import Autodiff
import Formula
package import Presentation

/// One number of a run as a function of some others, whose derivatives come from a sweep of tangents.
///
/// The others may be computed numbers: they are held, as if they were inputs, at what they are given.
package struct PlotSampler {
  /// A number of a run: an element of a node.
  package typealias Place = ElementPathSearch.Place

  private var evaluation: AnyEvaluation
  private let target: Place
  private let variables: [Place]
  /// The numbers of the nodes that vary, as they are in the run.
  private let usual: [NodeID: [Double]]
  /// Which of the variables can be differentiated by.
  private let hasSlope: [Bool]

  /// Prepares for computing a number of a run at its end anew.
  package init(_ target: Place, by variables: [Place], in end: Run) throws(GraphError) {
    let section = try GraphSection(from: variables.map(\.node), to: [target.node], in: end)
    evaluation = section.evaluation
    self.target = Place(section.copy(of: target.node) ?? target.node, element: target.element)
    self.variables = variables.map {
      Place(section.copy(of: $0.node) ?? $0.node, element: $0.element)
    }
    let pairs = zip(self.variables, variables).map { ($0.node, end.value(of: $1.node).elements) }
    usual = Dictionary(pairs) { first, _ in first }
    hasSlope = self.variables.map { [graph = section.evaluation.graph] in graph.hasAdjoint($0.node)
    }
  }

  /// What the variables are in the run.
  package var present: [Double] { variables.map { usual[$0.node]?[$0.element] ?? .nan } }

  /// Whether the target is computed from a variable at all.
  package func depends(on place: Int) -> Bool {
    guard variables.indices.contains(place) else { return false }
    var reached: Set<NodeID> = [variables[place].node]
    for node in evaluation.graph.nodes
    where evaluation.graph.operands(of: node).contains(where: reached.contains) {
      reached.insert(node)
    }
    return reached.contains(target.node)
  }

  /// The target's value where the variables are these numbers.
  package mutating func value(at numbers: [Double]) -> Double {
    var inputs = usual
    for (variable, number) in zip(variables, numbers) {
      inputs[variable.node]?[variable.element] = number
    }
    for (node, elements) in inputs {
      // The elements are as many as the node has: they came from the run.
      guard (try? evaluation.setElements(elements, of: node)) != nil else { return .nan }
    }
    evaluation.forward()
    return evaluation.value(of: target.node).elements[target.element]
  }

  /// The derivative by a variable where the last value was computed.
  package mutating func slope(by place: Int) -> Double? {
    guard hasSlope[place], let variable = usual[variables[place].node] else { return nil }
    var tangent = variable.map { _ in 0.0 }
    tangent[variables[place].element] = 1
    let direction = [(input: variables[place].node, tangent: tangent)]
    guard (try? evaluation.pushforward(along: direction)) != nil else { return nil }
    return evaluation.tangent(of: target.node).elements[target.element]
  }

  /// A place of the curve over the only variable.
  package mutating func point(at x: Double) -> Curve.Point {
    let y = value(at: [x])
    return Curve.Point(x: x, y: y, slope: slope(by: 0))
  }

  /// The curve between two numbers, at so many places.
  package mutating func points(_ range: ClosedRange<Double>, count: Int) -> [Curve.Point] {
    range.places(count).map { point(at: $0) }
  }

  /// A place of the surface over both variables.
  package mutating func surfacePoint(at x: Double, _ y: Double) -> Surface.Point {
    let value = value(at: [x, y])
    let slopes = [slope(by: 0), slope(by: 1)].compactMap(\.self)
    return Surface.Point(x: x, y: y, value: value, gradient: slopes.count == 2 ? slopes : nil)
  }

  /// The values on a grid, row after row.
  package mutating func grid(_ xs: [Double], _ ys: [Double]) -> [Double] {
    ys.flatMap { y in xs.map { x in value(at: [x, y]) } }
  }
}

extension ClosedRange<Double> {
  /// So many numbers from end to end, equally far apart.
  package func places(_ count: Int) -> [Double] {
    guard count > 1 else { return [lowerBound] }
    return (0..<count).map { place in
      let part = Double(place) / Double(count - 1)
      return lowerBound * (1 - part) + upperBound * part
    }
  }
}
