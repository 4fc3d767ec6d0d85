import Autodiff
import CReference
import Formula

/// How long it takes to build a million nodes, and what each costs in memory.
enum Building {
  static func measure() throws -> [Figure] {
    let count = 1_000_000
    var contest = Contest(rounds: 5)
    contest.add("graph") { _ = try? ScalarProgram.mix.graph() }
    contest.add("builder") { _ = try? sharedGraph(count) }
    let text = "z = x*y" + String(repeating: "+x*y", count: count / 2)
    contest.add("text") { _ = try? Program(text, sharing: false) }
    let times = contest.medians()
    let nodes = try Program(text, sharing: false).graph.count
    guard nodes >= count else { throw Disagreement(what: "the text made \(nodes) nodes") }
    return [
      Figure("build/swift", times["graph"] ?? .nan, "s", goal: .atMost(1)),
      Figure("build/swift-shared", times["builder"] ?? .nan, "s", goal: .atMost(1)),
      Figure("build/formula-text", times["text"] ?? .nan, "s", goal: .atMost(3)),
      try memory(),
    ]
  }

  /// The same number of nodes with identical subexpressions looked for.
  private static func sharedGraph(_ count: Int) throws(GraphError) -> Int {
    var builder = GraphBuilder()
    let x = try builder.input("x")
    var node = x
    for index in 0..<count {
      node = try builder.node(
        index.isMultiple(of: 2) ? .sin : .multiply, index.isMultiple(of: 2) ? [node] : [node, x])
    }
    return builder.graph.count
  }

  private static func memory() throws -> Figure {
    let before = reference_bytes_in_use()
    let (graph, _, output) = try ScalarProgram.mix.graph()
    var evaluation = try Evaluation<Double>(of: graph)
    evaluation.forward()
    try evaluation.reverse(from: output)
    let bytes = withExtendedLifetime(evaluation) { reference_bytes_in_use() - before }
    return Figure(
      "memory/scalar-node", Double(bytes) / Double(graph.count), "bytes", goal: .atMost(64))
  }
}
