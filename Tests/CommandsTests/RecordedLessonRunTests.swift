import Explorer
import Lessons
import Studio
import TestSupport
import Testing
import TextCanvas
import Widgets

/// Pages of a lesson on the training screen, as they are seen.
@Suite struct RecordedLessonRunTests {
  /// The pages, by the keys that are pressed on them.
  private static let pages: [(name: String, page: Int, keys: String)] = [
    ("begun", 1, ""), ("answered", 2, "Enter 'b' Enter"), ("layers", 7, "Enter '3'"),
  ]
  private static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 40)]

  static let names = pages.flatMap { page in sizes.map { file(page.name, $0) } }

  private static func file(_ name: String, _ size: Size) -> String {
    "lesson-run-\(name)-\(size.width).txt"
  }

  @Test(arguments: pages.map(\.name), sizes)
  func `a page about a run is as recorded`(_ name: String, _ size: Size) throws {
    let page = try #require(Self.pages.first { $0.name == name })
    let lesson = try #require(BuiltInLesson.named("training-screen")).lesson()
    var session = LessonSession(try LessonPlay(lesson, seed: "1"))
    session.go(to: page.page - 1)
    var model = AppModel(size: size)
    try model.open(session)
    let events = try KeySequence.parse(page.keys).flatMap { [$0, .wake] }
    var screen = MemoryScreen(size: size, events: events)
    run(&model, on: &screen, training: .atOnce, isScripted: true)
    let rows = model.view().canvas.rows()
    try RecordedText(name: Self.file(name, size), isTrained: true).check(
      rows.map { $0 + "\n" }.joined())
  }
}
