import Autodiff
import Interchange

/// The weights and biases of a network under the names that PyTorch gives the layers of
/// `nn.Sequential(Linear, Tanh, Linear)`: `0.weight`, `0.bias`, `2.weight`, `2.bias`; or
/// `nn.Sequential(Conv2d, ReLU, MaxPool2d, Flatten, Linear)`: `0.weight`, `0.bias`, `4.weight`, `4.bias`.
package struct StoredWeights: Hashable, Sendable {
  package let widths: [Int]
  package let hasBiases: Bool
  /// All of the layers, where some are convolutions.
  let layers: NetworkLayers?
  /// The elements of each parameter, in the order of a network's.
  package let parameters: [[Float]]
}

extension StoredWeights {
  /// The names and shapes of the parameters of a network, in their order. Between modules with weights
  /// there is an activation, and after a convolution what pools or flattens it.
  static func tensors(of plan: NetworkPlan) -> [(name: String, shape: [Int])] {
    var module = 0
    return (0..<plan.layerCount).flatMap { layer in
      let (weights, biases) = plan.parameterExtents(ofLayer: layer)
      let named = [("\(module).weight", weights), ("\(module).bias", biases)]
      let isPooled = plan.convolution(ofLayer: layer).map { $0.pool > 1 } ?? false
      let isFlattened = layer == plan.convolutions.count - 1
      module += 2 + (isPooled ? 1 : 0) + (isFlattened ? 1 : 0)
      return plan.hasBiases ? named : Array(named.prefix(1))
    }
  }

  /// The parameters of a network whose layers are known.
  init(_ file: Safetensors, _ layers: NetworkLayers, at path: String) throws(CheckpointError) {
    var plan = NetworkPlan(widths: layers.widths)
    plan.setLayers(layers)
    plan.hasBiases = file.tensors["0.bias"] != nil
    var parameters: [[Float]] = []
    for (name, shape) in Self.tensors(of: plan) {
      guard let tensor = file.tensors[name], tensor.shape == shape else {
        throw CheckpointError(
          path, .wrongTensor(name, "is missing or does not match the layers \(layers)"))
      }
      parameters.append(try tensor.finiteFloats(called: name, at: path))
    }
    (widths, hasBiases, self.layers) = (layers.widths, plan.hasBiases, layers)
    self.parameters = parameters
  }

  /// Finds the layers among the tensors of a file.
  ///
  /// Their numbers may leave out any (of activations, dropout, …), and all names may begin alike,
  /// as with `net.0.weight`.
  init(_ file: Safetensors, at path: String) throws(CheckpointError) {
    let (prefix, numbers) = try Self.layers(in: file, at: path)
    var widths: [Int] = []
    var parameters: [[Float]] = []
    let hasBiases = file.tensors["\(prefix)\(numbers[0]).bias"] != nil
    for number in numbers {
      let name = "\(prefix)\(number).weight"
      guard file.tensors[name]?.shape.count != 4 else {
        throw CheckpointError(
          path,
          .wrongTensor(
            name, "is a convolution, of which only checkpoints of this program say how it is pooled"
          ))
      }
      guard let weight = file.tensors[name], weight.shape.count == 2,
        weight.shape.allSatisfy({ $0 > 0 })
      else { throw CheckpointError(path, .wrongTensor(name, "is not a matrix")) }
      if let before = widths.last, before != weight.shape[1] {
        throw CheckpointError(
          path,
          .wrongTensor(
            name, "takes \(weight.shape[1]) inputs, but the previous layer has \(before) outputs"))
      }
      if widths.isEmpty { widths.append(weight.shape[1]) }
      widths.append(weight.shape[0])
      parameters.append(try weight.finiteFloats(called: name, at: path))
      let biasName = "\(prefix)\(number).bias"
      let bias = file.tensors[biasName]
      guard (bias != nil) == hasBiases else {
        throw CheckpointError(path, .wrongTensor(biasName, "exists for some layers only"))
      }
      guard let bias else { continue }
      guard bias.shape == [weight.shape[0]] else {
        throw CheckpointError(path, .wrongTensor(biasName, "does not match its weights"))
      }
      parameters.append(try bias.finiteFloats(called: biasName, at: path))
    }
    layers = nil
    self.widths = widths
    self.hasBiases = hasBiases
    self.parameters = parameters
  }

  /// The numbers of the layers in order, and what their names begin with.
  private static func layers(
    in file: Safetensors, at path: String
  ) throws(CheckpointError) -> (prefix: String, numbers: [Int]) {
    var numbers: [String: [Int]] = [:]
    for name in file.tensors.keys where name.hasSuffix(".weight") {
      let parts = name.dropLast(".weight".count).split(
        separator: ".", omittingEmptySubsequences: false)
      guard let last = parts.last, let number = Int(last), number >= 0, String(number) == last
      else { continue }
      let prefix = parts.dropLast().map { $0 + "." }.joined()
      numbers[prefix, default: []].append(number)
    }
    guard numbers.count == 1, let (prefix, found) = numbers.first else {
      throw CheckpointError(path, .noLayers)
    }
    return (prefix, found.sorted())
  }
}

extension Safetensors.Tensor {
  /// The elements, which must be numbers that one can continue from.
  func finiteFloats(called name: String, at path: String) throws(CheckpointError) -> [Float] {
    guard let floats else {
      throw CheckpointError(path, .wrongTensor(name, "has no floating-point numbers"))
    }
    if let element = floats.firstIndex(where: { !$0.isFinite }) {
      throw CheckpointError(path, .notFinite(name, element: element, floats[element]))
    }
    return floats
  }
}
