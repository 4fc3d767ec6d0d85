import Glibc
package import Interchange

/// A folder with the files of MNIST or of a data set in its form (Fashion-MNIST, KMNIST, …).
///
/// Each file may be raw or gzip and have a hyphen or, as some archives write it, a dot before
/// `idx`; `emnist-letters-train-images-idx3-ubyte` and the like are known too, where one set alone
/// lies in the folder. A file `labels.txt` (or `label-names.txt`) beside them names the labels, one a
/// line, from label 0 on.
///
/// Any byte is a label: the numbers of other data sets may start at 1 or go beyond 9. Without names
/// the labels are called by their numbers, of which there are at least ten, and both parts must go as
/// far when they go beyond 9.
///
/// EMNIST's images lie on their side, column by column: files of its names are turned when they are
/// read, and others when one says so.
package struct MNISTFolder: Equatable, Sendable {
  package let path: String
  /// The file that names the labels, instead of one in the folder.
  private var labelNamesPath: String?
  /// Whether the images are stored column by column; `nil` when the files' names tell.
  private var isTransposed: Bool?

  package init(_ path: String, labelNames: String? = nil, isTransposed: Bool? = nil) {
    self.path = path
    labelNamesPath = labelNames
    self.isTransposed = isTransposed
  }

  /// The same folder with the names of the labels from a file, when one is given.
  package func naming(_ labelNames: String?) -> MNISTFolder {
    MNISTFolder(path, labelNames: labelNames ?? labelNamesPath, isTransposed: isTransposed)
  }

  /// The same folder with a word on whether its images are stored column by column, when one is
  /// given.
  package func turning(_ isTransposed: Bool?) -> MNISTFolder {
    MNISTFolder(
      path, labelNames: labelNamesPath, isTransposed: isTransposed ?? self.isTransposed)
  }

  /// What the folder is called: the last part of its path.
  package var name: String {
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    return ["", ".", ".."].contains(last) ? "data" : last
  }

  /// Whether the images are turned when they are read.
  package var turnsImages: Bool {
    isTransposed ?? ((try? presentFiles(neededFor: [])).map(hasNamesOfEMNIST) ?? false)
  }

  /// Whether the images are in files such as `emnist-letters-train-images-idx3-ubyte`.
  private func hasNamesOfEMNIST(_ present: Set<String>) -> Bool {
    Part.allCases.contains { part in
      file(part, .images, present: present)?.hasPrefix("emnist-") ?? false
    }
  }

  /// Which half of the data set.
  package enum Part: String, CaseIterable, Sendable {
    case training = "train"
    case test = "t10k"

    /// `train-images-idx3-ubyte` for the training images.
    func fileName(_ kind: IDXKind) -> String {
      "\(rawValue)-\(kind)-idx\(kind.dimensions)-ubyte"
    }

    /// The names a file may have, in order of preference; what it holds is said by its first bytes.
    func fileNames(_ kind: IDXKind) -> [String] {
      let dotted = "\(rawValue)-\(kind).idx\(kind.dimensions)-ubyte"
      let usual = [fileName(kind), dotted, fileName(kind) + ".gz", dotted + ".gz"]
      guard kind == .images else { return usual }
      return usual + usual.map { $0.replacing("ubyte", with: "float") }
    }

    /// Whether a file of EMNIST, whose names begin with the set's, is this one.
    func isPrefixed(_ name: String, _ kind: IDXKind) -> Bool {
      let part = self == .training ? "train" : "test"
      let ending = "-\(part)-\(kind)-idx\(kind.dimensions)-ubyte"
      return name.hasSuffix(ending) || name.hasSuffix(ending + ".gz")
    }
  }

  /// Reads all four files.
  package func readAll() throws(DatasetError) -> DataSplit {
    let present = try presentFiles(neededFor: Part.allCases)
    let training = try ImageFiles(.training, in: self, present: present)
    let test = try ImageFiles(.test, in: self, present: present)
    guard training.images.extents[0] >= test.images.extents[0] else {
      throw DatasetError(
        path,
        .partsSwapped(training: training.images.extents[0], test: test.images.extents[0]))
    }
    let (testSize, trainingSize) = (test.images.extents[1...], training.images.extents[1...])
    guard testSize == trainingSize else {
      throw DatasetError(
        test.imagePath, .sizesDiffer(test: Array(testSize), training: Array(trainingSize)))
    }
    let names = try labelNames(for: [training, test], present: present)
    return DataSplit(
      training: turned(training.dataset(named: names)), test: turned(test.dataset(named: names)))
  }

  /// Reads the two files of one part, whether or not the others are there.
  package func read(_ part: Part) throws(DatasetError) -> ImageDataset {
    let present = try presentFiles(neededFor: [part])
    let files = try ImageFiles(part, in: self, present: present)
    return turned(files.dataset(named: try labelNames(for: [files], present: present)))
  }

  /// Refuses test labels that the training data have no class for.
  package func check(
    _ test: ImageDataset, goesWith training: ImageDataset
  ) throws(DatasetError) {
    guard let index = test.labels.firstIndex(where: { $0 >= training.classCount }) else { return }
    throw DatasetError(
      pathOfFile(.test, .labels, present: try presentFiles(neededFor: [.test])),
      .labelBeyond(
        test.labels[index], byte: IDXKind.labels.headerSize + index,
        others: UInt8(clamping: training.classCount - 1), otherFile: "the training data"))
  }

  private func turned(_ images: ImageDataset) -> ImageDataset {
    turnsImages ? images.transposed() : images
  }
}

extension MNISTFolder {
  /// The optional files that name the labels, the first first.
  package static let labelNamesFiles = ["labels.txt", "label-names.txt"]

  /// The paths of the four files, each with what it should hold.
  package func files() throws(DatasetError) -> [(part: Part, kind: IDXKind, path: String)] {
    let present = try presentFiles(neededFor: Part.allCases)
    return Part.allCases.flatMap { part in
      [IDXKind.images, .labels].map { (part, $0, pathOfFile(part, $0, present: present)) }
    }
  }

  /// The names in the folder; the files of the parts that are missing are named in one error.
  private func presentFiles(neededFor parts: [Part]) throws(DatasetError) -> Set<String> {
    let present = try Set(namesInFolder(path))
    let missing = parts.flatMap { part in
      [IDXKind.images, .labels]
        .filter { file(part, $0, present: present) == nil }
        .map(part.fileName)
    }
    guard missing.isEmpty else { throw DatasetError(path, .filesMissing(missing)) }
    return present
  }

  /// The name of a file that is there; of prefixed names only one that is alone, or alone but for
  /// its gzip.
  private func file(_ part: Part, _ kind: IDXKind, present: Set<String>) -> String? {
    if let usual = part.fileNames(kind).first(where: present.contains) { return usual }
    let prefixed = present.filter { part.isPrefixed($0, kind) }.sorted()
    let plain = Set(prefixed.map { $0.hasSuffix(".gz") ? String($0.dropLast(3)) : $0 })
    return plain.count == 1 ? prefixed.first : nil
  }

  fileprivate func pathOfFile(_ part: Part, _ kind: IDXKind, present: Set<String>) -> String {
    inFolder(file(part, kind, present: present) ?? part.fileName(kind))
  }

  private func inFolder(_ name: String) -> String {
    path.hasSuffix("/") ? path + name : path + "/" + name
  }

  /// The names from the file beside the data, else numbers enough for every label.
  private func labelNames(
    for files: [ImageFiles], present: Set<String>
  ) throws(DatasetError) -> [String] {
    let beside = Self.labelNamesFiles.first(where: present.contains).map(inFolder)
    guard let path = labelNamesPath ?? beside else {
      try checkLabelsAgree(files)
      let greatest = files.compactMap { $0.labels.bytes.max() }.max() ?? 0
      return ImageDataset.numberNames(max(10, Int(greatest) + 1))
    }
    let names = try readLabelNames(at: path)
    for file in files { try file.checkLabels(areNamedBy: names) }
    return names
  }
}

extension MNISTFolder {
  /// Refuses a label that one part alone has, beyond all of the other's: a byte that was damaged would
  /// become a class, and every number below it too. Digits may be missing from a small part.
  private func checkLabelsAgree(_ files: [ImageFiles]) throws(DatasetError) {
    guard let largest = files.max(by: { $0.greatestLabel < $1.greatestLabel }),
      let other = files.first(where: { $0.labelPath != largest.labelPath })
    else { return }
    let known = max(other.greatestLabel, 9)
    guard let index = largest.labels.bytes.firstIndex(where: { $0 > known }) else { return }
    throw DatasetError(
      largest.labelPath,
      .labelBeyond(
        largest.labels.bytes[index], byte: IDXKind.labels.headerSize + index,
        others: other.greatestLabel, otherFile: other.labelPath))
  }
}

/// The two files of one part, read and found to belong together.
private struct ImageFiles {
  let imagePath: String
  let images: IDXFile
  let labelPath: String
  let labels: IDXFile

  init(
    _ part: MNISTFolder.Part, in folder: MNISTFolder, present: Set<String>
  ) throws(DatasetError) {
    let imagePath = folder.pathOfFile(part, .images, present: present)
    let labelPath = folder.pathOfFile(part, .labels, present: present)
    (self.imagePath, self.labelPath) = (imagePath, labelPath)
    images = try DatasetError.reading { () throws(FileError) in
      try IDXFile(.images, at: imagePath)
    }
    labels = try DatasetError.reading { () throws(FileError) in
      try IDXFile(.labels, at: labelPath)
    }
    guard images.extents[0] == labels.extents[0] else {
      throw DatasetError(
        labelPath,
        .countsDiffer(
          labels: labels.extents[0], images: images.extents[0], imageFile: imagePath))
    }
  }

  var greatestLabel: UInt8 { labels.bytes.max() ?? 0 }

  func checkLabels(areNamedBy names: [String]) throws(DatasetError) {
    guard let index = labels.bytes.firstIndex(where: { $0 >= names.count }) else { return }
    let problem = DatasetError.Problem.labelWithoutName(
      labels.bytes[index], byte: IDXKind.labels.headerSize + index, names: names.count,
      least: labels.bytes.min() ?? 0)
    throw DatasetError(labelPath, problem)
  }

  func dataset(named names: [String]) -> ImageDataset {
    let (rows, columns) = (images.extents[1], images.extents[2])
    guard let numbers = images.numbers else {
      return ImageDataset(
        uncheckedRows: rows, columns: columns, pixels: images.bytes, labels: labels.bytes,
        labelNames: names)
    }
    return ImageDataset(
      uncheckedRows: rows, columns: columns, values: numbers, labels: labels.bytes,
      labelNames: names)
  }
}

/// The names of all that is in a folder.
private func namesInFolder(_ path: String) throws(DatasetError) -> [String] {
  guard let folder = opendir(path) else {
    let number = errno
    throw DatasetError(path, number == ENOTDIR ? .isNoFolder : .file(.cannotOpen(errno: number)))
  }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    names.append(name)
  }
  return names
}

/// One name a line; blank lines at the end do not count.
private func readLabelNames(at path: String) throws(DatasetError) -> [String] {
  let bytes = try DatasetError.reading { () throws(FileError) in
    var stream = try ByteStream.open(path)
    return try stream.read(upTo: 1 << 16)
  }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw DatasetError(path, .unusableNames)
  }
  var names = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    .map(String.init)
  while names.last?.isEmpty == true { names.removeLast() }
  guard 1...256 ~= names.count else { throw DatasetError(path, .unusableNames) }
  return names
}

extension MNISTFolder {
  /// Whether a folder of this name is there, for `DataSource.choose`.
  package static func folderExists(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}
