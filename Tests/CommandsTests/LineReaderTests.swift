import Foundation
import Testing

@testable import Commands

@Suite struct LineReaderTests {
  /// The lines of what is sent in pieces through a pipe.
  private func lines(_ pieces: [UInt8]...) throws -> [InputLine] {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (input, output) = (ends[0], ends[1])
    defer { close(input) }
    let bytes = Array(pieces.joined())
    let writer = Thread {
      var start = 0
      while start < bytes.count {
        let count = bytes[start...].withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        start += count
      }
      close(output)
    }
    writer.start()
    let reader = LineReader(input)
    var lines: [InputLine] = []
    while let line = reader.next() { lines.append(line) }
    return lines
  }

  @Test func `lines end with a line feed, the last with the input`() throws {
    #expect(
      try lines(Array("a\n\nb é\r\nc".utf8))
        == [.text("a"), .text(""), .text("b é"), .text("c")])
    #expect(try lines([]) == [])
    #expect(try lines(Array("a\n".utf8)) == [.text("a")])
  }

  @Test func `a line that is too long is passed over`() throws {
    let limit = LineReader.limit
    let (full, long) = (Array(repeating: UInt8(ascii: "x"), count: limit), [UInt8(ascii: "x")])
    #expect(
      try lines(full, [10], full + long, [10], Array("n\n".utf8), full + full)
        == [
          .text(String(decoding: full, as: UTF8.self)), .tooLong(limit: limit), .text("n"),
          .tooLong(limit: limit),
        ])
  }
}
