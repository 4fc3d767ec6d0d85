import Autodiff
import Interchange

/// The weights and biases of a network under the names that PyTorch gives the layers of
/// `nn.Sequential(Linear, Tanh, Linear)`: `0.weight`, `0.bias`, `2.weight`, `2.bias`.
package struct StoredWeights: Hashable, Sendable {
  package let widths: [Int]
  package let hasBiases: Bool
  /// The elements of each parameter, in the order of a network's.
  package let parameters: [[Float]]
}

extension StoredWeights {
  /// The name of a parameter: every other module of the sequence is an activation.
  static func name(ofLayer layer: Int, isWeight: Bool) -> String {
    "\(2 * layer).\(isWeight ? "weight" : "bias")"
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
