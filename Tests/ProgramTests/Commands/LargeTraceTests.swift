import Foundation
import TestSupport
import Testing

/// What a program of a hundred thousand lines costs.
@Suite struct LargeTraceTests {
  @Test func `a hundred thousand lines are traced to JSON in seconds and without much memory`()
    throws
  {
    let lines = (1...100_000).map { "a\($0) = a\($0 - 1)*1.0001 + 0.5" }
    let file = FileManager.default.temporaryDirectory
      .appending(path: "retrograde-\(getpid())-lines.rg")
    try ("a0 = 1\n" + lines.joined(separator: "\n")).write(
      to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let result = try Program.run("trace", file.path(), "--format", "json")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.utf8.count { $0 == UInt8(ascii: "\n") } == 200_005)
    #expect(result.peakMemory < 600 << 20)
    // It takes a bit more than one second; the time of processors, not of the clock, for other
    // tests run meanwhile.
    #expect(result.processorTime < .seconds(3))
  }
}
