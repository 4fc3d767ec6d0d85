import Autodiff
import Basics
import Formula
import Presentation
import Testing

@testable import Inquiry

/// Signatures that are planted in the numbers of every operation.
@Suite struct PlantedSignatureTests {
  /// A graph around one operation: the output depends on the node under study and, in another way, on
  /// its operands.
  struct Sample {
    let graph: Graph
    let output: NodeID
    let values: [NodeID: [Double]]
    /// Those that have more than one element.
    let studied: [NodeID]
  }

  private static let shapes = [[5], [4, 4], [3, 5], [5, 3], [2, 3, 4]].compactMap { Shape($0) }
  private static let attributes = [[], [0], [1], [1, 0], [4, 4], [0, 3], [2], [1, 2, 1, 3]]

  static func samples(of operation: Autodiff.Operation, seed: UInt64) -> [Sample] {
    var random = SplitMix64(seed: seed)
    return shapes.flatMap { first in
      ([first] + shapes).flatMap { second in
        attributes.compactMap { sample(operation, first, second, $0, &random) }.prefix(2)
      }.prefix(3)
    }
  }

  private static func sample(
    _ operation: Autodiff.Operation, _ first: Shape, _ second: Shape, _ attributes: [Int],
    _ random: inout SplitMix64
  ) -> Sample? {
    let count = operation.arity.lowerBound
    guard (1...3).contains(count), operation != .opaque else { return nil }
    var (graph, values) = (Graph(), [NodeID: [Double]]())
    var operands: [NodeID] = []
    do {
      for place in 0..<count {
        let node = try graph.appendInput(place == 0 ? first : second)
        let domain = operation.domain(ofOperand: place).clamped(to: -2...2)
        values[node] = (0..<graph.shape(of: node).count).map { _ in
          Double.random(in: domain, using: &random)
        }
        operands.append(node)
      }
      let studied = try graph.append(operation, operands, attributes: attributes)
      guard graph.shape(of: studied).count > 1 else { return nil }
      var terms: [NodeID] = []
      for node in [studied] + operands {
        let weights = (0..<graph.shape(of: node).count).map { _ in
          Double.random(in: 0.5...2, using: &random)
        }
        let weight = try graph.appendConstant(weights, shape: graph.shape(of: node))
        let source = node == studied ? node : try graph.append(.tanh, [node])
        terms.append(try graph.append(.sum, [try graph.append(.multiply, [source, weight])]))
      }
      let output = try terms.dropFirst().reduce(terms[0]) { try graph.append(.add, [$0, $1]) }
      return Sample(
        graph: graph, output: output, values: values,
        studied: ([studied] + operands).filter { graph.shape(of: $0).count > 1 })
    } catch {
      return nil
    }
  }

  /// What was planted, what was found.
  struct Tally {
    var planted = 0
    var named = 0
    var misnamed: [String] = []
  }

  private static let plants: [(name: String, change: @Sendable ([Double], Shape) -> [Double])] = [
    ("factor", { numbers, _ in numbers.map { $0 * 1.7 } }),
    ("factor", { numbers, shape in numbers.map { $0 / Double(shape.count) } }),
    ("sign", { numbers, _ in numbers.map { -$0 } }),
    ("cut", { numbers, _ in numbers.map { _ in 0 } }),
    (
      "transposed",
      { numbers, shape in
        guard shape.rank == 2 else { return numbers }
        let (rows, columns) = (shape.extents[0], shape.extents[1])
        return (0..<columns).flatMap { column in (0..<rows).map { numbers[$0 * columns + column] } }
      }
    ),
    (
      "shifted",
      { numbers, shape in
        let length = shape.extents.last ?? 1
        guard length > 2 else { return numbers }
        return numbers.indices.map { place in
          numbers[place / length * length + (place % length + length - 1) % length]
        }
      }
    ),
    (
      "not finite",
      { numbers, _ in
        numbers.enumerated().map { $0.offset == 1 ? .nan : $0.element }
      }
    ),
  ]

  private func report(
    _ sample: Sample, _ evaluation: AnyEvaluation, _ node: NodeID, _ quantity: Quantity,
    _ wrong: [Double]
  ) -> DifferenceReport {
    var numbers: [NodeID: ExpectedNumbers] = [:]
    for other in sample.graph.nodes {
      let isReached = quantity == .adjoint || other <= node
      let hasAdjoint = quantity == .adjoint && other >= node && sample.graph.hasAdjoint(other)
      numbers[other] = ExpectedNumbers(
        value: isReached ? evaluation.value(of: other).elements : nil,
        adjoint: hasAdjoint ? evaluation.adjoint(of: other).elements : nil, tangent: nil)
    }
    let own = numbers[node]
    numbers[node] = ExpectedNumbers(
      value: quantity == .value ? wrong : own?.value,
      adjoint: quantity == .adjoint ? wrong : own?.adjoint, tangent: nil)
    return DifferenceSearch(
      sample.graph, output: sample.output, right: NumberSide("recomputed", evaluation),
      wrong: NumberSide(
        "recorded", evaluation,
        recorded: ExpectedGraph(nodes: numbers, output: sample.output)),
      names: NodeNames(of: sample.graph)
    ).found()
  }

  private func evaluated(_ sample: Sample) throws -> AnyEvaluation {
    var evaluation = try Evaluation<Double>(of: sample.graph)
    for (node, elements) in sample.values { try evaluation.setElements(elements, of: node) }
    evaluation.forward()
    try evaluation.reverse(from: sample.output)
    return AnyEvaluation(evaluation)
  }

  /// The numbers that can be studied: finite, and not all the same or zero.
  private func numbers(
    _ quantity: Quantity, _ node: NodeID, _ evaluation: AnyEvaluation
  ) -> [Double]? {
    let tensor = quantity == .value ? evaluation.value(of: node) : evaluation.adjoint(of: node)
    let elements = tensor.elements
    guard elements.allSatisfy({ $0.isFinite && $0 != 0 }), Set(elements).count == elements.count
    else { return nil }
    return elements
  }

  @Test func `nineteen of twenty are named, in every operation`() throws {
    var (tally, studied) = (Tally(), Set<Autodiff.Operation>())
    for operation in Autodiff.Operation.allCases {
      for sample in Self.samples(of: operation, seed: 7) {
        let evaluation = try evaluated(sample)
        for node in sample.studied {
          for quantity in [Quantity.value, .adjoint]
          where quantity == .adjoint || node == sample.studied[0] {
            guard let right = numbers(quantity, node, evaluation) else { continue }
            studied.insert(operation)
            try plant(right, sample, evaluation, node, quantity, operation, &tally)
          }
        }
      }
    }
    let share = Double(tally.named) / Double(tally.planted)
    print("signatures named: \(tally.named) of \(tally.planted), in \(studied.count) operations")
    #expect(studied.count > 60)
    #expect(tally.planted > 2000)
    #expect(share >= 0.95, "\(share): \(tally.misnamed.prefix(30).joined(separator: "\n"))")
  }

  private func plant(
    _ right: [Double], _ sample: Sample, _ evaluation: AnyEvaluation, _ node: NodeID,
    _ quantity: Quantity, _ operation: Autodiff.Operation, _ tally: inout Tally
  ) throws {
    for plant in Self.plants {
      let wrong = plant.change(right, sample.graph.shape(of: node))
      guard wrong != right else { continue }
      tally.planted += 1
      let found = report(sample, evaluation, node, quantity, wrong).first
      if found?.node == node, found?.quantity == quantity,
        found?.signatures.map(\.word) == [plant.name]
      {
        tally.named += 1
      } else {
        tally.misnamed.append(
          "\(plant.name) in the \(quantity.word) of \(node.index) of \(operation): "
            + "\(found?.signatures.words ?? "nothing")")
      }
    }
  }

  @Test func `missing and doubled contributions are named`() throws {
    var (planted, named) = (0, 0)
    for operation in Autodiff.Operation.allCases {
      for sample in Self.samples(of: operation, seed: 11).prefix(4) {
        let evaluation = try evaluated(sample)
        guard let node = sample.studied.dropFirst().first,
          let right = numbers(.adjoint, node, evaluation)
        else { continue }
        // The operand's tanh sends its weight times the slope; the rest is the operation's.
        let whole = right
        let (side, consumers) = (NumberSide("", evaluation), Consumers(sample.graph))
        var local = FollowedNumbers(
          side, sample.graph, output: sample.output, consumers,
          RecognisedTypes(sample.graph, [side], consumers))
        local.passValue(of: node)
        guard let parts = local.adjoint(following: node)?.parts, parts.count == 2,
          parts.allSatisfy({ $0.elements.allSatisfy { $0 != 0 } })
        else { continue }
        for sign in [-1.0, 1] {
          planted += 1
          let wrong = zip(whole, parts[0].elements).map { $0 + sign * $1 }
          let word = sign < 0 ? "missing contribution" : "doubled contribution"
          let found = report(sample, evaluation, node, .adjoint, wrong).first
          if found?.node == node, found?.signatures.first?.word == word { named += 1 }
        }
      }
    }
    #expect(planted > 100)
    #expect(Double(named) >= 0.95 * Double(planted), "\(named) of \(planted)")
  }

  @Test(arguments: [NumberRounding.single, .half, .brain])
  func `of rounding nothing is claimed`(_ type: NumberRounding) throws {
    var compared = 0
    for operation in Autodiff.Operation.allCases {
      for sample in Self.samples(of: operation, seed: 3).prefix(6) {
        let report = try recordedAndRounded(sample, type)
        compared += report.comparedCount
        let what = report.faults.map {
          "\($0.quantity.word) of node \($0.node.index): \($0.right) \($0.wrong ?? 0) \($0.signatures)"
        }
        #expect(report.isEqual, "\(operation) in \(type.name): \(what)")
      }
    }
    #expect(compared > 1000)
  }

  /// A recording in which each operation rounds its result.
  private func recordedAndRounded(
    _ sample: Sample, _ type: NumberRounding
  ) throws -> DifferenceReport {
    var numbers: [NodeID: [Double]] = [:]
    var inputs: [NodeID: [Double]] = [:]
    for node in sample.graph.nodes {
      if let given = sample.values[node] {
        inputs[node] = given.map(type.rounded)
        numbers[node] = inputs[node]
      } else if sample.graph.operation(of: node) == .constant {
        numbers[node] = Array(sample.graph.constant(of: node))
      } else {
        var local = try #require(LocalNode(node, of: sample.graph))
        let operands = sample.graph.operands(of: node).map { numbers[$0] ?? [] }
        let value = local.value(at: operands)
        numbers[node] = try #require(value).map(type.rounded)
      }
    }
    var evaluation = try Evaluation<Double>(of: sample.graph)
    for (node, elements) in inputs { try evaluation.setElements(elements, of: node) }
    evaluation.forward()
    try evaluation.reverse(from: sample.output)
    let own = AnyEvaluation(evaluation)
    return DifferenceSearch(
      sample.graph, output: sample.output, right: NumberSide("recomputed", own),
      wrong: NumberSide(
        "recorded", own,
        recorded: ExpectedGraph(
          nodes: numbers.filter { sample.graph.operation(of: $0.key) != .constant }.mapValues {
            ExpectedNumbers(value: $0, adjoint: nil, tangent: nil)
          },
          output: sample.output)),
      names: NodeNames(of: sample.graph)
    ).found()
  }
}

extension NumberRounding {
  /// The nearest number of the type.
  fileprivate func rounded(_ number: Double) -> Double {
    switch bits {
    case 24: Double(Float(number))
    case 11: Double(Float16(number))
    default:
      Double(
        Float(
          bitPattern: (Float(number).bitPattern &+ 0x7fff &+ (Float(number).bitPattern >> 16 & 1))
            & 0xffff_0000))
    }
  }
}
