import Autodiff
import Formula
import Presentation
import TextCanvas

/// What the derivatives of one result by all inputs cost in each mode, counted on the graph.
struct CostTable {
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
  private let derivative: OperationCount
  private let names: (output: String, inputs: String)

  /// Counts what it takes.
  ///
  /// - Complexity: O(n) in the number of nodes; nothing is computed.
  init(
    of output: NodeID, by inputs: [NodeID], in graph: Graph, _ text: NodeText
  ) throws(GraphError) {
    costs = try ModeCosts(of: output, by: inputs, in: graph)
    value = try graph.operationCount(of: [output])
    let adjoints = try graph.adjointGraph(from: output, by: inputs)
    derivative = try adjoints.graph.operationCount(
      of: inputs.compactMap { adjoints.derivative(of: $0) })
    let axis = ElementAxis(inputs, in: graph, text)
    names = (text.names[output], axis.title)
    title = "costs of ∂\(names.output)/∂\(names.inputs)"
  }

  var reply: Reply {
    let (n, m) = (costs.inputElements, costs.outputElements)
    let head =
      "n = \(n) in \(names.inputs), m = \(m) in \(names.output), \(value.shared) operations; "
      + "\(costs.operationsPerSweep) vary with the inputs"
    let texts = [Row(name: "", passes: "passes", operations: "operations", remark: "")] + rows
    let widths = [
      texts.map(\.name.columns).max() ?? 0, texts.map(\.passes.columns).max() ?? 0,
      texts.map(\.operations.columns).max() ?? 0,
    ]
    let lines = texts.enumerated().map { place, row in
      AnswerLine(
        StyledText(row.name.padded(toColumns: widths[0]), place == 0 ? .muted : .text)
          + StyledText("   " + row.passes.leftPadded(toColumns: widths[1]), .strong)
          + StyledText("   " + row.operations.leftPadded(toColumns: widths[2]), .strong)
          + StyledText(row.remark.isEmpty ? "" : "   " + row.remark, .muted))
    }
    return Reply(title, [AnswerLine(StyledText(head, .strong))] + lines + [AnswerLine(verdict)])
  }

  private var rows: [Row] {
    let (n, m) = (costs.inputElements, costs.outputElements)
    return [
      Row(
        name: "the value alone", passes: "1", operations: "\(value.shared)", remark: ""),
      Row(
        name: "forward mode", passes: "\(n)", operations: short(costs.operations(.forward)),
        remark: "n sweeps" + cheaper(.forward)),
      Row(
        name: "reverse mode", passes: "\(m)", operations: short(costs.operations(.reverse)),
        remark: "m sweeps" + cheaper(.reverse)),
      Row(
        name: "one-sided differences", passes: short(Double(n) + 1),
        operations: short((Double(n) + 1) * Double(value.shared)),
        remark: "P + 1 passes, P = n"),
      Row(
        name: "symbolic, shared", passes: "1", operations: "\(derivative.shared)",
        remark: "with what it needs of the value"),
      Row(
        name: "symbolic, written out", passes: "1", operations: short(derivative.unshared),
        remark: "the value alone: \(short(value.unshared))"),
    ]
  }

  private func cheaper(_ mode: SweepMode) -> String {
    costs.sweeps(.forward) != costs.sweeps(.reverse) && mode == costs.cheaper ? " ◂ fewer" : ""
  }

  private var verdict: StyledText {
    let (forward, reverse) = (costs.sweeps(.forward), costs.sweeps(.reverse))
    guard forward != reverse else {
      return StyledText("as many sweeps either way; a forward one costs less", .success)
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

extension ExplorerModel {
  /// What the derivatives of a node, else of the output, cost in each mode.
  func costs(of name: String?) throws(CommandFailure) -> Reply {
    let output = try name.map { name throws(CommandFailure) in try scope.existingNode(name) }
    let inputs = program.inputs.map(\.node).filter { program.graph.hasAdjoint($0) }
    guard !inputs.isEmpty else {
      throw CommandFailure("nothing varies here: there is no input to derive by")
    }
    do throws(GraphError) {
      return try CostTable(
        of: output ?? program.output, by: inputs, in: program.graph, text
      ).reply
    } catch {
      throw CommandFailure("\(error)")
    }
  }
}
