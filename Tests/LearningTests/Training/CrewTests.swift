import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Learning

@Suite struct CrewTests {
  /// How often each thread did something.
  private final class Counters: Sendable {
    private let counts: Mutex<[Int]>

    init(_ count: Int) { counts = Mutex(Array(repeating: 0, count: count)) }

    func count(_ thread: Int) { counts.withLock { $0[thread] += 1 } }

    var values: [Int] { counts.withLock { $0 } }
  }

  private final class Box: @unchecked Sendable {
    var number = 0
    var seen: [Int]

    init(threads: Int) { seen = Array(repeating: 0, count: threads) }
  }

  /// Sixteen threads take turns on few processors: fewer rounds say as much there.
  @Test(arguments: [(1, 500), (2, 500), (3, 500), (16, 50)])
  func `every thread does each task once, and all are done when the call returns`(
    _ threads: Int, rounds: Int
  ) {
    let crew = Crew(count: threads)
    let counters = Counters(threads)
    for round in 1...rounds {
      crew.run { thread in counters.count(thread) }
      #expect(counters.values == Array(repeating: round, count: threads))
    }
  }

  /// Neither side locks anything: what one wrote before must be there for the other.
  @Test func `what is written before a task is seen in it, and what it writes after it`() {
    let crew = Crew(count: 2)
    let box = Box(threads: 2)
    for round in 1...20_000 {
      box.number = round
      crew.run { thread in if thread == 1 { box.seen[1] = box.number } }
      guard box.seen[1] == round else {
        Issue.record("round \(round) saw \(box.seen[1])")
        return
      }
    }
  }

  @Test func `a helper that fell asleep is woken`() {
    let crew = Crew(count: 2)
    let counters = Counters(2)
    for round in 1...20 {
      // Longer than a helper looks out for a task.
      let start = monotonicSeconds()
      while monotonicSeconds() - start < 2e-3 {}
      crew.run { thread in counters.count(thread) }
      #expect(counters.values == [round, round])
    }
  }

  @Test func `the threads go with the crew, and let go of what they worked on`() {
    weak var worked: Counters?
    do {
      let crew = Crew(count: 3)
      let counters = Counters(3)
      worked = counters
      crew.run { thread in counters.count(thread) }
    }
    let deadline = ContinuousClock.now.advanced(by: .patience)
    while worked != nil, ContinuousClock.now < deadline { sched_yield() }
    #expect(worked == nil)
  }

  @Test(arguments: [(10, 3), (2, 5), (0, 2), (7, 1)])
  func `the shares of all threads are the whole, in order`(_ total: Int, _ threads: Int) {
    let shares = (0..<threads).map { Crew.share(of: total, $0, threads) }
    #expect(shares.flatMap(Array.init) == Array(0..<total))
    #expect(shares.allSatisfy { $0.count <= total / threads + 1 })
  }
}
