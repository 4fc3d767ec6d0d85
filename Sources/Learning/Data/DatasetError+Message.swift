import Glibc

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
    case .cannotOpen(let number): "cannot be opened: \(systemMessage(number))"
    case .cannotRead(let number, let byte):
      "cannot be read at byte \(byte): \(systemMessage(number))"
    case .isFolder: "is a folder where a data file belongs"
    case .isNoRegularFile: "is a pipe or device where a data file belongs"
    case .isNoFolder: "is a file where a folder belongs"
    case .filesMissing(let names): "this folder lacks \(names.joined(separator: ", "))"
    case .gzipCutShort(let byte): "the gzip data is cut short: it ends at byte \(byte)"
    case .gzipCorrupt(let byte): "the gzip data is damaged at or before byte \(byte)"
    case .gzipFollowedByOtherBytes(let byte):
      "bytes that are no gzip data follow at byte \(byte)"
    case .unusableNames: "is no list of 1 to 256 names in UTF-8 text, one a line"
    case .labelWithoutName(let label, let byte, let names):
      "label \(label) at byte \(byte) has no name: there are names for 0 to \(names - 1)"
    case .countsDiffer(let labels, let images, let imageFile):
      "\(labels) labels at byte 4, but \(images) images in \(imageFile)"
    case .partsSwapped(let training, let test):
      "\(training) images in its files train-…, but \(test) in t10k-…"
    case .sizesDiffer(let test, let training):
      "test images of \(extents(test)), but training images of \(extents(training))"
    case .headerCutShort(let held, let needed):
      "ends at byte \(held), within its header of \(needed) bytes"
    case .wrongMagic(let bytes, let kind):
      "begins with \(hexadecimal(bytes)), not with \(hexadecimal(kind.magic)) as IDX \(kind) do"
    case .swapped(let kind): "holds \(kind.other) where \(kind) belong"
    case .emptyExtent(let found, let byte):
      "the header promises nothing at byte \(byte) (\(extents(found)))"
    case .tooLarge(let found, let byte):
      "the header promises too much at byte \(byte) (\(extents(found)))"
    case .cutShort(let promised, let held):
      "cut short: the header promises \(promised) bytes, the data ends at byte \(held)"
    case .tooLong(let promised):
      "too long: the header promises \(promised) bytes, the data goes on at byte \(promised)"
    case .empty: "is empty"
    }
  }

  /// What the user can do about it.
  var advice: String {
    switch self {
    case .cannotOpen, .cannotRead: "check the path and its permissions"
    case .isFolder, .isNoRegularFile: "put the data file itself there"
    case .isNoFolder: "name the folder that holds the four files"
    case .filesMissing:
      "put them there, raw or as .gz"
    case .swapped: "exchange the names of the two files"
    case .countsDiffer: "take both files from the same data set"
    case .sizesDiffer: "take all files from the same data set"
    case .partsSwapped:
      "exchange their names, or if so few are meant, name the folder with --test-data too"
    case .labelWithoutName, .unusableNames: "write one line for each label, from 0 on"
    case .wrongMagic, .emptyExtent, .tooLarge:
      "replace it with an IDX file of unsigned bytes, raw or gzip"
    case .empty, .headerCutShort, .cutShort, .tooLong, .gzipCutShort, .gzipCorrupt,
      .gzipFollowedByOtherBytes:
      "get the file again"
    }
  }
}

/// `60000×28×28`, as the header counts.
private func extents(_ extents: [Int]) -> String {
  extents.map(String.init).joined(separator: "×")
}

/// `00 00 08 03`, as a hex dump shows it.
private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { byte in
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }.joined(separator: " ")
}

/// The system's own words for an error number.
func systemMessage(_ number: Int32) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
    guard let start = buffer.baseAddress, strerror_r(number, start, buffer.count) == 0 else {
      return "error \(number)"
    }
    return String(cString: start)
  }
}
