import Basics
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct WriteAllTests {
  @Test func `all bytes reach a pipe that takes few at a time`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let (output, input) = (ends[0], ends[1])
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let writer = Thread {
      try? writeAll(bytes, to: input)
      close(input)
    }
    writer.start()
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(output, &buffer, buffer.count), count > 0 {
      received += buffer[..<count]
    }
    close(output)
    #expect(received == bytes)
  }

  @Test func `a failure has the system's words`() {
    #expect(throws: SystemError(EBADF)) { try writeAll([1], to: -1) }
    #expect("\(SystemError(ENOENT))" == "No such file or directory")
    #expect(systemMessage(12_345).contains("12345"))
  }
}
