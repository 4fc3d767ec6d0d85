import Glibc
import Interchange

/// A run as it stands between two minibatches: written and read again, it continues bit for bit.
package struct Checkpoint: Hashable, Sendable {
  package var trainer: TrainerState
  package var progress: SessionProgress
  package var epochs: Int
  package var data: DataMark

  package init(_ session: TrainingSession) {
    trainer = session.trainer.state
    progress = session.progress
    epochs = session.epochs
    data = session.trainer.dataMark
  }

  init(trainer: TrainerState, progress: SessionProgress, epochs: Int, data: DataMark) {
    self.trainer = trainer
    self.progress = progress
    self.epochs = epochs
    self.data = data
  }

  /// Replaces the file at the path whole, or leaves it as it was.
  ///
  /// - Parameter waits: Whether to wait a while for a file that another program holds, because there
  ///   is no later time to try.
  package func write(to path: String, waits: Bool = false) throws(FileReplacement.Failure) {
    let bytes = encoded.encoded()
    for _ in 0..<(waits ? Self.mostWaits : 0) {
      do throws(FileReplacement.Failure) {
        return try FileReplacement.write(bytes, to: path)
      } catch {
        guard error.isHeld else { throw error }
        usleep(Self.wait)
      }
    }
    try FileReplacement.write(bytes, to: path)
  }

  /// How often a file is waited for, and how many microseconds each time.
  private static let mostWaits = 40
  private static let wait: UInt32 = 50_000
}

/// What a run can continue from.
package enum KeptRun: Hashable, Sendable {
  /// All of a run of this program.
  case run(Checkpoint)
  /// Weights alone, as other programs write them.
  case weights(StoredWeights)

  private static let greatestSize = 1 << 31

  /// Reads a safetensors file.
  ///
  /// Throws ``CheckpointError``, or ``FileError`` when the file cannot be opened.
  package static func read(_ path: String) throws -> KeptRun {
    var file = try InputFile(path)
    guard file.size <= greatestSize else { throw CheckpointError(path, .tooLarge(file.size)) }
    let tensors: Safetensors
    do {
      tensors = try Safetensors(&file) { outline in _ = try kept(in: outline, at: path) }
    } catch let problem as SafetensorsProblem {
      throw CheckpointError(path, .notSafetensors(problem))
    }
    return try kept(in: tensors, at: path)
  }

  private static func kept(
    in tensors: Safetensors, at path: String
  ) throws(CheckpointError) -> KeptRun {
    guard tensors.metadata[Checkpoint.versionKey] != nil else {
      return .weights(try StoredWeights(tensors, at: path))
    }
    return .run(try Checkpoint(tensors, at: path))
  }

  package var widths: [Int] {
    switch self {
    case .run(let checkpoint): checkpoint.trainer.options.plan.widths
    case .weights(let weights): weights.widths
    }
  }
}

extension TrainingSession {
  /// A session that starts over or continues from what was kept.
  ///
  /// The options are those to continue with; data and network must be those of what was kept.
  package static func begin(
    _ options: TrainingOptions, examples: ExampleSplit, epochs: Int, from kept: KeptRun?,
    now: @escaping @Sendable () -> Double
  ) throws -> TrainingSession {
    switch kept {
    case .run(let checkpoint):
      var state = checkpoint.trainer
      state.options = options
      let trainer = try Trainer(state, examples: examples)
      guard trainer.dataMark == checkpoint.data else {
        throw TrainingSetupError(
          "the checkpoint belongs to other data (\(checkpoint.data.count) examples, checksum "
            + "\(checkpoint.data.checksum)) than these (\(trainer.dataMark.count), "
            + "\(trainer.dataMark.checksum)); give that data with --data")
      }
      return TrainingSession(resuming: checkpoint.progress, of: trainer, epochs: epochs, now: now)
    case .weights(let weights):
      let trainer = try Trainer(options, examples: examples)
      try trainer.takeOver(weights.parameters)
      return try TrainingSession(trainer, epochs: epochs, now: now)
    case nil:
      return try TrainingSession(
        try Trainer(options, examples: examples), epochs: epochs, now: now)
    }
  }
}
