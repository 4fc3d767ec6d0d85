/// Why bytes are no array that NumPy wrote, or none of numbers that can be read.
package enum NPYProblem: Error, Hashable, Sendable {
  case notNPY
  case wrongVersion(Int)
  /// The bytes end within the header.
  case headerCutShort
  /// The header is not the dictionary that NumPy writes; what is missing in it.
  case wrongHeader(String)
  /// The elements are of a kind that is no number here.
  case wrongElements(String)
  case tooLarge([Int])
  case wrongLength(promised: Int, held: Int)
}

extension NPYProblem {
  /// What is wrong with the file, for a sentence that begins with its name, and what to do.
  package var message: String {
    switch self {
    case .notNPY: "is not a NumPy array; write it with numpy.save"
    case .wrongVersion(let version):
      "is a NumPy array of version \(version), which is not supported; write it with numpy.save"
    case .headerCutShort: "is truncated within its header; use an intact copy"
    case .wrongHeader(let missing):
      "is damaged: its header has no \(missing); use an intact copy"
    case .wrongElements(let kind):
      "holds elements of type \(kind), which are not a supported number type; convert it with .astype('float64')"
    case .tooLarge(let shape):
      "is too large: \(shape.crossed); an array may have \(NPYArray.limit) elements"
    case .wrongLength(let promised, let held):
      "has \(held) bytes of elements instead of \(promised); use an intact copy"
    }
  }
}

/// An array as NumPy stores it:
///
/// ```
/// 93 "NUMPY" │ version │ length │ {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } │ elements
/// ```
package enum NPYArray {
  /// The most elements of one: 1 GiB in double precision.
  package static let limit = 1 << 27

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Whether bytes begin as such an array does.
  package static func begins(with bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: magic)
  }

  /// Reads an array; what is stored by columns is put in row-major order.
  ///
  /// - Complexity: linear in the bytes.
  package static func read(_ bytes: [UInt8]) throws(NPYProblem) -> StoredTensor {
    let (header, start) = try header(of: bytes)
    let (type, isBigEndian) = try elements(header.value(of: "descr"))
    guard let shape = header.shape else {
      throw .wrongHeader(header.text.contains("'shape'") ? "'shape' with sizes in it" : "'shape'")
    }
    guard let order = header.value(of: "fortran_order"), order == "True" || order == "False" else {
      throw .wrongHeader("'fortran_order'")
    }
    guard let count = shape.elementCount, count <= limit else { throw .tooLarge(shape) }
    guard bytes.count - start == count * type.size else {
      throw .wrongLength(promised: count * type.size, held: bytes.count - start)
    }
    let values = type.numbers(bytes[start...], isBigEndian: isBigEndian)
    let rows = order == "True" && count > 1 ? rowMajor(values, shape) : values
    return StoredTensor(type: type, shape: shape, values: rows)
  }

  private static func header(
    of bytes: [UInt8]
  ) throws(NPYProblem) -> (header: NPYHeader, end: Int) {
    guard begins(with: bytes) else { throw .notNPY }
    guard bytes.count > magic.count + 1 else { throw .headerCutShort }
    let version = Int(bytes[magic.count])
    guard 1...3 ~= version else { throw .wrongVersion(version) }
    let start = magic.count + 2 + (version == 1 ? 2 : 4)
    guard bytes.count >= start else { throw .headerCutShort }
    let length = bytes[(magic.count + 2)..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - start else { throw .headerCutShort }
    let text = String(decoding: bytes[start..<start + length], as: UTF8.self)
    return (NPYHeader(text: text), start + length)
  }

  /// `<f4` is a number of four bytes, least significant first; NumPy writes `=` for no order of its own.
  private static func elements(
    _ described: String?
  ) throws(NPYProblem) -> (type: ElementType, isBigEndian: Bool) {
    guard let described else { throw .wrongHeader("'descr'") }
    let types: [String: ElementType] = [
      "f8": .float64, "f4": .float32, "f2": .float16, "i8": .int64, "i4": .int32, "i2": .int16,
      "i1": .int8, "u8": .uint64, "u4": .uint32, "u2": .uint16, "u1": .uint8, "b1": .bool,
    ]
    let hasOrder = described.first.map { "<>|=".contains($0) } ?? false
    guard let type = types[String(described.dropFirst(hasOrder ? 1 : 0))] else {
      throw .wrongElements(described)
    }
    return (type, described.first == ">")
  }

  /// The elements of an array that is stored by columns: its first axis runs fastest.
  private static func rowMajor(_ values: [Double], _ shape: [Int]) -> [Double] {
    var strides: [Int] = []
    var stride = 1
    for extent in shape {
      strides.append(stride)
      stride *= extent
    }
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    return values.indices.map { _ in
      let value = values[place]
      // The last axis runs fastest, and carries into those before it.
      for axis in shape.indices.reversed() {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < shape[axis] { break }
        place -= strides[axis] * shape[axis]
        index[axis] = 0
      }
      return value
    }
  }
}

/// The dictionary before an array's elements, as Python prints it.
private struct NPYHeader {
  let text: String

  /// What stands behind a key, up to the comma that ends it, without quotes.
  func value(of key: String) -> String? {
    guard let rest = rest(after: key) else { return nil }
    let value =
      rest.first == "[" ? rest.prefix { $0 != "]" } + "]" : rest.prefix { $0 != "," && $0 != "}" }
    let text = value.filter { $0 != "'" && $0 != "\"" && $0 != " " }
    return text.isEmpty ? nil : String(text)
  }

  /// `(2, 3)`, `(3,)` or `()`; `nil` when the numbers are none of lengths.
  var shape: [Int]? {
    guard let rest = rest(after: "shape"), rest.first == "(", let end = rest.firstIndex(of: ")")
    else { return nil }
    let parts = rest[rest.index(after: rest.startIndex)..<end].split(separator: ",")
      .map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    let extents = parts.compactMap { Int($0) }.filter { $0 >= 0 }
    return extents.count == parts.count ? extents : nil
  }

  private func rest(after key: String) -> Substring? {
    for quote in ["'", "\""] {
      guard let range = text.range(ofText: quote + key + quote) else { continue }
      let rest = text[range.upperBound...].drop { $0 == " " }
      guard rest.first == ":" else { return nil }
      return rest.dropFirst().drop { $0 == " " }
    }
    return nil
  }
}

extension String {
  /// Where another text first stands in it.
  fileprivate func range(ofText sought: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(sought) {
        return start..<(index(start, offsetBy: sought.count, limitedBy: endIndex) ?? endIndex)
      }
      start = index(after: start)
    }
    return nil
  }
}
