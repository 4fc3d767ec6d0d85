import CZlib

/// Why bytes are no zip archive, or a member of it cannot be unpacked.
package enum ZipProblem: Error, Hashable, Sendable {
  /// There is no list of members at the end.
  case noDirectory
  /// The list, or the head of a member, is not what the format prescribes.
  case damaged
  case encrypted(String)
  /// Packed by another method than deflate.
  case unknownMethod(String, Int)
  /// The packed bytes make no sense, or not those that were packed.
  case wrongContent(String)
  case tooLarge(String)
}

extension ZipProblem {
  /// What is wrong with the file, for a sentence that begins with its name, and what to do.
  package var message: String {
    switch self {
    case .noDirectory: "is truncated or not a zip archive; use an intact copy"
    case .damaged: "is a damaged zip archive; use an intact copy"
    case .encrypted(let name): "has a member '\(name)' that is encrypted; write it with numpy.savez"
    case .unknownMethod(let name, let method):
      "has a member '\(name)' packed by method \(method); write it with numpy.savez"
    case .wrongContent(let name): "is damaged in its member '\(name)'; use an intact copy"
    case .tooLarge(let name): "has a member '\(name)' of more than 1 GiB; store it by itself"
    }
  }
}

/// A zip archive: its members by name, each of which is unpacked when it is asked for.
///
/// ```
/// head and bytes of each member │ list of members │ where the list begins
/// ```
package struct ZipArchive: Sendable {
  /// A member, as the list at the end of the archive describes it.
  struct Member: Sendable {
    let name: String
    let flags: Int
    let method: Int
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    /// Where its head begins.
    let start: Int
  }

  private let bytes: [UInt8]
  let members: [Member]

  /// The most bytes of an unpacked member.
  private static let limit = 1 << 30

  /// Reads the list of members.
  package init(_ bytes: [UInt8]) throws(ZipProblem) {
    self.bytes = bytes
    let reader = LittleEndianReader(bytes)
    guard let end = Self.endOfDirectory(reader) else { throw .noDirectory }
    guard var place = reader.number(at: end + 16, 4), let count = reader.number(at: end + 10, 2)
    else { throw .damaged }
    var members: [Member] = []
    for _ in 0..<count {
      let (member, next) = try Self.member(reader, at: place)
      members.append(member)
      place = next
    }
    self.members = members
  }

  /// The last place where the mark of the end stands; a comment may follow it.
  private static func endOfDirectory(_ reader: LittleEndianReader) -> Int? {
    let last = reader.bytes.count - 22
    guard last >= 0 else { return nil }
    return (max(last - 0xFFFF, 0)...last).reversed().first {
      reader.number(at: $0, 4) == 0x0605_4B50
    }
  }

  private static func member(
    _ reader: LittleEndianReader, at place: Int
  ) throws(ZipProblem) -> (Member, next: Int) {
    let fields = reader.numbers(
      at: place,
      [(0, 4), (8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (42, 4)])
    guard let fields, fields[0] == 0x0201_4B50,
      let name = reader.bytes(at: place + 46, count: fields[6])
    else { throw .damaged }
    let extra = place + 46 + fields[6]
    var sizes = [fields[5], fields[4], fields[9]]
    try widen(&sizes, reader, extra..<extra + fields[7])
    let member = Member(
      name: String(decoding: name, as: UTF8.self), flags: fields[1], method: fields[2],
      checksum: UInt32(truncatingIfNeeded: fields[3]), packedSize: sizes[1], size: sizes[0],
      start: sizes[2])
    return (member, extra + fields[7] + fields[8])
  }

  /// Puts 64-bit numbers of an extra field in the place of those that 32 bits do not hold.
  private static func widen(
    _ sizes: inout [Int], _ reader: LittleEndianReader, _ extra: Range<Int>
  ) throws(ZipProblem) {
    guard sizes.contains(0xFFFF_FFFF) else { return }
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound {
      guard let kind = reader.number(at: place, 2), let length = reader.number(at: place + 2, 2)
      else { throw .damaged }
      if kind == 1 {
        var field = place + 4
        for index in sizes.indices where sizes[index] == 0xFFFF_FFFF {
          guard let wide = reader.number(at: field, 8) else { throw .damaged }
          sizes[index] = wide
          field += 8
        }
        return
      }
      place += 4 + length
    }
  }

  /// The unpacked bytes of a member.
  func content(of member: Member) throws(ZipProblem) -> [UInt8] {
    guard member.flags & 1 == 0 else { throw .encrypted(member.name) }
    guard member.size <= Self.limit else { throw .tooLarge(member.name) }
    let reader = LittleEndianReader(bytes)
    let head = reader.numbers(at: member.start, [(0, 4), (26, 2), (28, 2)])
    guard let head, head[0] == 0x0403_4B50,
      let packed = reader.bytes(at: member.start + 30 + head[1] + head[2], count: member.packedSize)
    else { throw .damaged }
    let content: [UInt8]?
    switch member.method {
    case 0: content = packed.count == member.size ? Array(packed) : nil
    // Deflate packs at most 1032 bytes into one.
    case 8 where member.size / 1100 <= packed.count:
      content = Deflate.unpack(packed, size: member.size)
    case 8: content = nil
    default: throw .unknownMethod(member.name, member.method)
    }
    guard let content, Deflate.checksum(content) == member.checksum else {
      throw .wrongContent(member.name)
    }
    return content
  }
}

/// What zlib does for a whole array of bytes.
enum Deflate {
  /// Unpacks bytes that become so many; `nil` unless they do.
  static func unpack(_ packed: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
    var stream = z_stream()
    guard raw_inflate_init(&stream) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    // One byte more, so that more than was promised is noticed.
    var held = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { room, count in
      packed.withUnsafeBufferPointer { packed in
        stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
        stream.avail_in = UInt32(clamping: packed.count)
        stream.next_out = room.baseAddress
        stream.avail_out = UInt32(clamping: size + 1)
        let answer = inflate(&stream, Z_FINISH)
        held = answer == Z_STREAM_END ? size + 1 - Int(stream.avail_out) : 0
        count = held
      }
    }
    return held == size ? bytes : nil
  }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { bytes in
      UInt32(truncatingIfNeeded: crc32(0, bytes.baseAddress, UInt32(clamping: bytes.count)))
    }
  }
}

/// Numbers at places of an array of bytes, least significant byte first.
struct LittleEndianReader {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A number of so many bytes; `nil` where the array has none, or it is larger than a count can be.
  func number(at place: Int, _ size: Int) -> Int? {
    guard let bytes = bytes(at: place, count: size) else { return nil }
    return Int(exactly: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  /// Numbers at distances from a place, given with their sizes.
  func numbers(at place: Int, _ fields: [(offset: Int, size: Int)]) -> [Int]? {
    guard place >= 0, place <= bytes.count else { return nil }
    let numbers = fields.compactMap { number(at: place + $0.offset, $0.size) }
    return numbers.count == fields.count ? numbers : nil
  }

  func bytes(at place: Int, count: Int) -> ArraySlice<UInt8>? {
    guard place >= 0, count >= 0, place <= bytes.count, count <= bytes.count - place else {
      return nil
    }
    return bytes[place..<place + count]
  }
}
