/// What an IDX file of a digit data set holds.
package enum IDXKind: String, Equatable, Sendable, CustomStringConvertible {
  case images, labels

  /// The first four bytes: two zeros, 8 for unsigned bytes, the number of dimensions.
  package var magic: [UInt8] {
    [0, 0, 8, UInt8(dimensions)]
  }

  /// Three for images (count, rows, columns), one for labels.
  package var dimensions: Int { self == .images ? 3 : 1 }

  package var headerSize: Int { 4 + 4 * dimensions }

  /// The kind this one may be taken for.
  var other: IDXKind { self == .images ? .labels : .images }

  package var description: String { rawValue }
}

/// The content of one IDX file of unsigned bytes: the format of MNIST and its relatives.
///
///     00 00 08 03 │ count │ rows │ columns │ pixels …     four bytes each, most significant first
///     00 00 08 01 │ count │ labels …
package struct IDXFile: Equatable, Sendable {
  /// The extents in the header, outermost first. Invariant: all positive.
  package let extents: [Int]
  /// As many bytes as the product of the extents.
  package let bytes: [UInt8]

  /// More bytes than this are taken for a damaged header: some twenty times MNIST.
  package static let greatestSize = 1 << 30

  /// Reads a raw or gzip file whole, and refuses it unless its length is what its header promises.
  package init(_ kind: IDXKind, at path: String) throws(FileError) {
    var stream = try ByteStream.open(path)
    let header = try Self.header(kind, from: &stream)
    let size = try Self.size(of: header, in: path)
    let promised = kind.headerSize + size
    let bytes = try stream.read(upTo: size)
    guard bytes.count == size else {
      throw FileError(path, .cutShort(promised: promised, held: stream.position))
    }
    guard try stream.isAtEnd() else { throw FileError(path, .tooLong(promised: promised)) }
    extents = header
    self.bytes = bytes
  }

  /// The extents, once the magic bytes are found to be right.
  private static func header(
    _ kind: IDXKind, from stream: inout ByteStream
  ) throws(FileError) -> [Int] {
    let magic = try stream.read(upTo: kind.magic.count)
    guard !magic.isEmpty else { throw FileError(stream.path, .empty) }
    if magic.count == kind.magic.count, magic != kind.magic {
      guard magic != kind.other.magic else {
        throw FileError(stream.path, .swapped(expected: kind))
      }
      // What follows may be damaged: then the first bytes alone tell what it looks like.
      let more = (try? stream.read(upTo: FileLook.length - magic.count)) ?? []
      throw FileError(
        stream.path, .wrongMagic(magic, expected: kind, look: FileLook(magic + more)))
    }
    let rest = try stream.read(upTo: kind.headerSize - magic.count)
    let held = magic.count + rest.count
    guard held == kind.headerSize else {
      throw FileError(stream.path, .headerCutShort(held: held, needed: kind.headerSize))
    }
    return (0..<kind.dimensions).map { axis in
      rest[(4 * axis)..<(4 * axis + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  /// The number of bytes the extents promise.
  private static func size(of extents: [Int], in path: String) throws(FileError) -> Int {
    var size = 1
    for (axis, extent) in extents.enumerated() {
      let byte = 4 + 4 * axis
      guard extent > 0 else { throw FileError(path, .emptyExtent(extents, byte: byte)) }
      let (product, overflowed) = size.multipliedReportingOverflow(by: extent)
      guard !overflowed, product <= greatestSize else {
        throw FileError(path, .tooLarge(extents, byte: byte))
      }
      size = product
    }
    return size
  }
}
