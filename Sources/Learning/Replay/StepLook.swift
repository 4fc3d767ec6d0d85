import Autodiff

/// Does the next step of a trainer and looks at all that leads to its update.
struct StepLook {
  private let trainer: Trainer
  private let losses: RowLosses
  private let options: TrainingOptions
  private let rate: Float
  private let before: [ParameterElements]
  private let memory: OptimizerMemory
  private let watcher: StepWatcher
  private let places: [Int32]

  /// Remembers a trainer before the step.
  init(_ trainer: Trainer, _ losses: RowLosses) throws {
    self.trainer = trainer
    self.losses = losses
    (options, rate) = (trainer.options, trainer.rate)
    before = trainer.parameters
    memory = trainer.memory
    watcher = StepWatcher(trainer, wishes: Wishes(layers: true, histograms: true, changes: true))
    places = trainer.fullBatch == nil ? Array(trainer.nextPlaces) : []
  }

  /// Does the step, which is the one of this number.
  func step(_ number: Int, firstLoss: Float?) throws -> ReplayedStep {
    trainer.measuresNorms = true
    defer { trainer.measuresNorms = false }
    var sweep = try trainer.fullBatch == nil ? nil : MinibatchSweep(allOf: trainer, losses)
    var (loss, stopped): (Float, TrainingStopped?) = (.nan, nil)
    do {
      loss = try trainer.runStep(beforeUpdate: { _ in
        sweep = try MinibatchSweep(trainer, at: places, losses)
      })
    } catch let stop as TrainingStopped {
      (loss, stopped) = (stop.loss, stop)
    }
    let epoch = Double(trainer.epoch) + trainer.partOfEpoch
    let record = StepRecord(
      step: number, epoch: epoch, rate: rate, loss: loss, parameters: trainer.norms)
    return ReplayedStep(
      record: record, options: options, rows: sweep?.rows ?? [], before: before,
      gradients: trainer.gradientsOfLastStep(like: before), after: trainer.parameters,
      inspection: watcher.inspection(
        of: trainer, at: .init(epoch: epoch, step: number, seconds: 0),
        hasLearned: firstLoss.map { loss < $0 / 2 } ?? false),
      stopped: stopped, layers: sweep?.layers ?? [], penalties: sweep?.penalties ?? [],
      memory: (memory, trainer.memory))
  }
}

/// What the sweeps over a minibatch made of its rows.
struct MinibatchSweep {
  private(set) var rows: [ReplayedStep.Row] = []
  /// Empty for a step that takes all of the data.
  private(set) var layers: [LayerRows] = []
  /// The gradient of the penalty on large weights for each parameter; none without a penalty.
  private(set) var penalties: [[Float]] = []

  /// Looks at a minibatch whose sweeps have just been run.
  init(_ trainer: Trainer, at places: [Int32], _ losses: RowLosses) throws {
    let workers = trainer.minibatches.workers
    var layers = trainer.options.plan.layers
    for worker in workers { add(worker, of: trainer, at: places, losses, to: &layers) }
    self.layers = layers
    finish()
    penalties = try workers.penalties()
  }

  /// Runs all of the training data, for a step that takes them all.
  init(allOf trainer: Trainer, _ losses: RowLosses) throws {
    let (plan, count) = (trainer.options.plan, trainer.data.training.count)
    var worker: BatchWorker?
    for start in stride(from: 0, to: count, by: Self.blockRows) {
      let size = min(Self.blockRows, count - start)
      if worker?.network.batch != size {
        worker = try BatchWorker(plan, rows: size, ofBatch: count)
        for index in trainer.network.parameters.indices {
          try worker?.setParameter(index, to: trainer.elements(ofParameter: index))
        }
      }
      let places = (start..<start + size).map { Int32(clamping: $0) }
      worker?.load(trainer.data.training, at: places[...])
      _ = try worker?.run()
      var block = plan.layers
      if let worker { add(worker, of: trainer, at: places, losses, to: &block, from: start, count) }
    }
    finish()
  }

  private static let blockRows = 500

  /// Adds the rows that a worker ran; `first` is the number of the first of the places.
  private mutating func add(
    _ worker: BatchWorker, of trainer: Trainer, at places: [Int32], _ losses: RowLosses,
    to layers: inout [LayerRows], from first: Int = 0, _ count: Int? = nil
  ) {
    let start = rows.count
    for layer in layers.indices { layers[layer].add(worker, layer: layer) }
    let (scores, targets) = (worker.scores, worker.targets)
    let (width, targetWidth) = (
      scores.count / worker.network.batch, targets.count / worker.network.batch
    )
    for row in 0..<worker.network.batch {
      let line = scores[row * width..<(row + 1) * width]
      let example = Int(places[start - first + row])
      let label = trainer.data.training.images.map { Int($0.labels[example]) }
      let square = layers.reduce(0) { $0 + $1.squareOfGradient(ofRow: start - first + row) }
      rows.append(
        ReplayedStep.Row(
          row: start + row, example: example, label: label,
          predicted: label == nil ? nil : largest(of: line),
          loss: losses.loss(
            scores: line, targets: targets[row * targetWidth..<(row + 1) * targetWidth]),
          share: 0, gradientNorm: square.squareRoot() * Double(count ?? places.count)))
    }
  }

  /// Fills in the shares, once all rows are known.
  private mutating func finish() {
    let total = rows.reduce(0) { $0 + Double($1.loss) }
    guard total > 0, total.isFinite else { return }
    for index in rows.indices { rows[index].share = Double(rows[index].loss) / total }
  }
}

extension NetworkPlan {
  fileprivate var layers: [LayerRows] { (0..<layerCount).map { LayerRows(self, layer: $0) } }
}

extension [BatchWorker] {
  /// The gradient of the penalty for each parameter, over all workers; their own adjoints are
  /// computed again after it, as they were.
  fileprivate func penalties() throws -> [[Float]] {
    var sums: [[Float]] = []
    for worker in self {
      guard let own = try worker.penaltyGradients() else { return [] }
      sums = sums.isEmpty ? own : zip(sums, own).map { zip($0, $1).map { $0 + $1 } }
    }
    return sums
  }
}

extension Trainer {
  /// The parameters with their names.
  var parameters: [ParameterElements] {
    network.parameters.enumerated().map { ParameterElements($1, elements(ofParameter: $0)) }
  }

  /// What the optimizer remembers.
  var memory: OptimizerMemory { fullBatch?.memory ?? minibatches.memory }

  /// The gradients that the last step took, where it was measured.
  fileprivate func gradientsOfLastStep(like parameters: [ParameterElements]) -> [ParameterElements]
  {
    network.parameters.enumerated().map { index, parameter in
      ParameterElements(
        parameter,
        fullBatch == nil
          ? gradient(ofParameter: index)
          : gradientOfFullBatch.indices.contains(index) ? gradientOfFullBatch[index] : [])
    }
  }
}
