/// How a checkpoint lies in a safetensors file: the parameters by PyTorch's names, so that any program
/// that reads the format finds them, and beside them what only this program needs. Numbers are in the
/// metadata as text that reads back to the same bits.
extension Checkpoint {
  static let versionKey = "retrograde.version"
  private static let version = "1"
  private static let memoryPrefix = "optimizer."

  /// The tensors and entries of the file.
  var encoded: Safetensors {
    var file = Safetensors()
    file.metadata = entries
    let plan = trainer.options.plan
    var index = 0
    for layer in 0..<plan.layerCount {
      for (isWeight, shape) in plan.parameterShapes(ofLayer: layer) {
        let name = StoredWeights.name(ofLayer: layer, isWeight: isWeight)
        file.tensors[name] = .init(trainer.parameters[index], shape: shape)
        index += 1
      }
    }
    for (name, elements) in trainer.memory.buffers {
      file.tensors[Self.memoryPrefix + name] = .init(elements, shape: [elements.count])
    }
    file.tensors["data.order"] = .init(trainer.order, shape: [trainer.order.count])
    let record = progress.record
    file.tensors["record.losses"] = Self.table(record.losses.map(\.numbers), width: 8)
    file.tensors["record.tests"] = Self.table(record.tests.map(\.numbers), width: 5)
    file.tensors["record.epochs"] = Self.table(
      record.epochLoss.map { [[Double($0)]] } ?? [], width: 1)
    return file
  }

  private static func table(_ rows: [[Double]], width: Int) -> Safetensors.Tensor {
    .init(rows.flatMap(\.self), shape: [rows.count, width])
  }

  private var entries: [String: String] {
    let (options, record) = (trainer.options, progress.record)
    let entries: [String: any CustomStringConvertible] = [
      "version": Self.version, "layers": options.plan.widths.dashed,
      "activation": options.plan.activation.rawValue, "biases": options.plan.hasBiases,
      "sparse": options.plan.hasSparseInputs, "loss": options.plan.loss.rawValue,
      "l2": options.plan.l2, "batch": options.batch,
      "rate": options.schedule.base, "schedule": options.schedule.course.text,
      "warmup": options.schedule.warmUp, "optimizer": options.optimizer.rawValue,
      "momentum": options.momentum, "seed": options.seed, "threads": options.threads,
      "epochs": epochs, "epoch": trainer.epoch, "step": trainer.step,
      "consumed": trainer.consumed, "random": trainer.random,
      "optimizer.steps": trainer.memory.steps, "data.count": data.count,
      "data.checksum": data.checksum, "last.rate": progress.lastRate,
      "epoch.steps": progress.epochSteps, "epoch.samples": progress.epochSamples,
      "epoch.seconds": progress.epochSeconds, "epoch.loss": progress.epochLoss,
      "chunk.loss": progress.chunkLoss, "chunk.steps": progress.chunkSteps,
      "record.steps": record.steps, "record.samples": record.samples,
      "record.seconds": record.seconds,
    ]
    // Readers of the format look for this entry to know the tensors' conventions.
    var texts = ["format": "pt"]
    for (key, value) in entries { texts["retrograde." + key] = "\(value)" }
    return texts
  }
}

extension NetworkPlan {
  /// The shapes of a layer's weights and, where it has one, bias.
  fileprivate func parameterShapes(ofLayer layer: Int) -> [(isWeight: Bool, shape: [Int])] {
    let weight = (true, [widths[layer + 1], widths[layer]])
    return hasBiases ? [weight, (false, [widths[layer + 1]])] : [weight]
  }
}

extension TrainingRecord.LossPoint {
  fileprivate var numbers: [Double] {
    [
      moment.epoch, Double(moment.step), moment.seconds, sum, Double(rate), Double(parts),
      Double(least), Double(greatest),
    ]
  }

  /// Reads what `numbers` wrote, or the five numbers of a file from before points were merged.
  fileprivate init(_ moment: TrainingRecord.Moment, _ numbers: [Double]) {
    if numbers.count < 8 {
      self.init(moment: moment, loss: Float(numbers[3]), rate: Float(numbers[4]))
    } else {
      let parts = min(max(numbers[5].isNaN ? 1 : numbers[5], 1), 1e9)
      self.init(
        moment: moment, rate: Float(numbers[4]), parts: Int(parts), sum: numbers[3],
        least: Float(numbers[6]), greatest: Float(numbers[7]))
    }
  }
}

extension TrainingRecord.TestPoint {
  /// An accuracy that is none is NaN.
  fileprivate var numbers: [Double] {
    [
      moment.epoch, Double(moment.step), moment.seconds, Double(result.loss),
      result.accuracy ?? .nan,
    ]
  }
}

extension RateSchedule.Course {
  /// `exponential 0.8`, as it is read again.
  var text: String {
    switch self {
    case .constant: "constant"
    case .exponential(let factor): "exponential \(factor)"
    case .step(let every, let factor): "step \(every) \(factor)"
    case .cosine(let epochs): "cosine \(epochs)"
    }
  }

  /// Reads what `text` wrote.
  init?(text: String) {
    let words = text.split(separator: " ")
    switch (words.first, words.count) {
    case ("constant", 1): self = .constant
    case ("exponential", 2):
      guard let factor = Float(words[1]), factor > 0, factor.isFinite else { return nil }
      self = .exponential(factor: factor)
    case ("step", 3):
      guard let every = Int(words[1]), every > 0, let factor = Float(words[2]), factor > 0,
        factor.isFinite
      else { return nil }
      self = .step(every: every, factor: factor)
    case ("cosine", 2):
      guard let epochs = Int(words[1]), epochs > 0 else { return nil }
      self = .cosine(epochs: epochs)
    default: return nil
    }
  }
}

extension Checkpoint {
  init(_ file: Safetensors, at path: String) throws(CheckpointError) {
    let reader = CheckpointReader(file: file, path: path)
    let version: String = try reader.entry("version")
    guard version == Self.version else { throw CheckpointError(path, .otherVersion(version)) }
    let weights = try StoredWeights(reader.parametersAlone, at: path)
    let options = try reader.options(widths: weights.widths, hasBiases: weights.hasBiases)
    self.init(
      trainer: TrainerState(
        options: options, epoch: try reader.count("epoch"), step: try reader.count("step"),
        consumed: try reader.count("consumed"), random: try reader.entry("random"),
        order: try reader.order(), parameters: weights.parameters,
        memory: try reader.memory(prefix: Self.memoryPrefix)),
      progress: try reader.progress(), epochs: try reader.count("epochs"),
      data: DataMark(
        count: try reader.count("data.count"), checksum: try reader.entry("data.checksum")))
  }
}

/// Reads the parts of a checkpoint, and says which is wrong.
private struct CheckpointReader {
  let file: Safetensors
  let path: String

  func entry<Value: LosslessStringConvertible>(_ key: String) throws(CheckpointError) -> Value {
    let key = "retrograde." + key
    guard let text = file.metadata[key] else { throw CheckpointError(path, .wrongEntry(key, nil)) }
    guard let value = Value(text) else { throw CheckpointError(path, .wrongEntry(key, text)) }
    return value
  }

  /// A whole number that something was counted to.
  func count(_ key: String) throws(CheckpointError) -> Int {
    try entry(key) { Int($0).flatMap { 0...(1 << 40) ~= $0 ? $0 : nil } }
  }

  /// A number within bounds, which no NaN is.
  private func number(
    _ key: String, in bounds: some RangeExpression<Float>
  ) throws(CheckpointError) -> Float {
    try entry(key) { Float($0).flatMap { bounds.contains($0) ? $0 : nil } }
  }

  private func entry<Value>(
    _ key: String, _ read: (String) -> Value?
  ) throws(CheckpointError) -> Value {
    let text: String = try entry(key)
    guard let value = read(text) else {
      throw CheckpointError(path, .wrongEntry("retrograde." + key, text))
    }
    return value
  }

  /// The file without what is not a layer, so that only layers are looked for.
  var parametersAlone: Safetensors {
    var alone = Safetensors()
    alone.tensors = file.tensors.filter { name, _ in
      name.hasSuffix(".weight") || name.hasSuffix(".bias")
    }
    return alone
  }

  func options(widths: [Int], hasBiases: Bool) throws(CheckpointError) -> TrainingOptions {
    let layers: String = try entry("layers")
    guard layers == widths.dashed else {
      throw CheckpointError(path, .wrongEntry("retrograde.layers", layers))
    }
    var plan = NetworkPlan(
      widths: widths, activation: try entry("activation", Activation.init(rawValue:)),
      hasBiases: hasBiases, loss: try entry("loss", Loss.init(rawValue:)),
      l2: try number("l2", in: 0...Float.greatestFiniteMagnitude))
    // The same kernel as before, whatever the data look like now: another one rounds otherwise.
    plan.hasSparseInputs = try entry("sparse")
    let schedule = RateSchedule(
      base: try number("rate", in: 0...Float.greatestFiniteMagnitude),
      course: try entry("schedule", RateSchedule.Course.init(text:)),
      warmUp: try number("warmup", in: 0...Float.greatestFiniteMagnitude))
    let batch: Int = try entry("batch") { Int($0).flatMap { 1...1_000_000 ~= $0 ? $0 : nil } }
    return TrainingOptions(
      plan: plan, batch: batch, schedule: schedule,
      optimizer: try entry("optimizer", OptimizerKind.init(rawValue:)),
      momentum: try number("momentum", in: 0..<1), seed: try entry("seed"),
      threads: try entry("threads") { Int($0).flatMap { 1...64 ~= $0 ? $0 : nil } })
  }

  func order() throws(CheckpointError) -> [Int32] {
    guard let order = file.tensors["data.order"]?.int32s else {
      throw CheckpointError(path, .wrongTensor("data.order", "is missing or holds no numbers"))
    }
    return order
  }

  func memory(prefix: String) throws(CheckpointError) -> OptimizerMemory {
    var memory = OptimizerMemory(steps: try count("optimizer.steps"))
    for (name, tensor) in file.tensors where name.hasPrefix(prefix) {
      memory.buffers[String(name.dropFirst(prefix.count))] =
        try tensor.finiteFloats(called: name, at: path)
    }
    return memory
  }

  func progress() throws(CheckpointError) -> SessionProgress {
    var progress = SessionProgress()
    progress.lastRate = try entry("last.rate")
    progress.epochSteps = try count("epoch.steps")
    progress.epochSamples = try count("epoch.samples")
    progress.epochSeconds = try entry("epoch.seconds")
    progress.epochLoss = try entry("epoch.loss")
    progress.chunkLoss = try entry("chunk.loss")
    progress.chunkSteps = try count("chunk.steps")
    progress.record = try record()
    return progress
  }

  private func record() throws(CheckpointError) -> TrainingRecord {
    var record = TrainingRecord()
    record.steps = try count("record.steps")
    record.samples = try count("record.samples")
    record.seconds = try entry("record.seconds")
    record.losses = try rows("record.losses", widths: [8, 5]).map { .init(moment($0), $0) }
    record.tests = try rows("record.tests", widths: [5]).map { row in
      let accuracy = row[4].isNaN ? nil : row[4]
      return .init(
        moment: moment(row), result: Examination(loss: Float(row[3]), accuracy: accuracy))
    }
    record.epochLoss = try rows("record.epochs", widths: [1]).last.map { Float($0[0]) }
    return record
  }

  private func moment(_ row: [Double]) -> TrainingRecord.Moment {
    .init(epoch: row[0], step: Int(exactly: row[1]) ?? 0, seconds: row[2])
  }

  /// The rows of a table that has one of some widths.
  private func rows(_ name: String, widths: [Int]) throws(CheckpointError) -> [[Double]] {
    guard let tensor = file.tensors[name], let numbers = tensor.doubles,
      let width = tensor.shape.last, widths.contains(width), numbers.count.isMultiple(of: width)
    else { throw CheckpointError(path, .wrongTensor(name, "is missing or no table")) }
    return stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<$0 + width]) }
  }
}
