import Autodiff

/// Where, in the order of evaluation, the first number arose that is none.
package struct NumericOrigin: Hashable, Sendable {
  /// The node, such as `h1`.
  package let node: String
  /// What it computes, such as `tanh`.
  package let operation: String
  /// The group it belongs to, such as `layer 1`.
  package let group: String?
  /// Infinite or not a number.
  package let value: Float
  /// Where it is in the node's tensor: row and column of a matrix.
  package let place: [Int]
  /// The example of the training data that it was computed from, counted from 0.
  package let example: Int?
  /// Whether it is a weight or a bias, which the step before took there.
  package let isParameter: Bool
}

extension NumericOrigin: CustomStringConvertible {
  package var description: String {
    let inGroup = group.map { " of \($0)" } ?? ""
    let element = place.isEmpty ? "" : "[\(place.map(String.init).joined(separator: ", "))]"
    if isParameter { return "the last step made \(node)\(element) \(words(value))" }
    let from = example.map { ", from training example \($0)" } ?? ""
    return
      "the first one is \(words(value)) in \(node)\(element), the \(operation)\(inGroup)\(from)"
  }
}

extension BatchWorker {
  /// The first number that is none, in the order of evaluation; `examples` are those of the rows.
  func origin(of examples: ArraySlice<Int32>) -> NumericOrigin? {
    let graph = network.graph
    for node in graph.nodes {
      let tensor = evaluation.value(of: node)
      guard let index = tensor.elements.firstIndex(where: { !$0.isFinite }) else { continue }
      return origin(at: node, index, tensor, examples)
    }
    return nil
  }

  private func origin(
    at node: NodeID, _ index: Int, _ tensor: Tensor<Float>, _ examples: ArraySlice<Int32>
  ) -> NumericOrigin {
    let graph = network.graph
    let isParameter = network.parameters.contains { $0.node == node }
    let place = tensor.shape.indices(of: index)
    let hasRows = !isParameter && tensor.shape.rank > 0 && tensor.shape.extents[0] == network.batch
    let row = hasRows ? place.first : nil
    let example = row.flatMap { row in
      examples.indices.contains(examples.startIndex + row)
        ? Int(examples[examples.startIndex + row]) : nil
    }
    return NumericOrigin(
      node: NodeNames(of: graph)[node], operation: graph.operation(of: node).name,
      group: graph.notes.group(of: node).map { graph.notes[$0].name },
      value: tensor.elements[index],
      place: place, example: example, isParameter: isParameter)
  }
}

extension Trainer {
  func stopped(by loss: Float, origin: NumericOrigin?) -> TrainingStopped {
    TrainingStopped(epoch: epoch, step: step + 1, loss: loss, origin: origin)
  }
}

/// The loss is no longer a number, so that further steps would mean nothing.
package struct TrainingStopped: Error, Hashable, CustomStringConvertible {
  package let epoch: Int
  /// The minibatch of the epoch, counted from 1.
  package let step: Int
  package let loss: Float
  package let origin: NumericOrigin?

  package var description: String {
    "the loss became \(words(loss)) in epoch \(epoch + 1), minibatch \(step): "
      + (origin.map { "\($0)" } ?? "its sum is out of range") + "; a smaller --rate may help"
  }
}

/// `nan`, `inf` or `-inf`: the sign of what is not a number says nothing.
private func words(_ value: Float) -> String { value.isNaN ? "nan" : "\(value)" }
