package import Autodiff
import Formula
import Presentation
import Syntax
import TextCanvas

/// What depends on a node, in order of evaluation.
package struct ReachSearch {
  private let run: AskedRun
  private let source: NodeID
  private let reached: [NodeID]

  /// - Complexity: O(n) in the nodes after the source.
  package init(_ run: AskedRun, from source: NodeID) {
    self.run = run
    self.source = source
    var isReached = Array(repeating: false, count: run.graph.count)
    isReached[source.index] = true
    var reached: [NodeID] = []
    for node in run.graph.nodes where node > source && !run.end.held.contains(node) {
      guard run.graph.operands(of: node).contains(where: { isReached[$0.index] }) else { continue }
      isReached[node.index] = true
      reached.append(node)
    }
    self.reached = reached
  }

  /// A line for each node that depends on it.
  package var answer: Answer {
    let output = run.name(run.end.output)
    let name = run.name(source)
    guard source != run.end.output else {
      return Answer(line: "\(name) is the output: nothing depends on it")
    }
    let arrives = reached.contains(run.end.output)
    let head =
      "\(name) reaches \(reached.count) of \((run.graph.liveNodes.count - 1).counted("other node")), "
      + (arrives ? "including the output \(output)" : "but not the output \(output)")
    let lines = reached.map { node in
      AnswerLine("  " + run.text.definition(of: node), at: run.end.valueEvent(of: node))
    }
    return Answer("nodes that depend on \(name)", [AnswerLine(StyledText(head, .strong))] + lines)
  }
}
