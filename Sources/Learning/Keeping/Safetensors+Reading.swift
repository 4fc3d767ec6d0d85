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
  private static let greatestHeader = 100_000_000

  /// Reads a file's bytes, and refuses them unless header and data agree to the byte.
  package init(_ bytes: [UInt8]) throws(SafetensorsProblem) {
    let start = try Self.startOfData(bytes)
    let header: JSONValue
    do throws(JSONError) {
      header = try JSONReader.read(Array(bytes[8..<start]))
    } catch {
      throw .noJSON(byte: error.byte + 8, expected: error.expected)
    }
    guard case .object(let members) = header else { throw .noJSON(byte: 8, expected: "'{'") }
    var spans: [Range<Int>] = []
    for (name, entry) in members {
      if name == "__metadata__" {
        metadata = try Self.texts(entry)
      } else {
        let (element, shape, span) = try Self.entry(name, entry)
        let held = bytes.count - start
        guard span.upperBound <= held else {
          throw .cutShort(promised: start + span.upperBound, held: bytes.count)
        }
        spans.append(span)
        tensors[name] = Tensor(
          element: element, shape: shape,
          bytes: Array(bytes[start + span.lowerBound..<start + span.upperBound]))
      }
    }
    try Self.checkCovered(spans, by: bytes.count - start, from: start)
  }

  private static func startOfData(_ bytes: [UInt8]) throws(SafetensorsProblem) -> Int {
    guard bytes.count >= 8 else { throw .headerCutShort(held: bytes.count, needed: 8) }
    let length = bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(greatestHeader) else { throw .headerTooLong(Int(clamping: length)) }
    let start = 8 + Int(length)
    guard start <= bytes.count else { throw .headerCutShort(held: bytes.count, needed: start) }
    return start
  }

  private static func texts(_ entry: JSONValue) throws(SafetensorsProblem) -> [String: String] {
    guard case .object(let members) = entry else {
      throw .wrongEntry("__metadata__", "is no object")
    }
    var texts: [String: String] = [:]
    for (key, value) in members {
      guard case .string(let text) = value else {
        throw .wrongEntry("__metadata__", "holds something else than text")
      }
      texts[key] = text
    }
    return texts
  }

  private static func entry(
    _ name: String, _ entry: JSONValue
  ) throws(SafetensorsProblem) -> (Element, shape: [Int], Range<Int>) {
    guard case .string(let type)? = entry["dtype"] else { throw .wrongEntry(name, "has no dtype") }
    guard let element = Element(rawValue: type) else {
      throw .wrongEntry(name, "holds elements of kind \(type), which are not read here")
    }
    guard let shape = entry["shape"]?.integers, shape.allSatisfy({ $0 >= 0 }) else {
      throw .wrongEntry(name, "has no shape")
    }
    guard let offsets = entry["data_offsets"]?.integers, offsets.count == 2, offsets[0] >= 0,
      offsets[0] <= offsets[1]
    else { throw .wrongEntry(name, "has no data_offsets") }
    var size = element.size
    for extent in shape {
      let (product, overflowed) = size.multipliedReportingOverflow(by: extent)
      guard !overflowed else { throw .wrongEntry(name, "is too large") }
      size = product
    }
    guard size == offsets[1] - offsets[0] else {
      throw .wrongEntry(
        name, "takes \(offsets[1] - offsets[0]) bytes, but \(size) by its shape and kind")
    }
    return (element, shape, offsets[0]..<offsets[1])
  }

  /// The tensors must lie one after another and fill the data.
  private static func checkCovered(
    _ spans: [Range<Int>], by count: Int, from start: Int
  ) throws(SafetensorsProblem) {
    var end = 0
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
