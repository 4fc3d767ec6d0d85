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

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Exchange rows and columns of each image; by default for files that are called emnist-…, whose "
        + "images are stored so."))
  var transposed: Bool?

  func validate() throws {
    guard isRegression else { return }
    for (name, isGiven) in [
      ("--test-data", testData != nil), ("--labels", labels != nil),
      ("--transposed", transposed != nil),
    ] where isGiven {
      throw ValidationError("\(name) is for images, not for \(SyntheticRegression.option)")
    }
  }

  var isRegression: Bool { data == SyntheticRegression.option }

  /// Where images come from, and how they are read.
  private var source: DataSource {
    let source = DataSource.choose(
      option: data, environment: Console.current.environment,
      folderExists: MNISTFolder.folderExists)
    guard case .folder(let folder) = source else { return source }
    return .folder(folder.naming(labels).turning(transposed))
  }

  /// What to call the data on the screen.
  var name: String {
    if isRegression { return "regression" }
    return switch source {
    case .folder(let folder): folder.turnsImages ? "\(folder.name), turned" : folder.name
    case .embeddedDigits: "drawn digits"
    }
  }

  /// A function that reads or draws the data; it may be called on another thread.
  func loader() -> @Sendable () throws -> ExampleSplit {
    if isRegression { return { SyntheticRegression.split() } }
    let source = source
    let testFolder = testData.map {
      MNISTFolder($0, labelNames: labels, isTransposed: transposed)
    }
    return {
      guard let testFolder else { return ExampleSplit(try Self.split(source)) }
      let training = try Self.training(source)
      return ExampleSplit(
        DataSplit(training: training, test: try Self.test(testFolder, besides: training)))
    }
  }

  private static func split(_ source: DataSource) throws -> DataSplit {
    switch source {
    case .folder(let folder): try folder.readAll()
    case .embeddedDigits: try EmbeddedDigits().split()
    }
  }

  /// The training data alone, whatever there is to test on.
  private static func training(_ source: DataSource) throws -> ImageDataset {
    switch source {
    case .folder(let folder): try folder.read(.training)
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
