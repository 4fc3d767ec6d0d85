import Formula
import TestSupport
import Testing

@Suite struct RecordedWrongProgramTests {
  @Test(arguments: try WrongProgram.all())
  func `a wrong program is told what is wrong, where, and what to type`(
    _ wrong: WrongProgram
  ) {
    #expect(!wrong.report.isEmpty)
    #expect(wrong.actualReport == wrong.report)
  }

  @Test func `there are at least forty wrong programs`() throws {
    #expect(try WrongProgram.all().count >= 40)
  }

  @Test func `recording rewrites the reports and fails, so that the difference is read`() throws {
    guard Recording.isOn, try WrongProgram.all().contains(where: { $0.actualReport != $0.report })
    else {
      return
    }
    try WrongProgram.record()
    Issue.record("recorded; read the difference")
  }
}
