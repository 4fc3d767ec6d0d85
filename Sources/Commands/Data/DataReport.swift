import Interchange
import Learning

/// What is known about the files of a folder, all of which have been read.
struct DataReport {
  /// A line for each file, and one for the labels.
  let lines: [String]

  init(_ folder: MNISTFolder) throws(DatasetError) {
    var lines: [String] = []
    var isMNIST = true
    for (file, known) in zip(try folder.files(), DataManifest.mnist.files) {
      let (extents, isRight) = try DatasetError.reading { () throws(FileError) in
        let content = try IDXFile(file.kind, at: file.path)
        return (content.extents, try known.verdict(on: file.path) != .wrong)
      }
      isMNIST = isMNIST && isRight
      let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
      lines.append(
        "  \(name)  \(extents.crossed) \(file.kind)\(isRight ? ", as in MNIST" : "")")
    }
    // Also finds counts that differ and labels without a name.
    let split = try folder.readAll()
    let names = split.training.labelNames
    lines.append("  labels: \(names.joined(separator: " "))")
    if folder.turnsImages {
      lines.append("  images are stored column by column, as in EMNIST; train transposes them")
    }
    lines.append(isMNIST ? "MNIST, complete" : "complete, but not MNIST")
    self.lines = lines
  }
}
