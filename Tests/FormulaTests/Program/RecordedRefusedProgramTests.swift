import TestSupport
import Testing

@testable import Formula

@Suite struct RecordedRefusedProgramTests {
  @Test(arguments: try RefusedProgram.all())
  func `a program that cannot be computed is told why, where, and what to type`(
    _ refused: RefusedProgram
  ) {
    #expect(!refused.report.isEmpty)
    #expect(refused.actualReport == refused.report)
  }

  @Test func `recording rewrites the reports and fails, so that the difference is read`() throws {
    guard Recording.isOn, try RefusedProgram.all().contains(where: { $0.actualReport != $0.report })
    else {
      return
    }
    try RefusedProgram.record()
    Issue.record("recorded; read the difference")
  }
}
