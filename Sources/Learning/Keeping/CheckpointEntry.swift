/// An entry of a checkpoint's metadata: how it is written, and how it is read again.
struct CheckpointEntry {
  /// What it is called in the file.
  let key: String
  /// What the file says under the key; numbers as text that reads back to the same bits.
  let text: (Checkpoint) -> String
  /// Takes over what a text says; `false` when that makes no sense. `nil` for what only other
  /// programs read.
  let read: ((String, inout Checkpoint) -> Bool)?

  private init(
    _ key: String, _ text: @escaping (Checkpoint) -> String,
    _ read: ((String, inout Checkpoint) -> Bool)?
  ) {
    self.key = Self.prefix + key
    self.text = text
    self.read = read
  }

  /// What all keys begin with.
  static let prefix = "retrograde."
}

extension CheckpointEntry {
  /// A value that is written in words of its own.
  private init<Value>(
    _ key: String, _ path: WritableKeyPath<Checkpoint, Value>,
    _ text: @escaping (Value) -> String, _ value: @escaping (String) -> Value?
  ) {
    self.init(key, { text($0[keyPath: path]) }) { text, checkpoint in
      guard let value = value(text) else { return false }
      checkpoint[keyPath: path] = value
      return true
    }
  }

  /// Any value of a type.
  private init<Value: LosslessStringConvertible>(
    _ key: String, _ path: WritableKeyPath<Checkpoint, Value>
  ) {
    self.init(key, path, \.description, Value.init)
  }

  /// A number within bounds, which no NaN is.
  private init<Value: LosslessStringConvertible>(
    _ key: String, _ path: WritableKeyPath<Checkpoint, Value>,
    in bounds: some RangeExpression<Value>
  ) {
    self.init(key, path, \.description) { text in
      Value(text).flatMap { bounds.contains($0) ? $0 : nil }
    }
  }

  /// One of several choices.
  private init<Choice: RawRepresentable<String>>(
    choice key: String, _ path: WritableKeyPath<Checkpoint, Choice>
  ) {
    self.init(key, path, \.rawValue, Choice.init)
  }

  /// A whole number that something was counted to.
  private init(count key: String, _ path: WritableKeyPath<Checkpoint, Int>) {
    self.init(key, path, in: 0...(1 << 40))
  }

  /// A time that something took.
  private init(seconds key: String, _ path: WritableKeyPath<Checkpoint, Double>) {
    self.init(key, path, in: 0...Double.greatestFiniteMagnitude)
  }

  /// A number that is neither negative nor infinite.
  private init(size key: String, _ path: WritableKeyPath<Checkpoint, Float>) {
    self.init(key, path, in: 0...Float.greatestFiniteMagnitude)
  }
}

extension CheckpointEntry {
  /// All entries but the version, in the order in which they are read.
  ///
  /// Requires, to read them: the checkpoint has the layers that the tensors are of.
  static var all: [CheckpointEntry] {
    [
      // What the tensors have said already.
      CheckpointEntry("layers", \.layers) { $0 == $1.layers },
      CheckpointEntry("biases", \.trainer.options.plan.hasBiases.description, nil),

      CheckpointEntry(choice: "activation", \.trainer.options.plan.activation),
      CheckpointEntry(choice: "loss", \.trainer.options.plan.loss),
      CheckpointEntry(size: "l2", \.trainer.options.plan.l2),
      // The same kernel as before, whatever the data look like now: another one rounds otherwise.
      CheckpointEntry("sparse", \.trainer.options.plan.hasSparseInputs),
      CheckpointEntry(size: "rate", \.trainer.options.schedule.base),
      CheckpointEntry(
        "schedule", \.trainer.options.schedule.course, \.text, RateSchedule.Course.init(text:)),
      CheckpointEntry(size: "warmup", \.trainer.options.schedule.warmUp),
      CheckpointEntry("batch", \.trainer.options.batch, in: 1...1_000_000),
      CheckpointEntry(choice: "optimizer", \.trainer.options.optimizer),
      CheckpointEntry("momentum", \.trainer.options.momentum, in: 0..<1),
      CheckpointEntry("seed", \.trainer.options.seed),
      CheckpointEntry("threads", \.trainer.options.threads, in: 1...64),

      CheckpointEntry(count: "epoch", \.trainer.epoch),
      CheckpointEntry(count: "step", \.trainer.step),
      CheckpointEntry(count: "consumed", \.trainer.consumed),
      CheckpointEntry("random", \.trainer.random),
      CheckpointEntry(count: "optimizer.steps", \.trainer.memory.steps),

      CheckpointEntry("last.rate", \.progress.lastRate),
      CheckpointEntry(count: "epoch.steps", \.progress.epochSteps),
      CheckpointEntry(count: "epoch.samples", \.progress.epochSamples),
      CheckpointEntry(seconds: "epoch.seconds", \.progress.epochSeconds),
      CheckpointEntry("epoch.loss", \.progress.epochLoss),
      CheckpointEntry("chunk.loss", \.progress.chunkLoss),
      CheckpointEntry(count: "chunk.steps", \.progress.chunkSteps),
      CheckpointEntry(count: "record.steps", \.progress.record.steps),
      CheckpointEntry(count: "record.samples", \.progress.record.samples),
      CheckpointEntry(seconds: "record.seconds", \.progress.record.seconds),

      CheckpointEntry(count: "epochs", \.epochs),
      CheckpointEntry(count: "data.count", \.data.count),
      CheckpointEntry("data.checksum", \.data.checksum),
    ]
  }
}

extension Checkpoint {
  /// `784-72-10`, or with convolutions as ``NetworkLayers`` are written.
  fileprivate var layers: String { trainer.options.plan.notation }
}
