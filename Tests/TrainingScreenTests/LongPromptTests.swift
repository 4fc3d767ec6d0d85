import Learning
import TestSupport
import Testing
import TextCanvas

@testable import TrainingScreen

/// What is worked out while a key is answered grows with the text, not with its square.
@Suite(.serialized) struct LongPromptTests {
  private func time(of count: Int, in run: SmallRun) throws -> Duration {
    try cpuTime {
      var model = run.model(zooming: .loss)
      _ = model.update(.key(.character("i")))
      for _ in 0..<count { _ = model.update(.key(.character("1"))) }
    }
  }

  @Test func `what is typed into a prompt`() throws {
    let run = try SmallRun(steps: 1, wishes: .init())
    let (small, large) = (try time(of: 4000, in: run), try time(of: 16_000, in: run))
    #expect(large / small < 9, "\(small), \(large)")
  }
}
