import Testing

@testable import Lessons

@Suite struct BuiltInLessonTests {
  @Test func `each built-in lesson has a name of its own`() {
    let names = BuiltInLesson.all.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
