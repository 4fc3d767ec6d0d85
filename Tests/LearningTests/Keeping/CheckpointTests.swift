import Foundation
import Interchange
import TestSupport
import Testing

@testable import Learning

@Suite struct CheckpointTests {
  private static let data = Result {
    ExampleSplit(try EmbeddedDigits(seed: 1).split(training: 300, test: 60))
  }

  /// A clock that ticks once each time it is read.
  private static func clock() -> @Sendable () -> Double {
    let ticks = Ticks()
    return { ticks.next() }
  }

  private final class Ticks: @unchecked Sendable {
    private var count = 0.0

    func next() -> Double {
      count += 1
      return count
    }
  }

  private static func begin(
    _ options: TrainingOptions, from kept: KeptRun? = nil
  ) throws -> TrainingSession {
    let data = try data.get()
    return try TrainingSession.begin(
      options.fitting(data), examples: data, epochs: 4, from: kept, now: clock())
  }

  private static func options(_ kind: OptimizerKind, threads: Int = 1) -> TrainingOptions {
    TrainingOptions(
      plan: NetworkPlan(widths: [784, 6, 10], activation: .leakyRelu, l2: 1e-3), batch: 40,
      schedule: RateSchedule(
        base: kind.usualRate / 4, course: .cosine(epochs: 4), warmUp: 0.5),
      optimizer: kind, seed: 9, threads: threads)
  }

  /// What matters of a run: all but the seconds, which no two runs share.
  private static func essence(_ session: TrainingSession) -> Checkpoint {
    var checkpoint = Checkpoint(session)
    checkpoint.progress.epochSeconds = 0
    checkpoint.progress.record.seconds = 0
    checkpoint.progress.record.losses = checkpoint.progress.record.losses.map {
      .init(
        moment: .init(epoch: $0.epoch, step: $0.moment.step, seconds: 0), loss: $0.loss,
        rate: $0.rate)
    }
    checkpoint.progress.record.tests = checkpoint.progress.record.tests.map {
      .init(
        moment: .init(epoch: $0.epoch, step: $0.moment.step, seconds: 0),
        result: Examination(loss: $0.result.loss, accuracy: $0.result.accuracy))
    }
    return checkpoint
  }

  @Test(arguments: OptimizerKind.allCases, [1, 2])
  func `a resumed run goes on bit for bit`(_ kind: OptimizerKind, threads: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    var whole = try Self.begin(Self.options(kind, threads: threads))
    let steps = kind.usesAllData ? 2 : 11
    for _ in 0..<steps { try whole.step() }
    try Checkpoint(whole).write(to: path)
    guard case .run(let checkpoint) = try KeptRun.read(path) else {
      Issue.record("not read as a run")
      return
    }
    #expect(Self.stripped(checkpoint) == Self.stripped(Checkpoint(whole)))
    var resumed = try Self.begin(checkpoint.trainer.options, from: .run(checkpoint))
    while !whole.isFinished { try whole.step() }
    while !resumed.isFinished { try resumed.step() }
    #expect(Self.essence(resumed) == Self.essence(whole))
    #expect(whole.record.steps > steps)
  }

  /// A file keeps neither the confusion matrix nor the worst mistakes.
  private static func stripped(_ checkpoint: Checkpoint) -> Checkpoint {
    var stripped = checkpoint
    stripped.progress.record.tests = checkpoint.progress.record.tests.map {
      .init(
        moment: $0.moment, result: Examination(loss: $0.result.loss, accuracy: $0.result.accuracy))
    }
    return stripped
  }

  @Test func `a checkpoint's weights bear PyTorch's names`() throws {
    var session = try Self.begin(Self.options(.momentum))
    try session.step()
    let file = Checkpoint(session).encoded
    #expect(file.tensors["0.weight"]?.shape == [6, 784])
    #expect(file.tensors["0.bias"]?.shape == [6])
    #expect(file.tensors["2.weight"]?.shape == [10, 6])
    #expect(file.tensors["2.bias"]?.shape == [10])
    #expect(file.tensors["2.weight"]?.floats == session.trainer.elements(ofParameter: 2))
    #expect(file.metadata["format"] == "pt")
  }

  @Test func `a convolutional run goes on bit for bit`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    let plan = NetworkPlan.convolutions("28x28-3c5-p2-4c3-p2-10")
    var whole = try Self.begin(TrainingOptions(plan: plan, batch: 40))
    for _ in 0..<9 { try whole.step() }
    try Checkpoint(whole).write(to: path)
    guard case .run(let checkpoint) = try KeptRun.read(path) else {
      Issue.record("not read as a run")
      return
    }
    #expect(checkpoint.trainer.options.plan.notation == "28x28-3c5-p2-4c3-p2-10")
    var resumed = try Self.begin(checkpoint.trainer.options, from: .run(checkpoint))
    while !whole.isFinished { try whole.step() }
    while !resumed.isFinished { try resumed.step() }
    #expect(Self.essence(resumed) == Self.essence(whole))
  }

  /// As PyTorch numbers Conv2d, ReLU, MaxPool2d, Conv2d, ReLU, Flatten, Linear.
  @Test func `a convolutional network's weights bear PyTorch's names`() throws {
    let plan = NetworkPlan.convolutions("28x28-3c5-p2-4c3-10")
    let file = Checkpoint(try Self.begin(TrainingOptions(plan: plan))).encoded
    let shapes = file.tensors.filter { $0.key.hasSuffix("weight") || $0.key.hasSuffix("bias") }
      .mapValues(\.shape)
    #expect(
      shapes == [
        "0.weight": [3, 1, 5, 5], "0.bias": [3], "3.weight": [4, 3, 3, 3], "3.bias": [4],
        "6.weight": [10, 400], "6.bias": [10],
      ])
  }

  @Test func `convolutions without their layers, or with others, are refused`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    let plan = NetworkPlan.convolutions("28x28-3c5-p2-10")
    var file = Checkpoint(try Self.begin(TrainingOptions(plan: plan))).encoded
    file.metadata["retrograde.layers"] = "28x28-3c5-p3-10"
    try FileReplacement.write(file.encoded(), to: path)
    #expect(
      throws: CheckpointError(
        path, .wrongTensor("4.weight", "is missing or does not match the layers 28x28-3c5-p3-10"))
    ) { try KeptRun.read(path) }
    file.metadata = [:]
    try FileReplacement.write(file.encoded(), to: path)
    #expect(
      throws: CheckpointError(
        path,
        .wrongTensor(
          "0.weight",
          "is a convolution, of which only checkpoints of this program say how it is pooled"))
    ) { try KeptRun.read(path) }
  }

  @Test func `weights alone begin a run`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/weights.safetensors"
    var first = try Self.begin(Self.options(.momentum))
    for _ in 0..<10 { try first.step() }
    var file = Checkpoint(first).encoded
    file.metadata = ["format": "pt"]
    file.tensors = file.tensors.filter { $0.key.hasSuffix("weight") || $0.key.hasSuffix("bias") }
    try FileReplacement.write(file.encoded(), to: path)
    let second = try Self.begin(Self.options(.adam), from: try KeptRun.read(path))
    #expect(second.trainer.epoch == 0)
    for index in 0..<4 {
      #expect(
        second.trainer.elements(ofParameter: index) == first.trainer.elements(ofParameter: index))
    }
  }

  @Test func `a run does not go on with other data`() throws {
    let checkpoint = Checkpoint(try Self.begin(Self.options(.momentum)))
    for (data, words) in [
      (try EmbeddedDigits(seed: 2).split(training: 300, test: 60), "belongs to other data"),
      (try EmbeddedDigits(seed: 1).split(training: 310, test: 60), "order of 300 examples"),
    ] {
      let error = #expect(throws: TrainingSetupError.self) {
        try TrainingSession.begin(
          checkpoint.trainer.options, examples: ExampleSplit(data), epochs: 4,
          from: .run(checkpoint), now: { 0 })
      }
      #expect(error?.description.contains(words) == true)
    }
  }

  @Test(arguments: [
    ("retrograde.version", "2"), ("retrograde.batch", "0"), ("retrograde.batch", "many"),
    ("retrograde.threads", "-1"), ("retrograde.optimizer", "magic"),
    ("retrograde.layers", "784-7-10"),
    ("retrograde.random", nil), ("retrograde.schedule", "step 0"), ("retrograde.epoch", "1.5"),
    ("retrograde.rate", "nan"), ("retrograde.rate", "inf"), ("retrograde.rate", "-0.1"),
    ("retrograde.momentum", "1"), ("retrograde.momentum", "nan"), ("retrograde.l2", "-1"),
    ("retrograde.warmup", "-0.5"), ("retrograde.schedule", "exponential nan"),
    ("retrograde.schedule", "step 0 0.5"), ("retrograde.schedule", "cosine 0"),
    ("retrograde.threads", "65"),
  ])
  func `a checkpoint with a wrong entry is refused`(_ key: String, _ value: String?) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    var file = Checkpoint(try Self.begin(Self.options(.momentum))).encoded
    #expect(file.metadata[key] != nil)
    file.metadata[key] = value
    try FileReplacement.write(file.encoded(), to: path)
    #expect(throws: CheckpointError.self) { try KeptRun.read(path) }
  }

  @Test func `every entry has a key of its own and is missed when it is gone`() throws {
    let file = Checkpoint(try Self.begin(Self.options(.momentum))).encoded
    let keys = CheckpointEntry.all.map(\.key)
    #expect(Set(keys).count == keys.count)
    #expect(Set(file.metadata.keys) == Set(keys + ["format", Checkpoint.versionKey]))
    for entry in CheckpointEntry.all where entry.read != nil {
      var damaged = file
      damaged.metadata[entry.key] = nil
      #expect(throws: CheckpointError("x", .wrongEntry(entry.key, nil))) {
        try Checkpoint(damaged, at: "x")
      }
    }
  }

  @Test(arguments: ["0.weight", "2.bias", "optimizer.velocity"])
  func `a checkpoint of a run that went astray is refused, and says where`(
    _ name: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    var file = Checkpoint(try Self.begin(Self.options(.momentum))).encoded
    let tensor = try #require(file.tensors[name])
    var floats = try #require(tensor.floats)
    floats[3] = .nan
    file.tensors[name] = .init(floats, shape: tensor.shape)
    try FileReplacement.write(file.encoded(), to: path)
    let error = #expect(throws: CheckpointError.self) { try KeptRun.read(path) }
    #expect(
      error?.description
        == "\(path): the tensor \(name) holds nan (element 3): the run had already diverged; "
        + "use an earlier checkpoint")
  }

  @Test func `weights that went astray do not replace the last good ones`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    var options = Self.options(.momentum)
    options.schedule = RateSchedule(base: 1e30, course: .constant)
    var session = try Self.begin(options)
    var keeper = try RunKeeper(KeepingPlan(path: path, every: 1), session)
    try Checkpoint(session).write(to: path)
    #expect(throws: TrainingStopped.self) {
      while true {
        try session.step()
        try keeper.note(session)
      }
    }
    #expect(throws: Never.self) { try KeptRun.read(path) }
  }

  @Test func `a file that another program holds for a moment is written when it is free`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    var session = try Self.begin(Self.options(.momentum))
    var keeper = try RunKeeper(KeepingPlan(path: path, every: 3), session)
    func step() throws {
      try session.step()
      try keeper.note(session)
    }
    let holder = open(folder.path + "/.run.safetensors.saving", O_WRONLY | O_CREAT, 0o600)
    #expect(flock(holder, LOCK_EX | LOCK_NB) == 0)
    for _ in 0..<3 { try step() }
    #expect(
      keeper.saving
        == .failed("\(path): another program is writing to it; trying again soon"))
    close(holder)
    // Before the next one is due.
    try step()
    #expect(keeper.saving == .done(path: path, step: 4))
    #expect(throws: Never.self) { try KeptRun.read(path) }
  }

  @Test(arguments: ["step", "consumed", "epoch"])
  func `a place that no run can be at is refused`(_ key: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    var file = Checkpoint(try Self.begin(Self.options(.momentum))).encoded
    file.metadata["retrograde." + key] = "-3"
    try FileReplacement.write(file.encoded(), to: path)
    #expect(throws: CheckpointError.self) { try KeptRun.read(path) }
    file.metadata["retrograde." + key] = "9223372036854775807"
    try FileReplacement.write(file.encoded(), to: path)
    #expect(throws: CheckpointError.self) { try KeptRun.read(path) }
  }
}
