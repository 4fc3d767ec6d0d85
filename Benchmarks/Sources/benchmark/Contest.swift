/// Things that are timed side by side: in every round each has its turn, in alternating order, so
/// that what else the machine does falls on all of them alike.
struct Contest {
  private var contestants: [(name: String, run: () -> Void)] = []
  private let rounds: Int

  init(rounds: Int = 9) {
    self.rounds = rounds
  }

  mutating func add(_ name: String, _ run: @escaping () -> Void) {
    contestants.append((name, run))
  }

  /// The median of the rounds for each, in seconds, after one round that does not count.
  func medians() -> [String: Double] {
    var times: [String: [Double]] = [:]
    for contestant in contestants { contestant.run() }
    for round in 0..<rounds {
      for contestant in round.isMultiple(of: 2) ? contestants : contestants.reversed() {
        times[contestant.name, default: []].append(seconds(of: contestant.run))
      }
    }
    return times.mapValues { $0.sorted()[$0.count / 2] }
  }
}

/// How long `body` takes.
func seconds(of body: () -> Void) -> Double {
  let time = ContinuousClock().measure(body)
  return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
}
