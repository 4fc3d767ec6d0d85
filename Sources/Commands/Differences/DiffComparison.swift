import Autodiff
import Formula
import Inquiry
import Presentation
import Syntax

/// Two things that were compared, and what came of it.
struct DiffComparison {
  let report: DifferenceReport
  let graph: Graph
  let text: NodeText
  let words: DifferenceText
  /// How nodes were found to belong together, and what was left out.
  let notes: [String]

  private init(
    _ report: DifferenceReport, of graph: Graph, _ text: NodeText, _ names: SideNames,
    notes: [String] = []
  ) {
    self.report = report
    self.graph = graph
    self.text = text
    self.notes = notes
    words = DifferenceText(graph, text, right: names.right, wrong: names.wrong)
  }

  /// The recorded numbers of a capture beside its own.
  init(recordedIn source: DiffSource, tolerance: Double?) throws {
    guard case .program(let program) = source.kind else {
      throw Failure(
        .badInput,
        "\(source.name ?? "this"): a checkpoint has nothing to compare its numbers with; give another file"
      )
    }
    let text = NodeText(program.graph)
    guard
      let report = try DifferenceReport(
        recordedOf: program, names: text.names, tolerance: tolerance)
    else {
      throw Failure(
        .badInput,
        "\(source.name ?? "this program"): no numbers were recorded with it; give another file or "
          + "program as well")
    }
    let names = SideNames(right: DifferenceReport.recomputed, wrong: DifferenceReport.recorded)
    self.init(
      report, of: program.graph, text, names, notes: program.notesOnStructure.map(\.message))
  }

  /// The second one beside the first.
  init(_ first: DiffSource, _ second: DiffSource, tolerance: Double?) throws {
    let names = SideNames(first, second)
    guard case .program(let one) = first.kind, case .program(let other) = second.kind else {
      try self.init(named: first, second, names, tolerance, why: nil)
      return
    }
    if let why = one.graph.difference(from: other.graph, names) {
      try self.init(named: first, second, names, tolerance, why: why)
    } else {
      try self.init(sameNodes: one, other, names, tolerance)
    }
  }

  /// Node by node, where both graphs compute the same.
  private init(
    sameNodes one: Program, _ other: Program, _ names: SideNames, _ tolerance: Double?
  ) throws {
    let text = NodeText(one.graph)
    let report = DifferenceSearch(
      one.graph, output: one.output, right: try DiffSource.side(of: one, called: names.right),
      wrong: try DiffSource.side(of: other, called: names.wrong), comparesAll: true,
      tolerance: tolerance, names: text.names
    ).found()
    self.init(report, of: one.graph, text, names)
  }

  /// Name by name: an input for each name that both have, with the numbers that they have for it.
  private init(
    named first: DiffSource, _ second: DiffSource, _ names: SideNames, _ tolerance: Double?,
    why: String?
  ) throws {
    let (all, others) = (try first.namedNumbers(), try second.namedNumbers())
    let byName = Dictionary(others.map { ($0.name, $0) }) { first, _ in first }
    var graph = Graph()
    var pairs: [NodeID: (right: NamedNumbers, wrong: NamedNumbers)] = [:]
    var notes = why.map { ["\($0); compared by name"] } ?? []
    var reshaped: [String] = []
    for one in all {
      guard let other = byName[one.name] else { continue }
      guard one.shape == other.shape else {
        reshaped.append(
          "\(one.name.spelledName) is \(one.shape) \(names.right) and \(other.shape) \(names.wrong)"
        )
        continue
      }
      let node = try graph.appendInput(one.shape)
      graph.notes.name(node, one.name)
      pairs[node] = (one, other)
    }
    guard let output = graph.nodes.last else {
      let nothing = reshaped.isEmpty ? "they have no name in common" : reshaped[0]
      throw Failure(.badInput, "cannot compare: \(why.map { "\($0), and " } ?? "")\(nothing)")
    }
    notes += reshaped.prefix(3)
    let count = all.count + others.count - 2 * graph.count
    if count > 0, reshaped.isEmpty {
      notes.append("\(count.counted("name")) on one side alone")
    }
    let evaluation = AnyEvaluation(try Evaluation<Double>(of: graph))
    let text = NodeText(graph)
    let (rights, wrongs) = (pairs.mapValues(\.right), pairs.mapValues(\.wrong))
    let report = DifferenceSearch(
      graph, output: output,
      right: NumberSide(
        names.right, evaluation,
        broughtTogether: ExpectedGraph(
          nodes: pairs.mapValues { $0.right.numbers(sharedWith: $0.wrong) }, output: output),
        from: { rights[$1]?.source($0, $2) ?? .recorded }),
      wrong: NumberSide(
        names.wrong, evaluation,
        broughtTogether: ExpectedGraph(
          nodes: pairs.mapValues { $0.wrong.numbers(sharedWith: $0.right) }, output: output),
        from: { wrongs[$1]?.source($0, $2) ?? .recorded }),
      tolerance: tolerance, names: text.names
    ).found()
    self.init(report, of: graph, text, names, notes: notes)
  }
}

/// What the two sides are called behind their numbers: `10 recorded`, `10 in run.json`.
struct SideNames {
  let right: String
  let wrong: String

  init(right: String, wrong: String) {
    self.right = right
    self.wrong = wrong
  }

  /// The names of the files, unless they are alike or there are none.
  init(_ first: DiffSource, _ second: DiffSource) {
    guard let one = first.name, let other = second.name, one != other else {
      (right, wrong) = ("in A", "in B")
      return
    }
    (right, wrong) = ("in \(one)", "in \(other)")
  }
}

extension NamedNumbers {
  /// The numbers of those kinds that another one has too.
  fileprivate func numbers(sharedWith other: NamedNumbers) -> ExpectedNumbers {
    ExpectedNumbers(
      value: other.value == nil ? nil : value, adjoint: other.adjoint == nil ? nil : adjoint,
      tangent: nil)
  }
}

extension Graph {
  /// Where two graphs begin to compute something else, in words; `nil` where they compute the same
  /// from whatever numbers.
  fileprivate func difference(from other: Graph, _ names: SideNames) -> String? {
    let (mine, others) = (NodeText(self), NodeText(other))
    for node in nodes where other.contains(node) && !isLike(other, at: node) {
      return "node \(node.index) is \(mine.definition(of: node)) \(names.right) and "
        + "\(others.definition(of: node)) \(names.wrong)"
    }
    guard count != other.count else { return nil }
    return "\(count.counted("node")) \(names.right) and \(other.count) \(names.wrong)"
  }

  private func isLike(_ other: Graph, at node: NodeID) -> Bool {
    operation(of: node) == other.operation(of: node) && shape(of: node) == other.shape(of: node)
      && operands(of: node) == other.operands(of: node)
      && attributes(of: node) == other.attributes(of: node)
      && hasAdjoint(node) == other.hasAdjoint(node)
  }
}
