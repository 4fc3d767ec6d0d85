import Testing

@testable import Commands
@testable import Learning

@Suite struct RunSummaryTests {
  /// As after a checkpoint with an absurd time.
  @Test(arguments: [1e-300, .leastNonzeroMagnitude, 1e300])
  func `no time is too short or too long`(seconds: Double) throws {
    var snapshot = TrainingSnapshot(options: TrainingOptions(), dataName: "data", epochs: 1)
    snapshot.record.steps = 1
    snapshot.record.samples = 64
    snapshot.record.seconds = seconds
    #expect(try #require(RunSummary(snapshot)).text.contains("samples/s"))
  }
}
