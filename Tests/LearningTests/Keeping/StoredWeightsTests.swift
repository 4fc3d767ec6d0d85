import Foundation
import Interchange
import TestSupport
import Testing

@testable import Learning

@Suite struct StoredWeightsTests {
  @Test(arguments: ["weights", "0.weight"])
  func `a file whose header says already that it is of no use is not read on`(
    _ name: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.writeSparseTensor(name, of: (1 << 31) - 4096)
    let refusing = cpuTime { #expect(throws: CheckpointError.self) { try KeptRun.read(path) } }
    let beginning = FileHandle(forReadingAtPath: path)
    let readingAThirtieth = try cpuTime { _ = try beginning?.read(upToCount: 1 << 26) }
    #expect(refusing < readingAThirtieth)
  }

  @Test(arguments: ["sequential", "doubles", "halves", "prefixed"])
  func `weights that Python's package wrote are read, whatever their precision`(
    _ name: String
  ) throws {
    guard case .weights(let weights) = try KeptRun.read(safetensorsSample(name)) else {
      Issue.record("not read as weights")
      return
    }
    #expect(weights.widths == [3, 2, 2])
    #expect(weights.hasBiases)
    #expect(
      weights.parameters == [[0, 1, 2, 3, 4, 5], [6, 7], [8, 9, 10, 11], [12, 13]] as [[Float]])
  }

  @Test func `layers by other names are refused in words`() {
    let path = safetensorsSample("named-otherwise")
    let error = #expect(throws: CheckpointError.self) { try KeptRun.read(path) }
    #expect(
      error?.description
        == "\(path): has no layers named 0.weight, 2.weight, …; "
        + "name them as nn.Sequential does")
  }

  /// Two gigabytes of zeros that take no room on the disk: a header of no length.
  @Test func `what comes behind a header is read only when the header is right`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([], as: "large.st")
    #expect(truncate(path, (1 << 31) - 1) == 0)
    let refusing = cpuTime { #expect(throws: CheckpointError.self) { try KeptRun.read(path) } }
    let beginning = FileHandle(forReadingAtPath: path)
    let readingAThirtieth = try cpuTime { _ = try beginning?.read(upToCount: 1 << 26) }
    #expect(refusing < readingAThirtieth)
  }

  @Test func `the message says what is wrong and what to do`() {
    #expect(
      "\(CheckpointError("run.st", .notSafetensors(.cutShort(promised: 900, held: 12))))"
        == "run.st: is truncated: its header announces 900 bytes, but it ends at byte 12; use an intact copy"
    )
  }
}
