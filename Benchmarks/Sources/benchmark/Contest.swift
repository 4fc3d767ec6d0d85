import Glibc

/// Things that are timed side by side: in every round each has its turn, in alternating order, so
/// that what else the machine does falls on all of them alike.
struct Contest {
  /// What is timed.
  enum Clock {
    /// The CPU time of this thread: what other programs do at the same time hardly counts.
    case thread
    /// The time that passes, for what runs on several threads.
    case wall
  }

  private var contestants: [(name: String, run: () -> Void)] = []
  private let roundCount: Int
  private let clock: Clock

  init(rounds: Int = 9, clock: Clock = .thread) {
    roundCount = rounds
    self.clock = clock
  }

  mutating func add(_ name: String, _ run: @escaping () -> Void) {
    contestants.append((name, run))
  }

  /// The median of the rounds for each, in seconds, after one round that does not count.
  func medians() -> [String: Double] { rounds().mapValues { $0.sorted()[$0.count / 2] } }

  /// The best of the rounds for each, for what needs all of the machine: others only ever add to it.
  func best() -> [String: Double] { rounds().compactMapValues { $0.min() } }

  private func rounds() -> [String: [Double]] {
    var times: [String: [Double]] = [:]
    for contestant in contestants { contestant.run() }
    for round in 0..<roundCount {
      for contestant in round.isMultiple(of: 2) ? contestants : contestants.reversed() {
        times[contestant.name, default: []].append(clock.seconds(of: contestant.run))
      }
    }
    return times
  }
}

extension Contest.Clock {
  func seconds(of body: () -> Void) -> Double {
    let start = now
    body()
    return now - start
  }

  private var now: Double {
    var time = timespec()
    clock_gettime(self == .thread ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
