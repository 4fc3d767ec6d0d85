import Interchange

extension DatasetError {
  /// One line for the user: which file, what is wrong and where, what to do.
  package var message: String { "\(path): \(problem.finding); \(problem.advice)" }
}

extension DatasetError: CustomStringConvertible {
  package var description: String { message }
}

extension DatasetError.Problem {
  /// What is wrong, and at which byte.
  var finding: String {
    switch self {
    case .file(let problem): problem.finding
    case .isNoFolder: "is a file, not a folder"
    case .filesMissing(let names): "files are missing: \(names.joined(separator: ", "))"
    case .unusableNames: "is not a list of 1 to 256 names in UTF-8, one per line"
    case .labelWithoutName(let label, let byte, let names, let least):
      "label \(label) at byte \(byte) has no name: there are names for 0 to \(names - 1)"
        + (least > 0 ? ", and the labels begin at \(least)" : "")
    case .labelBeyond(let label, let byte, let others, let otherFile):
      "label \(label) at byte \(byte) is beyond all labels of \(otherFile), which end at \(others)"
    case .countsDiffer(let labels, let images, let imageFile):
      "\(labels) labels at byte 4, but \(images) images in \(imageFile)"
    case .partsSwapped(let training, let test):
      "\(training) training images (train-…), but \(test) test images (t10k-…)"
    case .sizesDiffer(let test, let training):
      "test images are \(test.crossed), but training images are \(training.crossed)"
    }
  }

  /// What the user can do about it.
  var advice: String {
    switch self {
    case .file(let problem): problem.advice
    case .isNoFolder: "give the folder with the four files"
    case .filesMissing:
      "put them into the folder, raw or as .gz"
    case .countsDiffer: "use files from the same data set"
    case .sizesDiffer: "use files from the same data set"
    case .partsSwapped:
      "swap their names; if this is intended, pass the folder with --test-data too"
    case .labelWithoutName(_, _, _, let least) where least > 0:
      "name label 0 in a first line too, or number the labels from 0"
    case .labelWithoutName, .unusableNames: "write one name per line, starting with label 0"
    case .labelBeyond:
      "download the file again, or name every label in labels.txt, one per line from label 0"
    }
  }
}
