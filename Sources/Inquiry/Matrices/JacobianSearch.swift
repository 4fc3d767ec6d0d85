package import Autodiff
import Presentation
import TextCanvas

/// The derivatives of a node's elements by those of others, as a matrix and as the product of the
/// matrices along the way.
package struct JacobianSearch {
  /// The most elements of a matrix that is formed.
  package static let largest = 1_000_000
  /// The most numbers that the sweeps may compute.
  static let mostWork = 100_000_000.0
  /// The most elements that all factors together may have.
  static let largestFactors = 50_000

  private let run: AskedRun

  /// Looks at a run that is over.
  package init(_ run: AskedRun) {
    self.run = run
  }

  /// The Jacobian of a node by others, and its factors from cut to cut.
  package func jacobian(
    of result: NodeID, by starts: [NodeID]
  ) throws(CommandFailure) -> MatrixAnswer {
    let section = try section(from: starts, to: [result])
    let jacobian = try jacobian(of: result, by: starts, in: section)
    let whole = NamedMatrix(
      rows: axis([result]), columns: axis(starts), elements: jacobian.elements)
    let cuts = ChainStages(from: starts, to: result, in: run.end).cuts
    let factors = try self.factors(through: cuts)
    return MatrixAnswer(
      title: "Jacobian of \(run.name(result))", remarks: remarks(jacobian, whole, cuts, factors),
      whole: marked(whole), others: factors, relation: .product,
      precision: run.end.precision)
  }

  /// The derivatives of a node by each of its operands, all others held.
  package func localJacobians(of node: NodeID) throws(CommandFailure) -> MatrixAnswer {
    let operands = movingOperands(of: node)
    guard !operands.isEmpty, !run.end.isGiven(node) else {
      throw CommandFailure(
        run.graph.isComputed(node)
          ? "\(run.name(node)) depends on none of its operands"
          : "\(run.name(node)) is given, not computed")
    }
    let section = try section(from: operands, to: [node])
    var matrices: [NamedMatrix] = []
    for operand in operands {
      let jacobian = try jacobian(of: node, by: [operand], in: section)
      let matrix = NamedMatrix(
        rows: axis([node]), columns: axis([operand]), elements: jacobian.elements, isPartial: true)
      matrices.append(marked(matrix))
    }
    let definition = run.text.definition(of: node)
    return MatrixAnswer(
      title: "local Jacobians of \(run.name(node))",
      remarks: [
        StyledText("\(definition), with respect to each operand, the others fixed", .strong)
      ],
      whole: nil, others: matrices, relation: .list, precision: run.end.precision)
  }
}

extension JacobianSearch {
  private func axis(_ nodes: [NodeID]) -> ElementAxis {
    ElementAxis(nodes, in: run.graph, run.text)
  }

  /// The operands that the node varies with, each once.
  private func movingOperands(of node: NodeID) -> [NodeID] {
    var seen: Set<NodeID> = []
    let operands = run.graph.operands(of: node)
    return operands.indices.filter { run.graph.receivesContribution(node, operand: $0) }
      .map { operands[$0] }.filter { seen.insert($0).inserted }
  }

  private func section(
    from starts: [NodeID], to ends: [NodeID]
  ) throws(CommandFailure) -> GraphSection {
    do throws(GraphError) {
      return try GraphSection(from: starts, to: ends, in: run.end)
    } catch {
      throw CommandFailure("\(error)")
    }
  }

  private func jacobian(
    of result: NodeID, by starts: [NodeID], in section: GraphSection
  ) throws(CommandFailure) -> Jacobian<Double> {
    guard let output = section.copy(of: result) else {
      throw CommandFailure("no path leads to \(run.name(result))")
    }
    do throws(GraphError) {
      let inputs = starts.compactMap { section.copy(of: $0) }
      let costs = try ModeCosts(of: output, by: inputs, in: section.evaluation.graph)
      guard Self.isSmallEnough(costs, section.evaluation.graph) else {
        throw GraphError.tooLarge
      }
      return try section.evaluation.jacobian(of: output, by: inputs)
    } catch {
      guard error == .tooLarge else { throw CommandFailure("\(error)") }
      throw CommandFailure(
        "the Jacobian of \(run.name(result)) is too large to show; "
          + "name one input, as in jacobian \(run.name(result)) \(run.name(starts[0]))")
    }
  }

  private static func isSmallEnough(_ costs: ModeCosts, _ graph: Graph) -> Bool {
    let elements = Double(costs.inputElements) * Double(costs.outputElements)
    let sweeps = min(costs.inputElements, costs.outputElements)
    return elements <= Double(largest) && Double(sweeps) * graph.elementCount <= mostWork
  }

  /// The Jacobians from cut to cut, the one next to the result first; none when there is but one, or
  /// when they are too large.
  private func factors(through cuts: [[NodeID]]) throws(CommandFailure) -> [NamedMatrix] {
    guard cuts.count > 2 else { return [] }
    let sizes = cuts.map { cut in cut.reduce(0.0) { $0 + Double(run.graph.shape(of: $1).count) } }
    let elements = zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    guard elements <= Double(Self.largestFactors) else { return [] }
    var factors: [NamedMatrix] = []
    for (starts, ends) in zip(cuts, cuts.dropFirst()) {
      let (rows, columns) = (axis(ends), axis(starts))
      guard let elements = try factor(of: ends, by: starts) else { return [] }
      factors.append(
        marked(NamedMatrix(rows: rows, columns: columns, elements: elements, isPartial: true)))
    }
    return factors.reversed()
  }

  /// The derivatives of all that one cut goes through by all of another; `nil` when they are too much
  /// work.
  private func factor(of ends: [NodeID], by starts: [NodeID]) throws(CommandFailure) -> [Double]? {
    let section = try section(from: starts, to: ends)
    let graph = section.evaluation.graph
    let (outputs, inputs) = (
      ends.compactMap { section.copy(of: $0) }, starts.compactMap { section.copy(of: $0) }
    )
    guard outputs.count == ends.count else { return nil }
    do throws(GraphError) {
      let jacobian = CutJacobian(of: outputs, by: inputs, in: graph)
      guard jacobian.work <= Self.mostWork else { return nil }
      return try jacobian.elements(at: section.evaluation)
    } catch {
      throw CommandFailure("\(error)")
    }
  }
}

extension JacobianSearch {
  /// `1×2, by 1 reverse sweep; forward would take 2`
  private func remarks(
    _ jacobian: Jacobian<Double>, _ matrix: NamedMatrix, _ cuts: [[NodeID]],
    _ factors: [NamedMatrix]
  ) -> [StyledText] {
    let costs = jacobian.costs
    let other: SweepMode = jacobian.mode == .forward ? .reverse : .forward
    let head =
      "\(matrix.title): \(costs.outputElements)×\(costs.inputElements), by "
      + Self.sweeps(jacobian.sweeps, jacobian.mode)
      + "; \(other) would take \(costs.sweeps(other))"
    let lines = [StyledText(head, .strong)]
    guard !factors.isEmpty else {
      let remark = "the factors along the way are too large to show"
      return cuts.count > 2 ? lines + [StyledText(remark, .muted)] : lines
    }
    let product = "along the way it is a product of \(factors.count) Jacobians"
    let bracketing = Bracketing(factors.map { ($0.rows.count, $0.columns.count) })
    return lines + [StyledText(product, .muted), StyledText(bracketing.words, .muted)]
  }

  /// How many sweeps of a mode it took, in words.
  package static func sweeps(_ count: Int, _ mode: SweepMode) -> String {
    "\(count) \(mode) \(count == 1 ? "sweep" : "sweeps")"
  }

  /// The matrix with a word for what it is.
  private func marked(_ matrix: NamedMatrix) -> NamedMatrix {
    var matrix = matrix
    if matrix.isDiagonal {
      let isIdentity = matrix.elements.allSatisfy { $0 == 0 || $0 == 1 }
      matrix.remark = isIdentity && matrix.elements.contains(1) ? "(identity)" : "(diagonal)"
    } else if let operand = operand(equalTo: matrix) {
      matrix.remark = "= \(run.name(operand))"
    }
    return matrix
  }

  /// The operand of a matrix product that is the matrix itself, as `W` is in `W @ x`.
  private func operand(equalTo matrix: NamedMatrix) -> NodeID? {
    guard matrix.rows.nodes.count == 1, let node = matrix.rows.nodes.first,
      run.graph.operation(of: node) == .matrixProduct
    else { return nil }
    return run.graph.operands(of: node).first { operand in
      run.graph.shape(of: operand).extents == [matrix.rows.count, matrix.columns.count]
        && run.end.value(of: operand).elements == matrix.elements
    }
  }
}
