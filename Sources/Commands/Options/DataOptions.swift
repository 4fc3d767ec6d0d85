import ArgumentParser
import Learning

/// What `train` learns from.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder with the four MNIST files, raw or gzip; by default RETROGRADE_MNIST, the user's "
        + "data folder, or else digits that the program draws itself (synthetic:digits). "
        + "synthetic:regression is a small regression of five numbers.",
      valueName: "folder"))
  var data: String?

  @Option(help: ArgumentHelp("A folder whose test files are used to test on.", valueName: "folder"))
  var testData: String?

  @Option(
    help: ArgumentHelp(
      "A file with the name of each label, one a line, from label 0 on; by default labels.txt in "
        + "the folder.", valueName: "file"))
  var labels: String?

  func validate() throws {
    guard isRegression else { return }
    for (name, value) in [("--test-data", testData), ("--labels", labels)] where value != nil {
      throw ValidationError("\(name) is for images, not for \(SyntheticRegression.option)")
    }
  }

  var isRegression: Bool { data == SyntheticRegression.option }

  /// Where images come from.
  private var source: DataSource {
    DataSource.choose(
      option: data, environment: Console.current.environment,
      folderExists: MNISTFolder.folderExists)
  }

  /// What to call the data on the screen.
  var name: String {
    if isRegression { return "regression" }
    return switch source {
    case .folder: "MNIST"
    case .embeddedDigits: "drawn digits"
    }
  }

  /// A function that reads or draws the data; it may be called on another thread.
  func loader() -> @Sendable () throws -> ExampleSplit {
    if isRegression { return { SyntheticRegression.split() } }
    let (source, labels) = (source, labels)
    let testFolder = testData.map { MNISTFolder($0, labelNames: labels) }
    return {
      guard let testFolder else { return ExampleSplit(try Self.split(source, labels: labels)) }
      let training = try Self.training(source, labels: labels)
      return ExampleSplit(
        DataSplit(training: training, test: try Self.test(testFolder, besides: training)))
    }
  }

  private static func split(_ source: DataSource, labels: String?) throws -> DataSplit {
    switch source {
    case .folder(let folder): try folder.naming(labels).readAll()
    case .embeddedDigits: try EmbeddedDigits().split()
    }
  }

  /// The training data alone, whatever there is to test on.
  private static func training(_ source: DataSource, labels: String?) throws -> ImageDataset {
    switch source {
    case .folder(let folder): try folder.naming(labels).read(.training)
    case .embeddedDigits: try EmbeddedDigits().split(test: 0).training
    }
  }

  private static func test(
    _ folder: MNISTFolder, besides training: ImageDataset
  ) throws -> ImageDataset {
    let test = try folder.read(.test)
    guard (test.rows, test.columns) == (training.rows, training.columns) else {
      throw DatasetError(
        folder.path,
        .sizesDiffer(
          test: [test.rows, test.columns], training: [training.rows, training.columns]))
    }
    return test
  }
}
