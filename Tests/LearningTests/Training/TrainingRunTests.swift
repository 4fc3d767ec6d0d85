import Dispatch
import Learning
import Testing

@Suite struct TrainingRunTests {
  @Test func `each minibatch that was asked for is done, however fast they are asked for`()
    async throws
  {
    let run = TrainingRun(TrainingOptions(batch: 50), dataName: "digits", epochs: 1)
    for _ in 1...3 { run.send(.oneMinibatch) }
    let (changes, continuation) = AsyncStream.makeStream(of: Void.self)
    run.start(
      loading: { try EmbeddedDigits(seed: 1).split(training: 600, test: 100) },
      changed: { continuation.yield() })
    var iterator = changes.makeAsyncIterator()
    await iterator.next()
    run.stopAndWait()
    #expect(run.snapshot.state == .paused)
    #expect(run.snapshot.step == 3)
  }

  @Test func `a run that still loads is stopped without waiting`() {
    let run = TrainingRun(TrainingOptions(), dataName: "digits", epochs: 1)
    let isStopped = DispatchSemaphore(value: 0)
    let isLoaded = DispatchSemaphore(value: 0)
    run.start(
      loading: {
        // The deadline is for a run that waits: it shall fail, not hang.
        _ = isStopped.wait(timeout: .now() + 5)
        isLoaded.signal()
        return try EmbeddedDigits(seed: 1).split(training: 60, test: 10)
      }, changed: {})
    run.stopAndWait()
    #expect(isLoaded.wait(timeout: .now()) == .timedOut)
    isStopped.signal()
  }
}
