import ArgumentParser
import Learning

/// What `train` learns from.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder with the four MNIST files, raw or gzip (default: RETROGRADE_MNIST, then the "
        + "user's data folder, then digits that the program draws itself: synthetic:digits). "
        + "synthetic:regression is a small regression of five numbers.",
      valueName: "folder"))
  var data: String?

  @Option(help: ArgumentHelp("A folder with other test files to evaluate on.", valueName: "folder"))
  var testData: String?

  @Option(
    help: ArgumentHelp(
      "A file with the name of each label, one per line, starting with label 0 (default: "
        + "labels.txt in the folder).",
      valueName: "file"))
  var labels: String?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Transpose each image (default: only if the files are named emnist-…, whose images are "
        + "stored that way)."
    ))
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

  /// What was chosen.
  var choice: DataChoice {
    DataChoice(data: data, testData: testData, labels: labels, transposed: transposed)
  }

  var isRegression: Bool { choice.isRegression }
}
