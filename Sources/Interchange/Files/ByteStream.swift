import Glibc

/// The bytes of a file in order, uncompressed on the way when the file is gzip.
package struct ByteStream: ~Copyable {
  /// The number of plain bytes read so far.
  package private(set) var position = 0
  private var file: InputFile
  private var inflater: Inflater?
  // Compressed bytes that were read from the file and not yet inflated.
  private var compressed: [UInt8]
  private var waiting = 0..<0

  private static let chunkSize = 1 << 16
  private static let firstPiece = 1 << 22

  /// Opens a file and looks at its first bytes to see whether it is gzip, whatever its name.
  package static func open(_ path: String) throws(FileError) -> ByteStream {
    var file = try InputFile(path)
    guard try beginsAsGzip(&file) else { return ByteStream(file, inflater: nil) }
    guard let inflater = Inflater() else { throw FileError(path, .cannotOpen(errno: ENOMEM)) }
    return ByteStream(file, inflater: inflater)
  }

  private init(_ file: consuming InputFile, inflater: consuming Inflater?) {
    compressed = inflater == nil ? [] : Array(repeating: 0, count: Self.chunkSize)
    self.file = file
    self.inflater = inflater
  }

  private static func beginsAsGzip(_ file: inout InputFile) throws(FileError) -> Bool {
    var start = Array(repeating: UInt8(0), count: Gzip.magic.count)
    let held = try file.read(into: &start)
    file.rewind()
    return held == start.count && start == Gzip.magic
  }

  /// Whether the file is gzip.
  package var isPacked: Bool { inflater != nil }

  /// The path the stream was opened with.
  package var path: String { file.path }

  /// The next bytes: `count` of them, or fewer when the file ends before.
  ///
  /// Memory grows with what arrives, never with what was asked for.
  package mutating func read(upTo count: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let held = bytes.count
      let piece = min(count - held, pieceSize(after: held))
      bytes.append(contentsOf: repeatElement(0, count: piece))
      let came =
        inflater == nil
        ? try file.read(into: &bytes, from: held) : try inflate(into: &bytes, from: held)
      position += came
      guard came == piece else {
        bytes.removeLast(piece - came)
        break
      }
    }
    return bytes
  }

  /// Whether no byte is left, which also proves that a gzip stream is whole.
  package mutating func isAtEnd() throws(FileError) -> Bool {
    try read(upTo: 1).isEmpty
  }

  /// How many bytes to make room for at once: what a raw file holds, else twice what came before.
  private func pieceSize(after held: Int) -> Int {
    inflater == nil ? max(file.size - file.position, 1) : max(held, Self.firstPiece)
  }

  /// Fills the bytes from an index on with what inflates; returns how many came.
  private mutating func inflate(
    into bytes: inout [UInt8], from start: Int
  ) throws(FileError) -> Int {
    var end = start
    while end < bytes.count {
      if waiting.isEmpty { waiting = 0..<(try file.read(into: &compressed)) }
      if waiting.isEmpty { break }
      end += try inflateWaiting(into: &bytes, from: end)
    }
    if end < bytes.count, inflater?.isComplete != true {
      throw FileError(path, .gzipCutShort(byte: file.position))
    }
    return end - start
  }

  private mutating func inflateWaiting(
    into bytes: inout [UInt8], from start: Int
  ) throws(FileError) -> Int {
    let begin = file.position - waiting.count
    do throws(Inflater.Failure) {
      let input = compressed[waiting]
      guard let progress = try inflater?.inflate(input, into: &bytes, from: start) else { return 0 }
      waiting = (waiting.lowerBound + progress.consumed)..<waiting.upperBound
      return progress.produced
    } catch {
      switch error {
      case .corrupt(let consumed): throw FileError(path, .gzipCorrupt(byte: begin + consumed))
      case .followedByOtherBytes: throw FileError(path, .gzipFollowedByOtherBytes(byte: begin))
      }
    }
  }
}
