package import Autodiff
import Formula
package import Presentation
import Syntax
import TextCanvas

/// What the derivatives of one result by all inputs cost in each mode, counted on the graph.
package struct CostTable {
  /// A way to the derivatives.
  private struct Row {
    let name: String
    let passes: String
    let operations: String
    let remark: String
  }

  private let title: String
  private let costs: ModeCosts
  private let value: OperationCount
  private let derivative: (shared: Int, unshared: Double)
  private let names: (output: String, inputs: String)

  /// Counts what it takes.
  ///
  /// - Complexity: O(n) in the number of nodes; nothing is computed.
  package init(
    of outputs: [NodeID], by inputs: [NodeID], in graph: Graph, _ text: NodeText
  ) throws(GraphError) {
    costs = try ModeCosts(ofAll: outputs, by: inputs, in: graph)
    value = try graph.operationCount(of: outputs)
    var (shared, unshared) = (0, 0.0)
    for output in outputs {
      let adjoints = try graph.adjointGraph(from: output, by: inputs)
      let count = try adjoints.graph.operationCount(
        of: inputs.compactMap { adjoints.derivative(of: $0) })
      shared += count.shared
      unshared += count.unshared
    }
    derivative = (shared, unshared)
    names = (
      ElementAxis(outputs, in: graph, text).title, ElementAxis(inputs, in: graph, text).title
    )
    title = "cost of \(DerivativeText.total(of: names.output, by: names.inputs))"
  }

  /// A row for each mode.
  package var answer: Answer {
    let (n, m) = (costs.inputElements, costs.outputElements)
    let head =
      "n = \(n) in \(names.inputs), m = \(m) in \(names.output), \(value.shared.counted("operation")); "
      + "\(costs.operationsPerSweep) depend on the inputs"
    let texts = [Row(name: "", passes: "passes", operations: "operations", remark: "")] + rows
    let widths = [
      texts.map(\.name.columns).max() ?? 0, texts.map(\.passes.columns).max() ?? 0,
      texts.map(\.operations.columns).max() ?? 0,
    ]
    // A remark has a line of its own, so that the columns stand in a pane of 38 as well.
    let lines = texts.enumerated().flatMap { place, row in
      let numbers =
        "  " + row.passes.leftPadded(toColumns: widths[1])
        + "  " + row.operations.leftPadded(toColumns: widths[2])
      let line = AnswerLine(
        StyledText(row.name.padded(toColumns: widths[0]), .text)
          + StyledText(numbers, place == 0 ? .muted : .strong))
      return row.remark.isEmpty
        ? [line] : [line, AnswerLine(StyledText("  " + row.remark, .muted))]
    }
    return Answer(title, [AnswerLine(StyledText(head, .strong))] + lines + [AnswerLine(verdict)])
  }

  private var rows: [Row] {
    let (n, m) = (costs.inputElements, costs.outputElements)
    return [
      Row(
        name: "value only", passes: "1", operations: "\(value.shared)", remark: ""),
      Row(
        name: "forward mode", passes: "\(n)", operations: short(costs.operations(.forward)),
        remark: "n sweeps, no numbers kept" + cheaper(.forward)),
      Row(
        name: "reverse mode", passes: "\(m)", operations: short(costs.operations(.reverse)),
        remark: "m sweeps, \(short(costs.numbersKept)) numbers kept" + cheaper(.reverse)),
      Row(
        name: "differences", passes: short(Double(n) + 1),
        operations: short((Double(n) + 1) * Double(value.shared)),
        remark: "one-sided: P + 1 passes, P = n"),
      Row(
        name: "symbolic", passes: "1", operations: "\(derivative.shared)",
        remark: "shared, with the values it needs"),
      Row(
        name: "written out", passes: "1", operations: short(derivative.unshared),
        remark: "value only: \(short(value.unshared))"),
    ]
  }

  private func cheaper(_ mode: SweepMode) -> String {
    costs.sweeps(.forward) != costs.sweeps(.reverse) && mode == costs.cheaper ? " ◂ fewer" : ""
  }

  private var verdict: StyledText {
    let (forward, reverse) = (costs.sweeps(.forward), costs.sweeps(.reverse))
    guard forward != reverse else {
      return StyledText("same number of sweeps either way; a forward one costs less", .success)
    }
    let other: SweepMode = costs.cheaper == .forward ? .reverse : .forward
    return StyledText(
      "\(costs.cheaper) mode is cheaper: "
        + "\(JacobianSearch.sweeps(costs.sweeps(costs.cheaper), costs.cheaper)) "
        + "instead of \(costs.sweeps(other))", .success)
  }

  /// A count, in full as long as it is exact.
  private func short(_ count: Double) -> String {
    count < 0x1p53 ? NumberText.exact(count) : "about " + NumberText.short(count)
  }
}
