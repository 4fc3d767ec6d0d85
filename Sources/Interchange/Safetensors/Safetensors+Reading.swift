import Basics

/// Why bytes are no safetensors file.
package enum SafetensorsProblem: Error, Hashable, Sendable {
  /// The file ends within what it begins with: the length of its header, or the header.
  case headerCutShort(held: Int, needed: Int)
  case headerTooLong(Int)
  /// The header is no JSON from a byte of the file on.
  case noJSON(byte: Int, expected: String)
  /// An entry of the header is not what the format prescribes.
  case wrongEntry(String, String)
  /// The data are fewer or more bytes than the header says.
  case cutShort(promised: Int, held: Int)
  case tooLong(promised: Int, held: Int)
}

extension Safetensors {
  /// Reads a file's bytes, and refuses them unless header and data agree to the byte.
  package init(_ bytes: [UInt8]) throws(SafetensorsProblem) {
    let start = try SafetensorsHeader.end(bytes, ofFile: bytes.count)
    let header = try SafetensorsHeader(bytes[..<start], ofFile: bytes.count)
    self.init(header, data: bytes[start...])
  }

  /// Reads a file, and nothing behind its header before that is found to be right, and before its
  /// reader accepts the outline: the tensors by their names, kinds and shapes, without elements.
  package init(
    _ file: inout InputFile, accepting check: (_ outline: Safetensors) throws -> Void
  ) throws {
    var bytes: [UInt8] = []
    try file.extend(&bytes, to: SafetensorsHeader.lengthSize)
    let start = try SafetensorsHeader.end(bytes, ofFile: file.size)
    try file.extend(&bytes, to: start)
    let header = try SafetensorsHeader(bytes[...], ofFile: file.size)
    try check(Safetensors(outlineOf: header))
    var data: [UInt8] = []
    try file.extend(&data, to: file.size - start)
    guard start + data.count == file.size else {
      throw SafetensorsProblem.cutShort(promised: file.size, held: start + data.count)
    }
    self.init(header, data: data[...])
  }

  private init(outlineOf header: SafetensorsHeader) {
    metadata = header.metadata
    for entry in header.entries {
      tensors[entry.name] = Tensor(element: entry.element, shape: entry.shape, bytes: [])
    }
  }

  /// Requires: the header was found to fit so much data.
  private init(_ header: SafetensorsHeader, data: ArraySlice<UInt8>) {
    metadata = header.metadata
    for entry in header.entries {
      let start = data.startIndex + entry.span.lowerBound
      tensors[entry.name] = Tensor(
        element: entry.element, shape: entry.shape,
        bytes: Array(data[start..<start + entry.span.count]))
    }
  }
}

extension Safetensors {
  /// Whether a file whose first bytes these are may be one: behind the length of the header, that is
  /// an object.
  package static func begins(with bytes: [UInt8]) -> Bool {
    bytes.dropFirst(SafetensorsHeader.lengthSize).first == UInt8(ascii: "{")
  }
}

/// What a file says of its tensors before it holds them.
struct SafetensorsHeader {
  struct Entry {
    let name: String
    let element: Safetensors.Element
    let shape: [Int]
    /// Counted from the end of the header.
    let span: Range<Int>
  }

  private(set) var metadata: [String: String] = [:]
  private(set) var entries: [Entry] = []

  /// The bytes of a file that hold the length of its header.
  static let lengthSize = 8
  /// What the format itself allows, room for some hundred thousand tensors.
  private static let greatest = 100_000_000
  /// Deeper than any header.
  private static let depthLimit = 16

  /// Where the header ends, as the first bytes of a file of some size say.
  static func end(_ bytes: [UInt8], ofFile size: Int) throws(SafetensorsProblem) -> Int {
    guard bytes.count >= lengthSize else {
      throw .headerCutShort(held: bytes.count, needed: lengthSize)
    }
    let length = bytes[..<lengthSize].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(greatest) else { throw .headerTooLong(Int(clamping: length)) }
    let end = lengthSize + Int(length)
    guard end <= size else { throw .headerCutShort(held: size, needed: end) }
    return end
  }

  /// Reads the bytes up to the header's end, and refuses them unless they go with the file's size.
  init(_ bytes: ArraySlice<UInt8>, ofFile size: Int) throws(SafetensorsProblem) {
    let header: JSONValue
    do throws(JSONError) {
      header = try JSONReader.read(
        SourceText(bytes: Array(bytes), origin: ""), from: Self.lengthSize,
        depthLimit: Self.depthLimit)
    } catch {
      throw .noJSON(byte: error.offset, expected: error.problem.expected)
    }
    guard case .object(let fields) = header.kind else {
      throw .noJSON(byte: Self.lengthSize, expected: "'{'")
    }
    for field in fields {
      if field.name == "__metadata__" {
        metadata = try Self.texts(field.value)
      } else {
        entries.append(try Self.entry(field.name, field.value))
      }
    }
    try Self.checkCovered(entries.map(\.span), by: size - bytes.count, from: bytes.count)
  }

  private static func texts(_ entry: JSONValue) throws(SafetensorsProblem) -> [String: String] {
    guard case .object(let fields) = entry.kind else {
      throw .wrongEntry("__metadata__", "is not an object")
    }
    var texts: [String: String] = [:]
    for field in fields {
      guard case .string(let text) = field.value.kind else {
        throw .wrongEntry("__metadata__", "has entries that are not strings")
      }
      texts[field.name] = text
    }
    return texts
  }

  private static func entry(
    _ name: String, _ entry: JSONValue
  ) throws(SafetensorsProblem) -> Entry {
    guard case .string(let type)? = entry["dtype"]?.kind else {
      throw .wrongEntry(name, "has no dtype")
    }
    guard let element = Safetensors.Element(rawValue: type) else {
      throw .wrongEntry(name, "has elements of type \(type), which is not supported")
    }
    guard let shape = entry["shape"]?.wholes, shape.allSatisfy({ $0 >= 0 }) else {
      throw .wrongEntry(
        name, entry["shape"] == nil ? "has no shape" : "has a shape that is not a list of sizes")
    }
    guard let offsets = entry["data_offsets"]?.wholes, offsets.count == 2, offsets[0] >= 0,
      offsets[0] <= offsets[1]
    else {
      throw .wrongEntry(
        name,
        entry["data_offsets"] == nil
          ? "has no data_offsets" : "has data_offsets that are not the start and end of its data")
    }
    guard let size = ([element.size] + shape).elementCount else {
      throw .wrongEntry(name, "is too large")
    }
    guard size == offsets[1] - offsets[0] else {
      throw .wrongEntry(
        name, "takes \(offsets[1] - offsets[0]) bytes, but \(size) by its shape and type")
    }
    return Entry(name: name, element: element, shape: shape, span: offsets[0]..<offsets[1])
  }

  /// The tensors must lie one after another and fill the data.
  private static func checkCovered(
    _ spans: [Range<Int>], by count: Int, from start: Int
  ) throws(SafetensorsProblem) {
    var end = 0
    let last = spans.map(\.upperBound).max() ?? 0
    guard last <= count else {
      throw .cutShort(promised: start + min(last, Int.max - start), held: start + count)
    }
    for span in spans.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    ) {
      guard span.lowerBound == end else {
        throw .wrongEntry("data_offsets", "leave a gap or overlap at byte \(end) of the data")
      }
      end = span.upperBound
    }
    guard end == count else { throw .tooLong(promised: start + end, held: start + count) }
  }
}
