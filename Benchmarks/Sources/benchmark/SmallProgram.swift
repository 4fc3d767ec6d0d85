import Autodiff
import CReference

/// `x*y + sin(x)`: set both inputs, forward, reverse, read both derivatives.
enum SmallProgram {
  private static let calls = 100_000

  static func measure() throws -> [Figure] {
    var graph = Graph()
    let (x, y) = (try graph.appendInput(), try graph.appendInput())
    let product = try graph.append(.multiply, [x, y])
    let z = try graph.append(.add, [product, try graph.append(.sin, [x])])
    var evaluation = try Evaluation<Double>(of: graph)
    let tape = Tape(program_small, size: 1, inputs: [0, 0])
    var (sum, reference) = (0.0, 0.0)
    var contest = Contest()
    contest.add("graph") { sum += run(&evaluation, x, y, z) }
    contest.add("tape") {
      for call in 0..<calls {
        tape.setInput(0, to: Double(call) * 1e-5)
        tape.setInput(1, to: 3)
        tape.gradient()
        reference += tape.adjoint(0) + tape.adjoint(1)
      }
    }
    let times = contest.medians().mapValues { $0 / Double(calls) * 1e9 }
    guard (sum - reference).magnitude <= 1e-9 * reference.magnitude else {
      throw Disagreement(what: "x*y + sin(x): \(sum) against \(reference)")
    }
    let (graphTime, tapeTime) = (times["graph"] ?? .nan, times["tape"] ?? .nan)
    return [
      Figure("small/c", tapeTime, "ns"),
      Figure("small/whole-call", graphTime, "ns", goal: .atMost(60)),
      Figure("small/ratio-to-c", graphTime / tapeTime, "×"),
    ]
  }

  /// As a user's loop would call it; the sum of all derivatives.
  private static func run(
    _ evaluation: inout Evaluation<Double>, _ x: NodeID, _ y: NodeID, _ z: NodeID
  ) -> Double {
    var sum = 0.0
    for call in 0..<calls {
      do {
        try evaluation.setValue(Double(call) * 1e-5, of: x)
        try evaluation.setValue(3, of: y)
        evaluation.forward()
        try evaluation.reverse(from: z)
        sum += evaluation.adjoint(of: x, at: 0) + evaluation.adjoint(of: y, at: 0)
      } catch {
        sum = .nan
      }
    }
    return sum
  }
}
