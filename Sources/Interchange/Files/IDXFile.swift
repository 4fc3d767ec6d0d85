/// What an IDX file of a digit data set holds.
package enum IDXKind: String, Equatable, Sendable, CustomStringConvertible {
  case images, labels

  /// The first four bytes: two zeros, 8 for unsigned bytes, the number of dimensions.
  package var magic: [UInt8] {
    [0, 0, 8, UInt8(dimensions)]
  }

  /// The same with 13 for numbers in single precision, which images may be made of.
  var magicOfNumbers: [UInt8]? { self == .images ? [0, 0, 13, UInt8(dimensions)] : nil }

  /// Three for images (count, rows, columns), one for labels.
  package var dimensions: Int { self == .images ? 3 : 1 }

  package var headerSize: Int { 4 + 4 * dimensions }

  /// The kind this one may be taken for.
  var other: IDXKind { self == .images ? .labels : .images }

  package var description: String { rawValue }
}

/// The content of one IDX file of unsigned bytes, the format of MNIST and its relatives, or of images in
/// single precision.
///
///     00 00 08 03 │ count │ rows │ columns │ pixels …     four bytes each, most significant first
///     00 00 08 01 │ count │ labels …
///     00 00 0d 03 │ count │ rows │ columns │ numbers …    four bytes a number
package struct IDXFile: Equatable, Sendable {
  /// The extents in the header, outermost first. Invariant: all positive.
  package let extents: [Int]
  /// As many bytes as the product of the extents; none for numbers.
  package let bytes: [UInt8]
  /// As many numbers, all finite, where the file has those instead of bytes.
  package let numbers: [Float]?

  /// More bytes than this are taken for a damaged header: some twenty times MNIST.
  package static let greatestSize = 1 << 30

  /// Reads a raw or gzip file whole, and refuses it unless its length is what its header promises.
  package init(_ kind: IDXKind, at path: String) throws(FileError) {
    var stream = try ByteStream.open(path)
    let (header, isOfNumbers) = try Self.header(kind, from: &stream)
    let size = try Self.size(of: header, bytesEach: isOfNumbers ? 4 : 1, in: path)
    let promised = kind.headerSize + size
    let bytes = try stream.read(upTo: size)
    guard bytes.count == size else {
      throw FileError(path, .cutShort(promised: promised, held: stream.position))
    }
    guard try stream.isAtEnd() else { throw FileError(path, .tooLong(promised: promised)) }
    extents = header
    self.bytes = isOfNumbers ? [] : bytes
    numbers = isOfNumbers ? try Self.numbers(bytes, after: kind.headerSize, in: path) : nil
  }

  /// The numbers of four bytes each, most significant first.
  private static func numbers(
    _ bytes: [UInt8], after header: Int, in path: String
  ) throws(FileError) -> [Float] {
    let numbers = stride(from: 0, to: bytes.count, by: 4).map { start in
      Float(bitPattern: bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) })
    }
    if let index = numbers.firstIndex(where: { !$0.isFinite }) {
      throw FileError(path, .notFinite(numbers[index].isNaN, byte: header + 4 * index))
    }
    return numbers
  }

  /// The extents, once the magic bytes are found to be right, and whether they are of numbers.
  private static func header(
    _ kind: IDXKind, from stream: inout ByteStream
  ) throws(FileError) -> (extents: [Int], isOfNumbers: Bool) {
    let magic = try stream.read(upTo: kind.magic.count)
    guard !magic.isEmpty else { throw FileError(stream.path, .empty) }
    let isOfNumbers = magic == kind.magicOfNumbers
    if magic.count == kind.magic.count, magic != kind.magic, !isOfNumbers {
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
    let extents = (0..<kind.dimensions).map { axis in
      rest[(4 * axis)..<(4 * axis + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
    return (extents, isOfNumbers)
  }

  /// The number of bytes the extents promise.
  private static func size(
    of extents: [Int], bytesEach: Int, in path: String
  ) throws(FileError) -> Int {
    var size = bytesEach
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
