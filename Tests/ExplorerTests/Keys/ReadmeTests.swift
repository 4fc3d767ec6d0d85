import Explorer
import TestSupport
import Testing

/// The README shows the tables of keys that the program has.
@Suite struct ReadmeTests {
  @Test(arguments: [
    ("explorer keys", KeyTable<ExplorerCommand>.explorer.markdown),
    ("explorer commands", CommandTable.markdown),
    ("training keys", KeyTable<TrainingCommand>.training.markdown),
  ])
  func `the README shows the present keys`(name: String, table: String) throws {
    try ReadmeSection(name).check(table)
  }
}
