/// A model as ONNX stores it: nodes that read and write values by name.
package struct ONNXModel: Sendable {
  package struct Node: Sendable {
    package var operation = ""
    /// Empty for the operations of ONNX itself.
    package var domain = ""
    package var name = ""
    /// Empty where an operand is left out.
    package var inputs: [String] = []
    package var outputs: [String] = []
    package var attributes: [String: Attribute] = [:]
    /// What the exporter says of the node: `pkg.torch.onnx.name_scopes` and the like.
    package var metadata: [String: String] = [:]
  }

  package enum Attribute: Sendable {
    case number(Double)
    case whole(Int)
    case text(String)
    case tensor(ONNXTensor)
    case numbers([Double])
    case wholes([Int])
    case texts([String])
    case graph(Branch)
    /// Something else.
    case other
  }

  /// A graph inside a node, such as a branch of a condition. It reads the names around it.
  package struct Branch: Sendable {
    package var nodes: [Node] = []
    package var weights: [ONNXTensor] = []
    package var outputs: [String] = []
    /// How deep branches may lie inside one another; deeper ones are not read.
    static let depthLimit = 8
  }

  /// An input or output of the graph.
  package struct Value: Sendable {
    package var name = ""
    /// What the numbers are; `nil` when that is not said or not known here.
    package var type: ElementType?
    /// The length of each axis, or what an unknown one is called; `nil` when that is not said.
    package var axes: [Axis]?
  }

  package enum Axis: Equatable, Sendable {
    case length(Int)
    /// Empty where it has no name.
    case named(String)
  }

  package internal(set) var producer = ""
  /// The version of the operations of ONNX itself; 0 when the model does not say.
  package internal(set) var opset = 0
  package internal(set) var nodes: [Node] = []
  package internal(set) var weights: [ONNXTensor] = []
  package internal(set) var inputs: [Value] = []
  package internal(set) var outputs: [Value] = []
  /// The functions that the model defines beside its graph, by name.
  package internal(set) var functions: [String] = []

  /// The most numbers that all tensors may hold together: 1 GiB in double precision.
  package static let limit = 1 << 27
  /// The most bytes of a file, those of tensors in a file of their own not counted.
  package static let sizeLimit = 1 << 31
}

/// A tensor of a model, whose numbers may lie in another file.
package struct ONNXTensor: Sendable {
  enum Content: Sendable {
    case raw(ArraySlice<UInt8>)
    case numbers([Double])
    case external([String: String])
  }

  package internal(set) var name = ""
  package internal(set) var shape: [Int] = []
  var typeCode = 0
  var content = Content.numbers([])

  /// What the numbers are; `nil` when that is not known here.
  package var type: ElementType? { ElementType(onnxCode: typeCode) }

  /// The numbers; those in another file are read from a folder.
  package func read(from folder: String) throws(ONNXProblem) -> StoredTensor {
    guard let type else { throw .unknownType(tensor: name, code: typeCode) }
    guard let count = shape.elementCount, count <= ONNXModel.limit else {
      throw .hugeTensor(tensor: name)
    }
    let values: [Double]
    switch content {
    case .numbers(let numbers): values = numbers
    case .raw(let bytes): values = try numbers(bytes, type, count)
    case .external(let place):
      let bytes = try external(place, from: folder, count * type.size)
      values = try numbers(bytes[...], type, count)
    }
    guard values.count == count else { throw .wrongLength(tensor: name) }
    return StoredTensor(type: type, shape: shape, values: values)
  }

  private func numbers(
    _ bytes: ArraySlice<UInt8>, _ type: ElementType, _ count: Int
  ) throws(ONNXProblem) -> [Double] {
    guard bytes.count == count * type.size else { throw .wrongLength(tensor: name) }
    return type.numbers(bytes)
  }

  private func external(
    _ place: [String: String], from folder: String, _ size: Int
  ) throws(ONNXProblem) -> [UInt8] {
    let path = place["location"] ?? ""
    let isBeside =
      !path.isEmpty && !path.hasPrefix("/")
      && !path.split(separator: "/", omittingEmptySubsequences: false).contains { $0 == ".." }
    guard isBeside else {
      throw .externalData(
        tensor: name, file: path, finding: "is not beside the model; put it there")
    }
    let start = place["offset"].flatMap { Int($0) } ?? 0
    guard start >= 0, place["length"].map({ Int($0) == size }) ?? true else {
      throw .wrongLength(tensor: name)
    }
    do throws(FileError) {
      var file = try InputFile(folder + "/" + path)
      var bytes: [UInt8] = []
      file.seek(to: start)
      try file.extend(&bytes, to: min(size, max(file.size - min(start, file.size), 0)))
      return bytes
    } catch {
      throw .externalData(
        tensor: name, file: path, finding: "\(error.problem.finding); put it beside the model")
    }
  }
}

extension ElementType {
  /// The type that a number stands for in ONNX.
  package init?(onnxCode code: Int) {
    let types: [Int: ElementType] = [
      1: .float32, 2: .uint8, 3: .int8, 4: .uint16, 5: .int16, 6: .int32, 7: .int64, 9: .bool,
      10: .float16, 11: .float64, 12: .uint32, 13: .uint64, 16: .bfloat16,
    ]
    guard let type = types[code] else { return nil }
    self = type
  }
}
