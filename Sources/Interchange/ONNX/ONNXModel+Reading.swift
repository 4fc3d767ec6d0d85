extension ONNXModel {
  /// Whether bytes may be a model: messages whose first says the version of the format.
  package static func begins(with bytes: some Collection<UInt8>) -> Bool {
    FileLook(bytes) == .protobuf
  }

  /// Reads a file.
  package init(path: String) throws(ONNXProblem) {
    var bytes: [UInt8] = []
    do throws(FileError) {
      var file = try InputFile(path)
      guard file.size <= Self.sizeLimit else {
        throw FileError(path, .tooLong(promised: Self.sizeLimit))
      }
      try file.extend(&bytes, to: file.size)
    } catch {
      if case .tooLong = error.problem { throw .tooLarge(limit: Self.sizeLimit) }
      throw .externalData(tensor: "", file: path, finding: error.problem.finding)
    }
    try self.init(bytes)
  }

  /// Reads a model; what no field of it says is left out.
  ///
  /// - Complexity: linear in the bytes; the numbers of tensors are not looked at.
  package init(_ bytes: [UInt8]) throws(ONNXProblem) {
    self.init()
    var graph: ArraySlice<UInt8>?
    var reader = ProtobufReader(bytes[...])
    while let field = try reader.next() {
      switch field.number {
      case 2: producer = field.text ?? ""
      case 7: graph = field.bytes
      case 8: try readVersion(field.bytes ?? [])
      case 25: functions.append(try Self.texts(field.bytes ?? [])[1] ?? "")
      default: break
      }
    }
    guard let graph else { throw .noGraph }
    try readGraph(graph)
  }

  private mutating func readVersion(_ bytes: ArraySlice<UInt8>) throws(ONNXProblem) {
    var (domain, version) = ("", 0)
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: domain = field.text ?? ""
      case 2: version = field.whole ?? 0
      default: break
      }
    }
    if domain.isEmpty || domain == "ai.onnx" { opset = version }
  }

  private mutating func readGraph(_ bytes: ArraySlice<UInt8>) throws(ONNXProblem) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      guard let message = field.bytes else { continue }
      switch field.number {
      case 1: nodes.append(try Node(message))
      case 5: weights.append(try ONNXTensor(message))
      case 11: inputs.append(try Value(message))
      case 12: outputs.append(try Value(message))
      default: break
      }
    }
  }

  fileprivate static func branch(
    _ bytes: ArraySlice<UInt8>, depth: Int
  ) throws(ONNXProblem) -> Branch {
    var branch = Branch()
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      guard let message = field.bytes else { continue }
      switch field.number {
      case 1: branch.nodes.append(try Node(message, depth: depth))
      case 5: branch.weights.append(try ONNXTensor(message))
      case 12: branch.outputs.append(try Value(message).name)
      default: break
      }
    }
    return branch
  }

  /// The fields of a message that are texts, by number.
  fileprivate static func texts(_ bytes: ArraySlice<UInt8>) throws(ONNXProblem) -> [Int: String] {
    var texts: [Int: String] = [:]
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      if let text = field.text { texts[field.number] = text }
    }
    return texts
  }
}

extension ONNXModel.Node {
  /// - Parameter depth: In how many graphs of other nodes it is.
  fileprivate init(_ bytes: ArraySlice<UInt8>, depth: Int = 0) throws(ONNXProblem) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: inputs.append(field.text ?? "")
      case 2: outputs.append(field.text ?? "")
      case 3: name = field.text ?? ""
      case 4: operation = field.text ?? ""
      case 5: try readAttribute(field.bytes ?? [], depth)
      case 7: domain = field.text ?? ""
      case 9:
        let entry = try ONNXModel.texts(field.bytes ?? [])
        if let key = entry[1] { metadata[key] = entry[2] ?? "" }
      default: break
      }
    }
    if domain == "ai.onnx" { domain = "" }
  }

  private mutating func readAttribute(
    _ bytes: ArraySlice<UInt8>, _ depth: Int
  ) throws(ONNXProblem) {
    var name = ""
    var attribute: ONNXModel.Attribute?
    var (numbers, wholes, texts): ([Double], [Int], [String]) = ([], [], [])
    var type = 0
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: name = field.text ?? ""
      case 2:
        if case .fixed32(let bits) = field.value {
          attribute = .number(Double(Float(bitPattern: bits)))
        }
      case 3: attribute = field.whole.map { .whole($0) }
      case 4: attribute = field.text.map { .text($0) }
      case 5: attribute = .tensor(try ONNXTensor(field.bytes ?? []))
      case 6 where depth < ONNXModel.Branch.depthLimit:
        attribute = .graph(try ONNXModel.branch(field.bytes ?? [], depth: depth + 1))
      case 7:
        numbers += field.bytes.map { ElementType.float32.numbers($0) } ?? []
        field.append(to: &numbers)
      case 8: try field.append(to: &wholes)
      case 9: texts.append(field.text ?? "")
      case 20: type = field.whole ?? 0
      default: break
      }
    }
    if !numbers.isEmpty || type == 6 { attribute = .numbers(numbers) }
    if !wholes.isEmpty || type == 7 { attribute = .wholes(wholes) }
    if !texts.isEmpty { attribute = .texts(texts) }
    // What is 0 or empty may not be written at all.
    switch type {
    case 1: attribute = attribute ?? .number(0)
    case 2: attribute = attribute ?? .whole(0)
    case 3: attribute = attribute ?? .text("")
    default: break
    }
    attributes[name] = attribute ?? .other
  }
}

extension ONNXTensor {
  fileprivate init(_ bytes: ArraySlice<UInt8>) throws(ONNXProblem) {
    var numbers: [Double] = []
    var wholes: [Int] = []
    var raw: ArraySlice<UInt8>?
    var external: [String: String] = [:]
    var isExternal = false
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: try field.append(to: &shape)
      case 2: typeCode = field.whole ?? 0
      case 4:
        numbers += field.bytes.map { ElementType.float32.numbers($0) } ?? []
        field.append(to: &numbers)
      case 5, 7, 11: try field.append(to: &wholes)
      case 8: name = field.text ?? ""
      case 9: raw = field.bytes
      case 10:
        numbers += field.bytes.map { ElementType.float64.numbers($0) } ?? []
        field.append(to: &numbers)
      case 13:
        let entry = try ONNXModel.texts(field.bytes ?? [])
        if let key = entry[1] { external[key] = entry[2] ?? "" }
      case 14: isExternal = field.whole == 1
      default: break
      }
    }
    if isExternal {
      content = .external(external)
    } else if let raw {
      content = .raw(raw)
    } else {
      content = .numbers(numbers + wholes.map { number($0) })
    }
  }

  /// What a whole number stands for: half precision is stored as its bits.
  private func number(_ whole: Int) -> Double {
    switch type {
    case .float16?: Double(Float16(bitPattern: UInt16(truncatingIfNeeded: whole)))
    case .bfloat16?: Double(Float(bitPattern: UInt32(truncatingIfNeeded: whole) << 16))
    case .uint64?: Double(UInt64(bitPattern: Int64(whole)))
    default: Double(whole)
    }
  }
}

extension ONNXModel.Value {
  fileprivate init(_ bytes: ArraySlice<UInt8>) throws(ONNXProblem) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: name = field.text ?? ""
      case 2: try readType(field.bytes ?? [])
      default: break
      }
    }
  }

  private mutating func readType(_ bytes: ArraySlice<UInt8>) throws(ONNXProblem) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      guard field.number == 1 else { continue }
      var tensor = ProtobufReader(field.bytes ?? [])
      while let field = try tensor.next() {
        switch field.number {
        case 1: type = ElementType(onnxCode: field.whole ?? 0)
        case 2: axes = try Self.axes(field.bytes ?? [])
        default: break
        }
      }
    }
  }

  private static func axes(_ bytes: ArraySlice<UInt8>) throws(ONNXProblem) -> [ONNXModel.Axis] {
    var axes: [ONNXModel.Axis] = []
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      guard field.number == 1, let bytes = field.bytes else { continue }
      var axis = ONNXModel.Axis.named("")
      var inner = ProtobufReader(bytes)
      while let field = try inner.next() {
        switch field.number {
        case 1: axis = .length(field.whole ?? 0)
        case 2: axis = .named(field.text ?? "")
        default: break
        }
      }
      axes.append(axis)
    }
    return axes
  }
}
