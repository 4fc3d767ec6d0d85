import Autodiff
import Formula
import TestSupport
import Testing

@testable import Lessons

/// Wrong runs and numbers that are kept, as if they were made each time.
@Suite struct WrongRunsTests {
  @Test(arguments: ["reused-variable", "four-equations", "quotient"])
  func `a run that is kept is the one that would be made`(_ name: String) throws {
    let stage = try Stage(try Program(try #require(Example.named(name)).text))
    for engine in WrongEngine.allCases {
      let made = try? WrongRun(stage.end, engine: engine)
      for _ in 1...2 { #expect(stage.wrongRuns[engine] == made, "\(engine)") }
    }
    let forward = try Stage(try Program("f = x^2"), mode: .forward)
    #expect(forward.wrongRuns[.set] == nil)
  }

  @Test func `a second student with the same seed costs a fraction of the first`() throws {
    let lesson = try #require(BuiltInLesson.named("four-equations")).lesson()
    func judgeAll(_ play: LessonPlay) throws {
      for number in play.questions.indices { _ = try? play.judge("0.123456", question: number) }
    }
    let rounds = try (1...5).map { round in
      let play = try LessonPlay(lesson, seed: "\(round)")
      let first = try cpuTime { try judgeAll(play) }
      let second = try cpuTime { try judgeAll(play) }
      return (first: first, second: second)
    }
    let first = try #require(rounds.map(\.first).min())
    let second = try #require(rounds.map(\.second).min())
    #expect(second * 2 < first, "\(second) after \(first)")
  }
}
