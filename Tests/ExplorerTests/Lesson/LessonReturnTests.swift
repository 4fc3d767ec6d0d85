import Debugging
import Lessons
import Testing
import TextCanvas
import Widgets

@testable import Explorer

/// How one comes back to a lesson's question, sees it whole, and cannot look past it.
@Suite struct LessonReturnTests {
  private static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 40)]
  /// The list stands in place of the graph.
  private static let smallest = Size(width: 38, height: 20)

  private func model(
    _ name: String, page: Int = 1, size: Size = Size(width: 120, height: 40)
  ) throws -> ExplorerModel {
    let lesson = try #require(BuiltInLesson.named(name)).lesson()
    var session = LessonSession(try LessonPlay(lesson, seed: "1"))
    session.go(to: page - 1)
    var model = try ExplorerModel(session, size: size)
    model.finishLayout()
    return model
  }

  @Test(arguments: sizes) func `Escape leads from the graph back to the text`(_ size: Size) throws {
    var model = try model("reused-variable", size: size)
    try model.press("Escape")
    #expect(model.frame.focus == .graph)
    let hint = model.rows.last ?? ""
    #expect(hint.hasPrefix(" Esc: back to the question  The backward sweep"), "\(hint)")
    try model.press("Escape")
    #expect(model.frame.focus == .lesson)
    #expect(model.rows.last?.hasPrefix(" Enter: answer") == true)
    // Once it is answered, the keys of the graph are of use.
    try model.press("Enter '16' Enter Escape")
    #expect(model.rows.last?.hasPrefix(" Esc lesson  ") == true, "\(model.rows.last ?? "")")
    try model.press("O Escape Escape")
    #expect(model.frame.focus == .lesson)
  }

  @Test func `a plot of the page before does not show the answer of a prediction`() throws {
    let lesson = try Lesson(
      """
      title: T
      program:
        x = 3
        f = x^2
      A page to look around.
      ---
      go: before adj(x)
      predict: What will the adjoint of x be?
      answer: adj(x)
      """, name: "own")
    var model = try ExplorerModel(
      LessonSession(try LessonPlay(lesson, seed: "1")), size: Size(width: 120, height: 40))
    try model.press("':plot f by x' Enter")
    #expect(model.plotted != nil)
    try model.press("':lesson next' Enter")
    #expect(model.lesson?.holdsTime == true)
    #expect(model.plotted == nil)
  }

  @Test func `Escape leads back where there is no room for a graph`() throws {
    var model = try model("reused-variable", size: Self.smallest)
    #expect(model.frame.graph.isEmpty)
    try model.press("Escape")
    #expect(model.frame.focus == .program)
    try model.press("Escape")
    #expect(model.frame.focus == .lesson)
  }

  @Test func `from a lesson that was opened from another screen Escape leads there`() throws {
    var model = try model("reused-variable")
    model.canGoBack = true
    #expect(model.update(.key(.escape)) == [.screen(.goBack)])
    try model.press("Tab")
    #expect(model.frame.focus == .graph)
    #expect(model.update(.key(.escape)).isEmpty)
    #expect(model.frame.focus == .lesson)
  }

  @Test func `Enter answers from the graph, and looks into a tensor that is selected`() throws {
    var scalars = try model("reused-variable")
    try scalars.press("Escape Enter '16' Enter")
    #expect(scalars.lesson?.isAsking == false)
    #expect(scalars.frame.focus == .lesson)
    var tensors = try model("four-equations", page: 2)
    try tensors.press("':select z' Enter Escape Enter")
    #expect(tensors.tensorPane != nil)
  }

  @Test(arguments: ["four-equations", "reverse-mode", "expression-swell", "saturation", "softmax"])
  func `on a small screen the choices are in sight while one is typed`(_ name: String) throws {
    let lesson = try #require(BuiltInLesson.named(name)).lesson()
    for (number, page) in lesson.pages.enumerated() {
      guard let choices = page.question?.choices, !choices.isEmpty else { continue }
      var model = try model(name, page: number + 1, size: Size(width: 80, height: 24))
      try model.press("Enter")
      let shown = model.rows.joined(separator: "\n")
      for place in choices.indices {
        #expect(shown.contains("\(Choice.letter(place))) "), "page \(number + 1): \(shown)")
      }
    }
  }

  @Test func `the text is scrolled while an answer is typed`() throws {
    var model = try model("four-equations", size: Size(width: 80, height: 24))
    try model.press("Enter")
    let asked = model.rows
    try model.press("Up Up")
    #expect(model.rows != asked)
    try model.press("Down Down")
    #expect(model.rows == asked)
    try model.press("PageUp PageUp PageUp")
    #expect(model.rows.joined().contains("A network with 2 inputs"))
    try model.press("PageDown PageDown PageDown")
    #expect(model.rows.joined().contains("c) "))
  }

  @Test func `no box lies over the text when a page is opened`() throws {
    for builtIn in BuiltInLesson.all {
      let play = try LessonPlay(try builtIn.lesson(), seed: "1")
      for page in play.lesson.pages.indices {
        var session = LessonSession(play)
        session.go(to: page)
        let model = try ExplorerModel(session, size: Size(width: 80, height: 24))
        #expect(model.overlay == nil, "\(builtIn.name), page \(page + 1)")
      }
    }
  }

  @Test(arguments: [
    "A", "P", "p", "D", "J", "L", "V", "H", "m", "':contributions x' Enter", "':plot x' Enter",
    "':engine set' Enter", "':nudge x 1' Enter", "':set mode forward' Enter",
    "':derivative' Enter", "':descend 0.1' Enter",
  ])
  func `what would show the number that is to be predicted is refused`(_ keys: String) throws {
    var model = try model("reused-variable")
    try model.press("Escape ':select x' Enter " + keys)
    while model.isBusy { model.proceed() }
    let shown = model.rows.joined(separator: "\n")
    #expect(shown.contains("predict first"), "\(keys): \(shown)")
    #expect(model.lesson?.isAsking == true)
    try model.press("Escape Escape")
    var after = try self.model("reused-variable")
    try after.press("Enter '?' Enter Escape ':select x' Enter " + keys)
    #expect(!after.rows.joined().contains("predict first"), "\(keys)")
  }

  @Test func `the help of a lesson says what its keys do`() throws {
    var model = try model("two-gates")
    try model.press("?")
    let shown = model.rows.joined(separator: "\n")
    #expect(shown.contains("in a lesson"))
    #expect(shown.contains(":lesson restart"))
    var alone = try ExplorerModel("x = 1; y = x^2", keys: "?")
    #expect(!alone.rows.joined().contains("in a lesson"))
    try alone.press("Escape")
  }

  @Test func `before a class the arrows of a small graph keep their numbers`() throws {
    // Two rows of the usual screen show the last keys.
    var model = try model("reused-variable", size: Size(width: 80, height: 22))
    model.present()
    model.finishLayout()
    let shown = model.rows.joined(separator: "\n")
    #expect(shown.contains("·3") && shown.contains("·1"), "\(shown)")
  }

  @Test func `the line of hints has no marks of the text`() throws {
    let model = try model("two-gates")
    #expect(model.rows.last?.contains("`") == false, "\(model.rows.last ?? "")")
  }
}
