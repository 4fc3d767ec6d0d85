import Foundation
import Testing

@testable import Formula

@Suite struct RefusedProgramTests {
  @Test(arguments: try RefusedProgram.all())
  func `a program that cannot be computed is told why, where, and what to type`(
    _ refused: RefusedProgram
  ) {
    #expect(!refused.report.isEmpty)
    #expect(refused.actualReport == refused.report)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["RECORD"] != nil))
  func `recording rewrites the reports and fails, so that the difference is read`() throws {
    try RefusedProgram.record()
    Issue.record("recorded; read the difference")
  }
}
