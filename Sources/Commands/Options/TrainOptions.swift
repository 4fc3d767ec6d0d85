import ArgumentParser
import Learning

/// What `train` lets one choose.
struct TrainOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder with the four MNIST files, raw or gzip; by default RETROGRADE_MNIST, the user's "
        + "data folder, or else digits that the program draws itself.",
      valueName: "folder"))
  var data: String?

  @Option(
    help: ArgumentHelp("A folder whose test files are used to test on.", valueName: "folder"))
  var testData: String?

  @Option(help: "How many times to go through the training data.")
  var epochs = 10

  @Option(help: "The seed of the initial weights and of the order of the examples.")
  var seed: UInt64 = 1

  @Option(help: "The number of hidden units.")
  var hidden = 72

  @Option(help: "The number of examples in a minibatch.")
  var batch = 64

  @Option(help: "The learning rate of the first epoch; each later one takes 0.8 of it.")
  var rate: Float = 0.1

  @Option(help: "The number of threads a minibatch is spread over.")
  var threads = 1

  @Flag(inversion: .prefixedNo, help: "Give each unit a bias.")
  var bias = true

  func validate() throws {
    for (name, value) in [
      ("--epochs", epochs), ("--hidden", hidden), ("--batch", batch), ("--threads", threads),
    ] where value < 1 { throw ValidationError("\(name) must be at least 1, not \(value)") }
    guard hidden <= 10_000 else { throw ValidationError("--hidden must be at most 10000") }
    guard batch <= 10_000 else { throw ValidationError("--batch must be at most 10000") }
    guard threads <= 64 else { throw ValidationError("--threads must be at most 64") }
    guard rate.isFinite, rate > 0 else {
      throw ValidationError("--rate must be a positive number that a Float holds, such as 0.1")
    }
  }

  /// What the trainer is told, for data like MNIST.
  var trainingOptions: TrainingOptions {
    TrainingOptions(
      plan: NetworkPlan(widths: [784, hidden, 10], hasBiases: bias), batch: batch,
      schedule: RateSchedule(base: rate), seed: seed, threads: threads)
  }

  /// Where the data come from.
  var source: DataSource {
    DataSource.choose(
      option: data, environment: Console.current.environment,
      folderExists: MNISTFolder.folderExists)
  }

  /// What to call the data on the screen.
  var dataName: String {
    switch source {
    case .folder: "MNIST"
    case .embeddedDigits: "drawn digits"
    }
  }

  /// A function that reads or draws the data; it may be called on another thread.
  func loader() -> @Sendable () throws -> DataSplit {
    let (source, testFolder) = (source, testData.map { MNISTFolder($0) })
    return {
      var split =
        switch source {
        case .folder(let folder): try folder.readAll()
        case .embeddedDigits: try EmbeddedDigits().split()
        }
      if let testFolder {
        let test = try testFolder.read(.test)
        guard (test.rows, test.columns) == (split.training.rows, split.training.columns) else {
          throw DatasetError(
            testFolder.path,
            .sizesDiffer(
              test: [test.rows, test.columns],
              training: [split.training.rows, split.training.columns]))
        }
        split.test = test
      }
      return split
    }
  }
}
