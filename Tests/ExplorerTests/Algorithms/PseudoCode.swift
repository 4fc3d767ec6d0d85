import Foundation

/// What a line of pseudo-code did: its place in the listing, and the number or numbers that it changed.
struct ExecutedLine {
  let line: Int
  let numbers: [Double]
}

/// A program of numbers written down by hand, node by node: what it is computed from, how, and the partial
/// derivatives.
struct HandProgram {
  struct Node {
    let parents: [Int]
    let value: @Sendable ([Double]) -> Double
    let partials: @Sendable ([Double]) -> [Double]

    /// A number that is given.
    static func input(_ number: Double) -> Node {
      Node(parents: [], value: { _ in number }, partials: { _ in [] })
    }
  }

  let name: String
  let nodes: [Node]

  private func operands(of node: Int, _ values: [Double]) -> [Double] {
    nodes[node].parents.map { values[$0] }
  }

  /// The loops of `parents`, line by line as they stand in its listing.
  func parents() -> [ExecutedLine] {
    var executed: [ExecutedLine] = []
    var values = [Double](repeating: .nan, count: nodes.count)
    for i in nodes.indices {
      values[i] = nodes[i].value(operands(of: i, values))
      executed.append(ExecutedLine(line: nodes[i].parents.isEmpty ? 2 : 3, numbers: [values[i]]))
    }
    var slopes = [Double](repeating: 0, count: nodes.count)
    slopes[nodes.count - 1] = 1
    executed.append(ExecutedLine(line: 5, numbers: [1]))
    for j in nodes.indices.reversed() {
      let partials = nodes[j].partials(operands(of: j, values))
      for (place, i) in nodes[j].parents.enumerated() {
        slopes[i] += slopes[j] * partials[place]
        executed.append(ExecutedLine(line: 8, numbers: [slopes[i]]))
      }
    }
    return executed
  }

  /// The calls of `recursive`.
  func recursive() -> [ExecutedLine] {
    var machine = RecursiveMachine(program: self)
    for v in nodes.indices { machine.forward(v) }
    machine.gradients[nodes.count - 1] = 1
    machine.executed.append(ExecutedLine(line: 1, numbers: [1]))
    machine.backward(nodes.count - 1)
    return machine.executed
  }

  /// The loop of `tangents`, with the seeds of the inputs.
  func tangents(seeds: [Double]) -> [ExecutedLine] {
    var executed: [ExecutedLine] = []
    var values = [Double](repeating: .nan, count: nodes.count)
    var tangents = [Double](repeating: 0, count: nodes.count)
    for (input, seed) in seeds.enumerated() {
      tangents[input] = seed
      executed.append(ExecutedLine(line: 0, numbers: [seed]))
    }
    for i in nodes.indices {
      let operands = operands(of: i, values)
      values[i] = nodes[i].value(operands)
      executed.append(ExecutedLine(line: nodes[i].parents.isEmpty ? 2 : 3, numbers: [values[i]]))
      guard !nodes[i].parents.isEmpty else { continue }
      let partials = nodes[i].partials(operands)
      tangents[i] = zip(nodes[i].parents, partials).reduce(0) { $0 + tangents[$1.0] * $1.1 }
      executed.append(ExecutedLine(line: 4, numbers: [tangents[i]]))
    }
    return executed
  }
}

/// Nodes that call one another, as the listing of `recursive` has it.
private struct RecursiveMachine {
  let program: HandProgram
  var values: [Int: Double] = [:]
  var gradients: [Int: Double] = [:]
  var executed: [ExecutedLine] = []
  private var waiting: [Int: Int] = [:]
  private var ready: Set<Int> = []

  init(program: HandProgram) {
    self.program = program
    for node in program.nodes { for parent in node.parents { waiting[parent, default: 0] += 1 } }
  }

  mutating func forward(_ v: Int) {
    let node = program.nodes[v]
    for c in node.parents where values[c] == nil { forward(c) }
    let value = node.value(node.parents.map { values[$0] ?? .nan })
    values[v] = value
    executed.append(ExecutedLine(line: node.parents.isEmpty ? 5 : 6, numbers: [value]))
  }

  mutating func backward(_ v: Int) {
    let node = program.nodes[v]
    let partials = node.partials(node.parents.map { values[$0] ?? .nan })
    for (place, c) in node.parents.enumerated() {
      gradients[c, default: 0] += (gradients[v] ?? .nan) * partials[place]
      executed.append(ExecutedLine(line: 9, numbers: [gradients[c] ?? .nan]))
      waiting[c, default: 0] -= 1
      if waiting[c] == 0 { ready.insert(c) }
    }
    guard let latest = ready.max() else { return }
    ready.remove(latest)
    backward(latest)
  }
}

extension HandProgram {
  static let all = [sumOfProductAndSine, reusedVariable, expressionSwell]

  private static let sumOfProductAndSine = HandProgram(
    name: "sum-of-product-and-sine",
    nodes: [
      .input(2), .input(3),
      Node(parents: [0, 1], value: { $0[0] * $0[1] }, partials: { [$0[1], $0[0]] }),
      Node(parents: [0], value: { sin($0[0]) }, partials: { [cos($0[0])] }),
      Node(parents: [2, 3], value: { $0[0] + $0[1] }, partials: { _ in [1, 1] }),
    ])

  private static let reusedVariable = HandProgram(
    name: "reused-variable",
    nodes: [
      .input(3), .input(-1),
      Node(parents: [0, 1], value: { $0[0] + $0[1] }, partials: { _ in [1, 1] }),
      Node(parents: [2], value: { $0[0] * $0[0] }, partials: { [2 * $0[0]] }),
      Node(parents: [0, 3], value: { $0[0] * $0[1] }, partials: { [$0[1], $0[0]] }),
    ])

  private static let expressionSwell = HandProgram(
    name: "expression-swell",
    nodes: [
      .input(0.5),
      Node(parents: [0], value: { exp($0[0]) }, partials: { [exp($0[0])] }),
      Node(parents: [1], value: { $0[0] * $0[0] }, partials: { [2 * $0[0]] }),
      Node(parents: [1, 2], value: { $0[0] + $0[1] }, partials: { _ in [1, 1] }),
      Node(parents: [3], value: { exp($0[0]) }, partials: { [exp($0[0])] }),
      Node(parents: [3], value: { sin($0[0]) }, partials: { [cos($0[0])] }),
      Node(parents: [4, 5], value: { $0[0] + $0[1] }, partials: { _ in [1, 1] }),
    ])
}
