import Glibc
import Lessons
import TestSupport
import Testing

/// Lessons in a real terminal, from the shell to the last page and back.
@Suite(.needsTmux, .drivesPrograms) struct LessonTests {
  @Test(arguments: ["reused-variable", "two-gates", "training-screen"])
  func `a lesson is played to its end, and listed as done`(_ name: String) async throws {
    let play = try LessonPlay(
      try #require(BuiltInLesson.named(name)).lesson(), seed: "anna")
    let terminal = try await Terminal(columns: 120, rows: 40)
    try await terminal.run("XDG_STATE_HOME=$PWD retrograde lesson \(name) --seed anna")
    for page in play.lesson.pages.indices {
      try await terminal.waits(until: .shows(" \(page + 1)/\(play.lesson.pages.count) "))
      if let question = play.question(onPage: page) {
        let answer = right(play, question)
        try terminal.press("Enter")
        try await terminal.waits(until: .shows("Enter to give it"))
        try terminal.type(answer)
        try terminal.press("Enter")
        try await terminal.waits(until: .shows("is right."))
      }
      try terminal.press("Enter")
    }
    let points = play.lesson.points
    try await terminal.waits(until: .shows("The lesson is done: \(points) of \(points) points"))
    try terminal.press("q")
    try await terminal.expectsCode(0)
    try await terminal.run("XDG_STATE_HOME=$PWD retrograde lesson")
    try await terminal.waits(until: .shows("(done, \(points) of \(points) points)"))
  }

  @Test(arguments: [["--plain"], []])
  func `answers are kept though the program is interrupted`(_ options: [String]) async throws {
    let terminal = try await Terminal(columns: 120, rows: 40)
    let words = (["two-gates", "--answers", "own.jsonl"] + options).joined(separator: " ")
    try await terminal.run("XDG_STATE_HOME=$PWD retrograde lesson \(words)")
    try await terminal.waits(until: .shows("The simplest node of all is a sum."))
    if options.isEmpty {
      try terminal.press("Enter")
      try await terminal.waits(until: .shows("Enter to give it"))
    }
    try terminal.type("1")
    try terminal.press("Enter")
    try await terminal.waits(until: .shows("1 is right."))
    try terminal.signal(SIGINT)
    try await terminal.expectsCode(128 + Int(SIGINT))
    let kept = try contents(of: terminal.folder + "/own.jsonl")
    #expect(kept.contains("\"item\":1,\"answer\":\"1\",\"tries\":1"), "\(kept)")
  }

  /// The right answer as somebody types it.
  private func right(_ play: LessonPlay, _ number: Int) -> String {
    switch play.questions[number].right {
    case .number(let number): number.typed
    case .choice(let right): Choice.letter(right.min() ?? 0)
    case .formula: "d + 2*c*x"
    case .node, .path: play.rightAnswer(number)
    }
  }
}
