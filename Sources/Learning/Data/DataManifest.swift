package import Interchange

/// The files of a data set, by what they must hold.
package struct DataManifest: Sendable {
  package struct File: Hashable, Sendable {
    /// The name without `.gz`.
    package let name: String
    /// The MD5 digest of the file as it is handed out, in gzip.
    package let packed: String
    /// That of what it holds: a file that was packed again is right too.
    package let plain: String

    package init(name: String, packed: String, plain: String) {
      self.name = name
      self.packed = packed
      self.plain = plain
    }
  }

  package let files: [File]
  /// Where the files can be had, the first first.
  package let mirrors: [String]

  package init(files: [File], mirrors: [String]) {
    self.files = files
    self.mirrors = mirrors
  }

  /// MNIST as LeCun, Cortes and Burges published it.
  package static let mnist = DataManifest(
    files: [
      File(
        name: MNISTFolder.Part.training.fileName(.images),
        packed: "f68b3c2dcbeaaa9fbdd348bbdeb94873", plain: "6bbc9ace898e44ae57da46a324031adb"),
      File(
        name: MNISTFolder.Part.training.fileName(.labels),
        packed: "d53e105ee54ea40749a09fcbcd1e9432", plain: "a25bea736e30d166cdddb491f175f624"),
      File(
        name: MNISTFolder.Part.test.fileName(.images),
        packed: "9fb629c4189551a2d022fa330f9573f3", plain: "2646ac647ad5339dbf082846283269ea"),
      File(
        name: MNISTFolder.Part.test.fileName(.labels),
        packed: "ec29112dd5afa0611ce80d1b7f02629c", plain: "27ae3e4e09519cfbb04c329615203637"),
    ],
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist",
      "https://storage.googleapis.com/cvdf-datasets/mnist",
    ])
}

extension DataManifest.File {
  /// What a file on disk is beside what it should be.
  package enum Verdict: Hashable, Sendable {
    /// Right, and in gzip or not.
    case right(isPacked: Bool)
    case wrong
  }

  /// Reads a file and compares its checksums.
  package func verdict(on path: String) throws(FileError) -> Verdict {
    guard try digest(ofFile: path) != packed else { return .right(isPacked: true) }
    do throws(FileError) {
      var stream = try ByteStream.open(path)
      let isPacked = stream.isPacked
      return try digest(of: &stream) == plain ? .right(isPacked: isPacked) : .wrong
    } catch {
      switch error.problem {
      case .gzipCorrupt, .gzipCutShort, .gzipFollowedByOtherBytes: return .wrong
      case .cannotOpen, .cannotRead, .isFolder, .isNoRegularFile, .empty, .headerCutShort,
        .wrongMagic, .swapped, .emptyExtent, .tooLarge, .cutShort, .tooLong, .notFinite:
        throw error
      }
    }
  }

  private static var pieceSize: Int { 1 << 20 }

  private func digest(ofFile path: String) throws(FileError) -> String {
    var file = try InputFile(path)
    var digest = MD5()
    var piece = [UInt8](repeating: 0, count: Self.pieceSize)
    while true {
      let came = try file.read(into: &piece)
      guard came == piece.count else {
        digest.update(Array(piece[..<came]))
        return digest.finished()
      }
      digest.update(piece)
    }
  }

  private func digest(of stream: inout ByteStream) throws(FileError) -> String {
    var digest = MD5()
    // What unpacks to more than any data set is none of them.
    while stream.position <= IDXFile.greatestSize {
      let piece = try stream.read(upTo: Self.pieceSize)
      guard !piece.isEmpty else { break }
      digest.update(piece)
    }
    return digest.finished()
  }
}
