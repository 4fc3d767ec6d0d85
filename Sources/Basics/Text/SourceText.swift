/// The text of a program as it was given, and where its lines begin.
///
/// The bytes need not be UTF-8: the lexer says where they are not.
public struct SourceText: Sendable {
  /// What errors call the text: `formula` for one typed on the command line, else the file's name.
  package let origin: String

  /// The text in UTF-8, or in what should have been UTF-8.
  public let bytes: [UInt8]

  /// The offset at which each line begins. Invariant: ascending, and the first is 0.
  private let lineStarts: [Int]

  /// The text of a file.
  package init(bytes: [UInt8], origin: String) {
    self.bytes = bytes
    self.origin = origin
    lineStarts = Self.lineStarts(in: bytes)
  }

  /// The text of a formula.
  package init(_ text: String, origin: String = "formula") {
    self.init(bytes: Array(text.utf8), origin: origin)
  }

  private static func lineStarts(in bytes: [UInt8]) -> [Int] {
    var starts = [0]
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"): starts.append(offset + 1)
      case UInt8(ascii: "\r"):
        // The line feed of a Windows line break ends the line by itself.
        let next = offset + 1
        if next >= bytes.count || bytes[next] != UInt8(ascii: "\n") { starts.append(next) }
      default: break
      }
    }
    return starts
  }

  /// The number of lines; a text that ends in a line break has an empty last one.
  package var lineCount: Int { lineStarts.count }

  /// The byte at an offset, or `nil` outside the text.
  public func byte(at offset: Int) -> UInt8? {
    bytes.indices.contains(offset) ? bytes[offset] : nil
  }

  /// The characters of a span; bytes that are not UTF-8 become U+FFFD.
  package func text(in span: SourceSpan) -> String {
    text(from: span.lowerBound, to: span.upperBound)
  }

  /// The characters between two offsets; bytes that are not UTF-8 become U+FFFD.
  package func text(from lowerBound: Int, to upperBound: Int) -> String {
    let lower = min(max(lowerBound, 0), bytes.count)
    let upper = min(max(upperBound, lower), bytes.count)
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }
}

extension SourceText {
  /// The number, from 1, of the line that holds an offset.
  ///
  /// - Complexity: O(log lines).
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The offsets of a line, counted from 1, without its line break; empty for a line that is not.
  package func bounds(ofLine line: Int) -> Range<Int> {
    guard lineStarts.indices.contains(line - 1) else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    while end > start, bytes[end - 1].isLineBreak { end -= 1 }
    return start..<end
  }

  /// The line and column of an offset.
  ///
  /// - Complexity: linear in the column.
  package func position(of offset: Int) -> SourcePosition {
    let line = line(at: offset)
    let start = bounds(ofLine: line).lowerBound
    return SourcePosition(line: line, column: characterCount(from: start, to: offset) + 1)
  }

  private func characterCount(from lowerBound: Int, to upperBound: Int) -> Int {
    let upper = min(max(upperBound, lowerBound), bytes.count)
    // Counting characters is slow where a line is megabytes long, and nearly all text is ASCII.
    let isASCII = bytes[lowerBound..<upper].allSatisfy { $0 < 0x80 }
    return isASCII ? upper - lowerBound : text(from: lowerBound, to: upper).count
  }
}

extension SourceText {
  /// The scalar at an offset and its length in bytes, or `nil` where the bytes are not UTF-8.
  package func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard bytes.indices.contains(offset) else { return nil }
    var iterator = bytes[offset..<min(offset + 4, bytes.count)].makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    guard case .valid(let encoded) = parser.parseScalar(from: &iterator) else { return nil }
    return (Unicode.UTF8.decode(encoded), encoded.count)
  }
}
