/// Plain gradient descent at one rate, seen as Euler's polygon of the flow: after k steps it is at time
/// k·rate.
struct RateDescent: Hashable, Sendable {
  let rate: Double
  private(set) var steps = 0
  /// The ends of the side of the polygon that it is on.
  private(set) var last: [Double]
  private(set) var next: [Double]

  /// A descent before its first step.
  init(rate: Double, from start: [Double]) {
    self.rate = rate
    (last, next) = (start, start)
  }

  /// A descent in the midst of its course.
  init(rate: Double, steps: Int, last: [Double], next: [Double]) {
    (self.rate, self.steps, self.last, self.next) = (rate, steps, last, next)
  }

  /// Goes on until it has passed a time.
  mutating func advance(
    to time: Double, _ gradient: (_ parameters: [Double]) throws -> [Double]
  ) rethrows {
    // Descent that has gone astray stays where it is.
    while Double(steps) * rate < time, next.allSatisfy(\.isFinite) {
      let slope = try gradient(next)
      last = next
      for place in next.indices { next[place] -= rate * slope[place] }
      steps += 1
    }
  }

  /// Where the polygon is at a time on its present side.
  func place(at time: Double) -> [Double] {
    let part = steps > 0 ? time / rate - Double(steps - 1) : 0
    return last.indices.map { last[$0] + part * (next[$0] - last[$0]) }
  }
}
