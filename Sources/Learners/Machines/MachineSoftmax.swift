import Autodiff
import Learning

/// A softmax on the hidden units of a machine: what its features are worth for telling classes apart.
struct MachineSoftmax {
  private static let blockRows = 500
  private static let epochs = 4

  private let machine: BoltzmannMachine<Float>
  private let data: ExampleSplit
  private let seed: UInt64

  init(_ machine: BoltzmannMachine<Float>, _ data: ExampleSplit, seed: UInt64) {
    self.machine = machine
    self.data = data
    self.seed = seed
  }

  /// Trains the softmax by descent, and tests it.
  func examination() throws -> Examination {
    let split = ExampleSplit(
      training: try features(of: data.training), test: try features(of: data.test))
    let plan = NetworkPlan(widths: [machine.hidden, data.training.outputsPerExample])
    let trainer = try Trainer(TrainingOptions(plan: plan, seed: seed), examples: split)
    while trainer.epoch < Self.epochs { _ = try trainer.runStep() }
    let found = try trainer.examine()
    // The pictures of mistakes would be of features.
    return Examination(loss: found.loss, accuracy: found.accuracy, confusion: found.confusion)
  }

  /// The probabilities of the hidden units given each example.
  private func features(of examples: Examples) throws -> Examples {
    guard let images = examples.images else { return examples }
    var values: [Float] = []
    values.reserveCapacity(images.count * machine.hidden)
    var layers: MachineLayers<Float>?
    for start in stride(from: 0, to: images.count, by: Self.blockRows) {
      let rows = start..<min(start + Self.blockRows, images.count)
      if rows.count < Self.blockRows { layers = nil }
      // Taken out, so that there is one owner and nothing is copied.
      var block =
        try layers.take() ?? MachineLayers(machine, rows: rows.count, isSparse: true)
      values += try block.hidden(ofExamples: examples.inputs(rows))
      layers = block
    }
    return .images(
      ImageDataset(
        uncheckedRows: 1, columns: machine.hidden, values: values, labels: images.labels,
        labelNames: images.labelNames))
  }
}

extension Examples {
  /// What describes some examples, row by row.
  func inputs(_ places: Range<Int>) -> [Float] {
    inputs(places.map { Int32(clamping: $0) }[...])
  }

  /// What describes the examples at some places, row by row.
  func inputs(_ places: ArraySlice<Int32>) -> [Float] {
    [Float](unsafeUninitializedCapacity: places.count * inputsPerExample) { buffer, count in
      count = places.count * inputsPerExample
      gatherInputs(places, into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
