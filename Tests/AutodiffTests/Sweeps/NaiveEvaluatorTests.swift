import Autodiff
import Testing

/// Random programs against a second evaluator that shares nothing with the core.
@Suite struct NaiveEvaluatorTests {
  @Test(arguments: [5, 20, 80, 200])
  func `values, adjoints and tangents agree with dual numbers on trees`(
    operations: Int
  ) throws {
    for seed in UInt64(0)..<25 {
      let program = try NaiveProgram(seed: seed, operations: operations)
      let output = try #require(program.nodes.last)
      var evaluation = try Evaluation<Double>(of: program.graph)
      for (node, value) in zip(program.nodes, program.inputs) {
        try evaluation.setValue(value, of: node)
      }
      evaluation.forward()
      try evaluation.reverse(from: output)
      try evaluation.pushforward(
        along: Array(zip(program.nodes, program.direction)).map { ($0.0, [$0.1]) })
      try expectSameValuesAndTangents(program, evaluation, seed)
      try expectSameAdjoints(program, evaluation, seed)
    }
  }

  private func expectSameValuesAndTangents(
    _ program: NaiveProgram, _ evaluation: Evaluation<Double>, _ seed: UInt64
  ) throws {
    var naive = NaiveEvaluator(inputs: program.inputs, direction: program.direction)
    let duals = program.trees.map { naive.evaluate($0) }
    let scale = duals.map(\.slope.magnitude).max() ?? 0
    for (node, dual) in zip(program.nodes, duals) {
      let place = "\(program.graph.operation(of: node)) \(node), seed \(seed)"
      let value = try #require(evaluation.value(of: node).scalar)
      #expect((value - dual.value).magnitude <= 1e-11, "\(place)")
      let tangent = try #require(evaluation.tangent(of: node).scalar)
      #expect((tangent - dual.slope).magnitude <= 1e-10 * scale, "\(place)")
    }
  }

  /// The adjoint of a node is the slope of the output when that node alone moves.
  private func expectSameAdjoints(
    _ program: NaiveProgram, _ evaluation: Evaluation<Double>, _ seed: UInt64
  ) throws {
    let last = try #require(program.trees.last)
    let still = program.inputs.map { _ in 0.0 }
    let slopes = program.nodes.indices.map { index -> Double in
      if case .literal = program.trees[index] { return 0 }
      var direction = still
      if index < direction.count { direction[index] = 1 }
      var naive = NaiveEvaluator(inputs: program.inputs, direction: direction, mover: index)
      return naive.evaluate(last).slope
    }
    let scale = slopes.map(\.magnitude).max() ?? 0
    for (node, slope) in zip(program.nodes, slopes) {
      let adjoint = try #require(evaluation.adjoint(of: node).scalar)
      #expect(
        (adjoint - slope).magnitude <= 1e-10 * scale,
        "\(program.graph.operation(of: node)) \(node), seed \(seed)")
    }
  }

  @Test func `the naive evaluator knows every element-wise operation`() {
    let known = Set(NaiveEvaluator.unary + NaiveEvaluator.binary + [.select])
    let elementwise = Autodiff.Operation.allCases.filter(\.isElementwise)
    #expect(known == Set(elementwise))
  }

  @Test func `the programs are as long as they should be and use every operation`() throws {
    let programs = try (UInt64(0)..<25).map { try NaiveProgram(seed: $0, operations: 200) }
    var used: Set<Autodiff.Operation> = []
    for program in programs {
      let operations = program.graph.nodes.map { program.graph.operation(of: $0) }
      #expect(operations.filter { !Autodiff.Operation.leaves.contains($0) }.count == 200)
      used.formUnion(operations)
    }
    let missing = Autodiff.Operation.allCases.filter { $0.isElementwise && !used.contains($0) }
    #expect(missing.isEmpty, "\(missing)")
  }
}
