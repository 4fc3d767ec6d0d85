import Interchange

/// How a checkpoint lies in a safetensors file: the parameters by PyTorch's names, so that any program
/// that reads the format finds them, and beside them what only this program needs, as
/// ``CheckpointEntry`` and ``CheckpointTable`` list it.
extension Checkpoint {
  static let versionKey = CheckpointEntry.prefix + "version"
  private static let version = "1"
  private static let memoryPrefix = "optimizer."
  private static let orderName = "data.order"

  /// The tensors and entries of the file.
  var encoded: Safetensors {
    var file = Safetensors()
    // Readers of the format look for this entry to know the tensors' conventions.
    file.metadata = ["format": "pt", Self.versionKey: Self.version]
    for entry in CheckpointEntry.all { file.metadata[entry.key] = entry.text(self) }
    for table in CheckpointTable.all {
      let rows = table.rows(self)
      file.tensors[table.name] = .init(rows.flatMap(\.self), shape: [rows.count, table.width])
    }
    let plan = trainer.options.plan
    for (index, (name, shape)) in StoredWeights.tensors(of: plan).enumerated() {
      file.tensors[name] = .init(trainer.parameters[index], shape: shape)
    }
    for (name, elements) in trainer.memory.buffers {
      file.tensors[Self.memoryPrefix + name] = .init(elements, shape: [elements.count])
    }
    file.tensors[Self.orderName] = .init(trainer.order, shape: [trainer.order.count])
    return file
  }

  /// Reads what `encoded` made, and says which part is wrong.
  init(_ file: Safetensors, at path: String) throws(CheckpointError) {
    let version = try file.entry(Self.versionKey, at: path)
    guard version == Self.version else { throw CheckpointError(path, .otherVersion(version)) }
    self.init(try file.weights(at: path))
    for entry in CheckpointEntry.all {
      guard let read = entry.read else { continue }
      let text = try file.entry(entry.key, at: path)
      guard read(text, &self) else {
        throw CheckpointError(path, .wrongEntry(entry.key, text))
      }
    }
    guard let order = file.tensors[Self.orderName]?.int32s else {
      throw CheckpointError(path, .wrongTensor(Self.orderName, "is missing or has no numbers"))
    }
    trainer.order = order
    for (name, tensor) in file.tensors where name.hasPrefix(Self.memoryPrefix) {
      trainer.memory.buffers[String(name.dropFirst(Self.memoryPrefix.count))] =
        try tensor.finiteFloats(called: name, at: path)
    }
    for table in CheckpointTable.all { table.read(try file.rows(of: table, at: path), &self) }
  }

  /// The start of a run whose network is known, and nothing else.
  private init(_ weights: StoredWeights) {
    var plan = NetworkPlan(widths: weights.widths, hasBiases: weights.hasBiases)
    if let layers = weights.layers { plan.setLayers(layers) }
    self.init(
      trainer: TrainerState(
        options: TrainingOptions(plan: plan), epoch: 0, step: 0, consumed: 0, random: 0, order: [],
        parameters: weights.parameters, memory: OptimizerMemory()),
      progress: SessionProgress(), epochs: 0, data: DataMark(count: 0, checksum: 0))
  }
}

extension Safetensors {
  /// The file without what is not a layer, so that only layers are looked for.
  fileprivate var parametersAlone: Safetensors {
    var alone = Safetensors()
    alone.tensors = tensors.filter { name, _ in
      name.hasSuffix(".weight") || name.hasSuffix(".bias")
    }
    return alone
  }

  /// The weights of a checkpoint: how the responses of convolutions are pooled is said by its layers alone.
  fileprivate func weights(at path: String) throws(CheckpointError) -> StoredWeights {
    let key = CheckpointEntry.prefix + "layers"
    guard let text = metadata[key], let layers = try? NetworkLayers(text),
      !layers.convolutions.isEmpty
    else { return try StoredWeights(parametersAlone, at: path) }
    return try StoredWeights(parametersAlone, layers, at: path)
  }

  fileprivate func entry(_ key: String, at path: String) throws(CheckpointError) -> String {
    guard let text = metadata[key] else { throw CheckpointError(path, .wrongEntry(key, nil)) }
    return text
  }

  fileprivate func rows(
    of table: CheckpointTable, at path: String
  ) throws(CheckpointError) -> [[Double]] {
    let widths = [table.width] + table.earlierWidths
    guard let tensor = tensors[table.name], let numbers = tensor.doubles,
      let width = tensor.shape.last, widths.contains(width), numbers.count.isMultiple(of: width)
    else { throw CheckpointError(path, .wrongTensor(table.name, "is missing or not a table")) }
    return stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<$0 + width]) }
  }
}
