import Autodiff
package import Basics
package import Learning

/// How a network's weights and biases lie one after another in a single row of numbers.
package struct ParameterRow: Sendable {
  /// A parameter and its place in the row.
  package struct Part: Sendable {
    package let parameter: Network.Parameter
    package let range: Range<Int>
  }

  package let parts: [Part]
  private let plan: NetworkPlan

  package init(_ network: Network) {
    plan = network.plan
    var start = 0
    parts = network.parameters.map { parameter in
      defer { start += parameter.shape.count }
      return Part(parameter: parameter, range: start..<start + parameter.shape.count)
    }
  }

  /// The length of the row.
  package var count: Int { parts.last?.range.upperBound ?? 0 }

  /// Freshly drawn weights, as descent begins with, and biases of 0.
  package func drawn(using generator: inout SplitMix64) -> [Float] {
    var row = [Float](repeating: 0, count: count)
    for part in parts where part.parameter.isWeight {
      let deviation = plan.initialDeviation(ofLayer: part.parameter.layer)
      for place in part.range { row[place] = Float(deviation * generator.nextNormal()) }
    }
    return row
  }

  /// The elements of each parameter.
  package func elements(of row: [Float]) -> [[Float]] { parts.map { Array(row[$0.range]) } }

  /// The weights of each unit of the first layer.
  func firstLayer(of row: [Float]) -> [[Float]] {
    guard let part = parts.first, let width = part.parameter.shape.extents.last else { return [] }
    return stride(from: part.range.lowerBound, to: part.range.upperBound, by: width).map {
      Array(row[$0..<$0 + width])
    }
  }
}
