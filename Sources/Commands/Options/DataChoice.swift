import Learning

/// Which data are learned from and tested on; without a word, those that are there.
struct DataChoice {
  /// The folder of the data, or the name of some that the program draws itself.
  var data: String?
  /// The folder of other test data.
  var testData: String?
  /// The file that names the labels.
  var labels: String?
  var transposed: Bool?
  /// How many are learned from; all of them where it is `nil`.
  var examples: Int?

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
    if let drawn { return drawn.name }
    if isRegression { return "regression" }
    return switch source {
    case .folder(let folder):
      [folder.name, folder.turnsImages ? "transposed" : nil, examples.map { "the first \($0)" }]
        .compactMap(\.self).joined(separator: ", ")
    case .embeddedDigits: "drawn digits"
    }
  }

  /// The examples that the program draws itself, where a number of them is wanted.
  private var drawn: DrawnExamples? {
    guard let examples, isRegression || source == .embeddedDigits, testData == nil else {
      return nil
    }
    return DrawnExamples(isRegression ? .regression : .digits, count: examples)
  }

  /// A function that reads or draws the data; it may be called on another thread.
  func loader() -> @Sendable () throws -> ExampleSplit {
    if let drawn { return { try drawn.split() } }
    if isRegression { return { SyntheticRegression.split() } }
    guard let examples else { return wholeLoader() }
    let load = wholeLoader()
    return {
      var split = try load()
      if let images = split.training.images { split.training = .images(images.prefix(examples)) }
      return split
    }
  }

  private func wholeLoader() -> @Sendable () throws -> ExampleSplit {
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
