import Autodiff
import CReference

/// The scalar programs of the goals, as graphs of ours and as tapes written by hand in C.
enum ScalarProgram: String, CaseIterable {
  /// `x₀ + Σ exp(xᵢ·sin(xⱼ))`: a million of + * sin exp.
  case mix
  /// `x₀ + Σ xᵢ·xⱼ`: a million of + *.
  case muladd
  /// Speelpenning's product of a million inputs.
  case prod

  var reference: reference_program {
    switch self {
    case .mix: program_mix
    case .muladd: program_muladd
    case .prod: program_prod
    }
  }

  var size: Int {
    switch self {
    case .mix: 250_000
    case .muladd: 500_000
    case .prod: 1_000_000
    }
  }

  /// What both together may take for each operation, in nanoseconds.
  var goal: Double {
    switch self {
    case .mix: 6.5
    case .muladd: 3.5
    case .prod: 6.6
    }
  }

  /// Inputs close to 1, so that no product leaves the range.
  func inputs() -> [Double] {
    (0..<reference_inputs(reference, size)).map { 1 + Double($0 * 7919 % 1009 - 504) * 1e-6 }
  }

  /// The program as a graph: its inputs and the output.
  func graph() throws(GraphError) -> (graph: Graph, inputs: [NodeID], output: NodeID) {
    var graph = Graph()
    var inputs: [NodeID] = []
    for _ in 0..<reference_inputs(reference, size) { inputs.append(try graph.appendInput()) }
    var sum = inputs[0]
    switch self {
    case .mix:
      for term in 0..<size {
        let sine = try graph.append(.sin, [inputs[reference_second(term)]])
        let product = try graph.append(.multiply, [inputs[reference_first(term)], sine])
        sum = try graph.append(.add, [sum, try graph.append(.exp, [product])])
      }
    case .muladd:
      for term in 0..<size {
        let (first, second) = (inputs[reference_first(term)], inputs[reference_second(term)])
        sum = try graph.append(.add, [sum, try graph.append(.multiply, [first, second])])
      }
    case .prod:
      for input in inputs.dropFirst() { sum = try graph.append(.multiply, [sum, input]) }
    }
    return (graph, inputs, sum)
  }
}

extension ScalarProgram {
  /// Times forward, reverse and the reference; checks that both compute the same.
  func measure() throws -> [Figure] {
    let (graph, inputs, output) = try graph()
    var evaluation = try Evaluation<Double>(of: graph)
    let numbers = self.inputs()
    for (node, number) in zip(inputs, numbers) { try evaluation.setValue(number, of: node) }
    let tape = Tape(reference, size: size, inputs: numbers)
    var contest = Contest()
    contest.add("forward") { evaluation.forward() }
    contest.add("reverse") { try? evaluation.reverse(from: output) }
    contest.add("value") { tape.value() }
    contest.add("gradient") { tape.gradient() }
    let times = contest.medians()
    try expectEqual(evaluation, inputs, tape)
    return figures(times.mapValues { $0 / Double(reference_operations(reference, size)) * 1e9 })
  }

  private func figures(_ times: [String: Double]) -> [Figure] {
    let (forward, reverse) = (times["forward"] ?? .nan, times["reverse"] ?? .nan)
    let gradient = times["gradient"] ?? .nan
    return [
      Figure("\(self)/c-value", times["value"] ?? .nan, "ns/node"),
      Figure("\(self)/c-value+gradient", gradient, "ns/node"),
      Figure("\(self)/forward", forward, "ns/node"),
      Figure("\(self)/forward+reverse", forward + reverse, "ns/node", goal: .atMost(goal)),
      Figure("\(self)/ratio-to-c", (forward + reverse) / gradient, "×", goal: .atMost(1)),
      Figure("\(self)/reverse-by-forward", reverse / forward, "×", goal: .atMost(3)),
    ]
  }

  private func expectEqual(
    _ evaluation: Evaluation<Double>, _ inputs: [NodeID], _ tape: Tape
  ) throws {
    for (place, node) in inputs.enumerated() {
      let (ours, theirs) = (evaluation.adjoint(of: node).elements[0], tape.adjoint(place))
      guard (ours - theirs).magnitude <= 1e-9 * theirs.magnitude else {
        throw Disagreement(what: "\(self), input \(place): \(ours) against \(theirs)")
      }
    }
  }
}

/// Two ways to compute the same gave different results, so that their times mean nothing.
struct Disagreement: Error {
  let what: String
}

/// A tape of the reference.
final class Tape {
  private let tape: OpaquePointer

  init(_ program: reference_program, size: Int, inputs: [Double]) {
    tape = reference_tape_create(program, size)
    for (place, value) in inputs.enumerated() { reference_tape_inputs(tape)[place] = value }
  }

  deinit { reference_tape_destroy(tape) }

  func value() { kept += reference_value(tape) }
  func gradient() { kept += reference_gradient(tape) }
  func setInput(_ place: Int, to value: Double) { reference_tape_inputs(tape)[place] = value }
  func adjoint(_ place: Int) -> Double { reference_tape_adjoints(tape)[place] }

  /// What was computed goes somewhere, or the compiler might leave it out.
  private(set) var kept = 0.0
}
