import TestSupport
import Testing

/// What a program of a hundred thousand lines costs.
@Suite(.drivesPrograms) struct LargeTraceTests {
  private let folder = Result { try TemporaryFolder() }

  /// Traces so many lines to JSON, with no more memory than so many megabytes.
  private func trace(lines count: Int, megabytes: Int = 600) throws -> ProcessResult {
    let lines = (1...count).map { "a\($0) = a\($0 - 1)*1.0001 + 0.5" }
    let text = "a0 = 1\n" + lines.joined(separator: "\n")
    let file = try folder.get().write(Array(text.utf8), as: "\(count).rg")
    // What the kernel tells of a child's memory begins with that of the tests themselves.
    let command = "ulimit -d \(megabytes << 10) && exec retrograde trace \"$1\" --format json"
    return try ProcessResult(
      running: ["/bin/sh", "-c", command, "sh", file], environment: Program.environment)
  }

  @Test func `a hundred thousand lines are traced to JSON without much memory`() throws {
    let result = try trace(lines: 100_000)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.utf8.count { $0 == UInt8(ascii: "\n") } == 200_005)
    #expect(try trace(lines: 100_000, megabytes: 20).code != 0, "the limit is one")
  }

  /// Quadratic work would take sixteen times as long.
  @Test func `four times as many lines take about four times as long`() throws {
    let times = try [25_000, 100_000].map { lines in
      try (1...3).map { _ in try trace(lines: lines).processorTime }.min() ?? .zero
    }
    #expect(times[1] < times[0] * 8)
  }
}
