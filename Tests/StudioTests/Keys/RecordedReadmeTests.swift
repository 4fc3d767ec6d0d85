import Debugging
import Explorer
import Lessons
import TestSupport
import Testing
import TrainingScreen
import Widgets

/// The README shows the tables of keys that the program has.
@Suite struct RecordedReadmeTests {
  @Test(arguments: [
    ("explorer keys", KeyTable<DebuggerCommand>.explorer.markdown),
    ("explorer commands", CommandTable.markdown),
    ("training keys", KeyTable<TrainingCommand>.training.markdown),
    ("lesson blocks", LessonBlock.markdown),
  ])
  func `the README shows the present keys`(name: String, table: String) throws {
    try ReadmeSection(name).check(table)
  }
}
