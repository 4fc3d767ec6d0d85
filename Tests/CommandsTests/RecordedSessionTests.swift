import Testing

@Suite struct RecordedSessionTests {
  @Test(arguments: try RecordedSession.all())
  func `the program answers as recorded`(_ session: RecordedSession) throws {
    try session.check()
  }
}
