import Autodiff
import Testing

/// Values that a gradient check cannot judge, since it believes the forward rule.
@Suite struct ValueTests {
  /// An operation with the result it has to give.
  struct Sample: Sendable, CustomTestStringConvertible {
    let operation: Autodiff.Operation
    let operands: [(extents: [Int], elements: [Double])]
    let attributes: [Int]
    let extents: [Int]
    let result: [Double]

    init(
      _ operation: Autodiff.Operation, _ operands: [([Int], [Double])], _ attributes: [Int] = [],
      gives extents: [Int], _ result: [Double]
    ) {
      self.operation = operation
      self.operands = operands.map { (extents: $0.0, elements: $0.1) }
      self.attributes = attributes
      self.extents = extents
      self.result = result
    }

    var testDescription: String { "\(operation) of \(operands) \(attributes)" }
  }

  private static let matrix: ([Int], [Double]) = ([2, 3], [1, 2, 3, 4, 5, 6])

  private static let square: ([Int], [Double]) = ([3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9])

  static let samples: [Sample] = [
    Sample(
      .add, [([2, 1], [10, 20]), ([3], [1, 2, 3])], gives: [2, 3], [11, 12, 13, 21, 22, 23]),
    Sample(
      .subtract, [([3], [1, 2, 3]), ([2, 1], [10, 20])], gives: [2, 3], [-9, -8, -7, -19, -18, -17]),
    Sample(.divide, [matrix, ([3], [1, 2, 4])], gives: [2, 3], [1, 1, 0.75, 4, 2.5, 1.5]),
    Sample(.power, [matrix, ([], [2])], gives: [2, 3], [1, 4, 9, 16, 25, 36]),
    Sample(.leakyRelu, [([2], [-2, 2]), ([], [0.25])], gives: [2], [-0.5, 2]),
    Sample(.maximum, [([3], [1, 5, 3]), ([], [3])], gives: [3], [3, 5, 3]),
    Sample(.minimum, [([3], [1, 5, 3]), ([], [3])], gives: [3], [1, 3, 3]),
    Sample(
      .select, [([2, 1], [1, 0]), ([3], [1, 2, 3]), ([], [9])], gives: [2, 3], [1, 2, 3, 9, 9, 9]),
    Sample(.sign, [([5], [-3, -0.25, 0, 0.25, 3])], gives: [5], [-1, -1, 0, 1, 1]),
    Sample(.floor, [([5], [-1.5, -1, 0.99, 2, 2.5])], gives: [5], [-2, -1, 0, 2, 2]),
    Sample(.round, [([6], [-1.5, -0.6, 0.5, 1.5, 2.5, 2.6])], gives: [6], [-2, -1, 0, 2, 2, 3]),
    Sample(.detach, [matrix], gives: [2, 3], [1, 2, 3, 4, 5, 6]),
    Sample(.argmax, [([4], [1, 7, 7, 3])], gives: [], [1]),
    Sample(.argmax, [([2, 3], [1, 9, 3, 4, 5, 6])], [1], gives: [2], [1, 2]),
    Sample(.argmax, [([2, 3], [1, 9, 3, 4, 5, 6])], [0], gives: [3], [1, 0, 1]),
    Sample(.product, [matrix], [0], gives: [3], [4, 10, 18]),
    Sample(.norm, [([2, 2], [3, 4, 5, 12])], [1], gives: [2], [5, 13]),
    Sample(.cumulativeSum, [matrix], [0], gives: [2, 3], [1, 2, 3, 5, 7, 9]),
    Sample(.cumulativeSum, [([3], [1, 2, 3])], [0, 1], gives: [3], [6, 5, 3]),
    Sample(.cumulativeProduct, [matrix], [1], gives: [2, 3], [1, 2, 6, 4, 20, 120]),
    Sample(
      .arrange, [([4], [1, 2, 3, 4]), ([4], [7, 5, 5, 6])], gives: [4], [2, 3, 4, 1]),
    Sample(
      .arrange, [([3], [1, 2, 3]), ([3], [7, 5, 6])], [0, 1], gives: [3], [3, 1, 2]),
    Sample(.rsqrt, [([3], [0.25, 4, 0])], gives: [3], [2, 0.5, .infinity]),
    Sample(
      .xlogy, [([4], [0, 2, 0, -1]), ([4], [0, 1, -3, 1])], gives: [4], [0, 0, 0, 0]),
    Sample(.largest, [matrix], [-1, 1], gives: [], [6]),
    Sample(.largest, [matrix], [0, 1], gives: [3], [4, 5, 6]),
    Sample(
      .permute, [([2, 1, 3], [1, 2, 3, 4, 5, 6])], [2, 0, 1], gives: [3, 2, 1], [1, 4, 2, 5, 3, 6]),
    Sample(
      .indexSelect, [matrix, ([3], [1, 0, 1])], gives: [3, 3], [4, 5, 6, 1, 2, 3, 4, 5, 6]),
    Sample(
      .indexSelect, [matrix, ([1, 2], [2, 0])], [1], gives: [2, 1, 2], [3, 1, 6, 4]),
    Sample(.indexSelect, [matrix, ([], [1])], [1], gives: [2], [2, 5]),
    Sample(
      .indexSelect, [([2], [7, 8]), ([4], [1, 2, -1, 0.5])], gives: [4], [8, .nan, .nan, .nan]),
    Sample(
      .indexAdd, [([3, 2], [1, 2, 3, 4, 5, 6]), ([3], [1, 0, 1])], [0, 3], gives: [3, 2],
      [3, 4, 6, 8, 0, 0]),
    Sample(.indexAdd, [([2], [1, 2]), ([2], [0, 2])], [0, 2], gives: [2], [.nan, .nan]),
    Sample(
      .gatherAlong, [matrix, ([2, 2], [2, 0, 1, 1])], gives: [2, 2], [3, 1, 5, 5]),
    Sample(.gatherAlong, [matrix, ([1, 3], [1, 0, 1])], [0], gives: [1, 3], [4, 2, 6]),
    Sample(
      .scatterAdd, [([2, 2], [1, 2, 3, 4]), ([2, 2], [2, 0, 1, 1])], [1, 2, 3], gives: [2, 3],
      [2, 0, 1, 0, 7, 0]),
    Sample(
      .matrixProduct, [([2, 1, 2], [1, 2, 3, 4]), ([2, 1], [10, 1])], gives: [2, 1, 1], [12, 34]),
    Sample(
      .matrixProduct, [([2, 1], [1, 2]), ([2, 1, 2], [1, 2, 3, 4])], gives: [2, 2, 2],
      [1, 2, 2, 4, 3, 4, 6, 8]),
    Sample(.opaque, [([2], [5, 7]), ([3], [1, 2, 3]), ([], [4])], gives: [2], [5, 7]),
    Sample(.averagePool2d, [square], gives: [1, 1], [3]),
    Sample(
      .averagePool2d, [square], [2, 2, 2, 2, 1, 1, 0], gives: [2, 2], [1, 2.5, 5.5, 7]),
    Sample(
      .averagePool2d, [square], [2, 2, 2, 2, 1, 1, 1], gives: [2, 2], [0.25, 1.25, 2.75, 7]),
    Sample(.maxPool2d, [square], [2, 1, 1, 2, 1, 0, 0], gives: [4, 2], [1, 3, 4, 6, 7, 9, 7, 9]),
    Sample(
      .conv2d, [([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), ([2, 1, 1, 2], [1, 10, 1, -1])],
      [1, 1, 0, 0, 1, 1, 2], gives: [2, 2, 1], [21, 43, -1, -1]),
    Sample(
      .conv2d, [square, ([2, 2], [1, 10, 100, 1000])], [1, 1, 0, 0, 2, 2, 1], gives: [1, 1], [9731]),
    Sample(.gather, [matrix], [1, 2, 0, 2], gives: [2, 3], [3, 1, 3, 6, 4, 6]),
    Sample(.scatter, [([3], [1, 2, 4])], [0, 4, 3, 0, 3], gives: [4], [2, 0, 0, 5]),
    Sample(.sum, [matrix], gives: [], [21]),
    Sample(.sum, [matrix], [0], gives: [3], [5, 7, 9]),
    Sample(.sum, [matrix], [1], gives: [2], [6, 15]),
    Sample(.sum, [([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])], [1], gives: [2, 2], [4, 6, 12, 14]),
    Sample(.mean, [matrix], [0], gives: [3], [2.5, 3.5, 4.5]),
    Sample(.mean, [([49], Array(repeating: 1, count: 49))], gives: [], [1]),
    Sample(.largest, [matrix], [0], gives: [3], [4, 5, 6]),
    Sample(.largest, [([2, 2], [3, -1, -5, -2])], [1], gives: [2], [3, -2]),
    Sample(.logSumExp, [([2], [1000, 1000])], gives: [], [1000.6931471805599]),
    Sample(.logSumExp, [([2, 2], [0, -1e9, 5, -1e9])], [1], gives: [2], [0, 5]),
    Sample(.softmax, [([2, 2], [0, 0, 7, 7])], gives: [2, 2], [0.5, 0.5, 0.5, 0.5]),
    Sample(.softmax, [([2, 2], [0, 7, 0, 7])], [0], gives: [2, 2], [0.5, 0.5, 0.5, 0.5]),
    Sample(.softmax, [([2], [-1000, -1000])], gives: [2], [0.5, 0.5]),
    Sample(.softmax, [([], [3])], gives: [], [1]),
    Sample(.matrixProduct, [matrix, ([3], [1, 0, -1])], gives: [2], [-2, -2]),
    Sample(.matrixProduct, [([2], [1, 10]), matrix], gives: [3], [41, 52, 63]),
    Sample(
      .matrixProduct, [matrix, ([3, 2], [1, 0, 0, 1, 1, 1])], gives: [2, 2], [4, 5, 10, 11]),
    Sample(.matrixProduct, [matrix, matrix], [0, 1], gives: [2, 2], [14, 32, 32, 77]),
    Sample(.matrixProduct, [matrix, ([2], [1, 10])], [1, 0], gives: [3], [41, 52, 63]),
    Sample(.matrixProduct, [([3], [1, 2, 3]), ([3], [4, 5, 6])], gives: [], [32]),
    Sample(.transpose, [matrix], gives: [3, 2], [1, 4, 2, 5, 3, 6]),
    Sample(.reshape, [matrix], [3, 2], gives: [3, 2], [1, 2, 3, 4, 5, 6]),
    Sample(.slice, [matrix], [0, 2, 1, -1], gives: [2], [2, 5]),
    Sample(.slice, [matrix], [1, -1, 1, 2], gives: [2], [5, 6]),
    Sample(.slice, [matrix], [1, -1, 2, -1], gives: [], [6]),
    Sample(
      .slice, [([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])], [0, 2, 1, -1, 0, 2], gives: [2, 2],
      [3, 4, 7, 8]),
    Sample(
      .concatenate, [matrix, ([1, 3], [7, 8, 9])], gives: [3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    Sample(
      .concatenate, [matrix, ([2, 1], [7, 8])], [1], gives: [2, 4], [1, 2, 3, 7, 4, 5, 6, 8]),
    Sample(.broadcast, [([2, 1], [1, 2])], [2, 3], gives: [2, 3], [1, 1, 1, 2, 2, 2]),
    Sample(.broadcast, [([3], [1, 2, 3])], [2, 3], gives: [2, 3], [1, 2, 3, 1, 2, 3]),
    Sample(.pad, [([2], [1, 2])], [1, 2], gives: [5], [0, 1, 2, 0, 0]),
    Sample(.pad, [([1, 2], [1, 2])], [1, 0, 0, 1], gives: [2, 3], [0, 0, 0, 1, 2, 0]),
    Sample(.stack, [([2], [1, 2]), ([2], [3, 4])], gives: [2, 2], [1, 2, 3, 4]),
    Sample(
      .conv2d, [square, ([2, 2], [1, 0, 0, -1])], gives: [2, 2], [-4, -4, -4, -4]),
    Sample(
      .conv2d, [square, ([2, 2], [1, 0, 0, -1])], [2, 1], gives: [2, 2], [-1, -3, -7, -4]),
    Sample(
      .conv2d, [([2, 1, 2], [1, 2, 3, 4]), ([2, 2, 1, 1], [1, 10, 100, 1000])],
      gives: [2, 1, 2], [31, 42, 3100, 4200]),
    Sample(
      .conv2dTransposed, [([2, 2], [1, 2, 3, 4]), ([2, 2], [1, 10, 100, 1000])], [1, 0, 3, 3],
      gives: [3, 3], [1, 12, 20, 103, 1234, 2040, 300, 3400, 4000]),
    Sample(
      .conv2dKernel, [square, ([2, 2], [1, 0, 0, 1])], [1, 0, 2, 2], gives: [2, 2],
      [6, 8, 12, 14]),
    Sample(
      .maxPool2d, [([3, 5], [1, 5, 2, 0, 9, 3, 4, 8, 7, 9, 9, 9, 9, 9, 9])], [2],
      gives: [1, 2], [5, 8]),
    Sample(
      .logisticLoss, [([2, 2], [0, 0, 0, 0]), ([2], [0, 1])], gives: [], [0.6931471805599453]),
    Sample(
      .sigmoidCrossEntropy, [([2, 2], [0, 0, 0, 0]), ([2, 2], [0, 1, 0.5, 1])], gives: [],
      [1.3862943611198906]),
    Sample(.meanSquaredError, [([2], [1, 2]), ([2], [3, 5])], gives: [], [6.5]),
  ]

  @Test(arguments: samples)
  func `an operation gives the result worked out by hand`(_ sample: Sample) throws {
    var graph = Graph()
    let inputs = try sample.operands.map {
      try graph.appendInput(try #require(Shape($0.extents)))
    }
    let output = try graph.append(sample.operation, inputs, attributes: sample.attributes)
    var evaluation = try Evaluation<Double>(of: graph)
    for (node, operand) in zip(inputs, sample.operands) {
      try evaluation.setElements(operand.elements, of: node)
    }
    evaluation.forward()
    #expect(evaluation.value(of: output).shape.extents == sample.extents)
    let found = evaluation.value(of: output).elements
    let isSame = zip(found, sample.result).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
    #expect(isSame, "\(found) instead of \(sample.result)")
  }

  @Test func `NaN comes through wherever it is chosen from`() throws {
    let operations: [Autodiff.Operation] = [
      .relu, .abs, .softplus, .sigmoid, .gelu, .tanh, .maximum, .minimum, .largest, .logSumExp,
      .sum, .mean, .softmax, .square, .leakyRelu,
    ]
    for operation in operations {
      var graph = Graph()
      let inputs = try (0..<operation.arity.lowerBound).map { _ in try graph.appendInput() }
      for place in inputs.indices {
        var copy = graph
        let output = try copy.append(operation, inputs)
        var evaluation = try Evaluation<Double>(of: copy)
        for node in inputs { try evaluation.setValue(-1, of: node) }
        try evaluation.setValue(.nan, of: inputs[place])
        evaluation.forward()
        #expect(try #require(evaluation.value(of: output).scalar).isNaN, "\(operation) \(place)")
      }
    }
  }

  @Test func `a label that is no class gives NaN, not a crash`() throws {
    for label in [-1, 3, 0.5, .nan, .infinity, -.infinity, 1e300] {
      var graph = Graph()
      let scores = try graph.appendInput(try #require(Shape([3])))
      let labels = try graph.appendInput(isData: true)
      let loss = try graph.append(.logisticLoss, [scores, labels])
      var evaluation = try Evaluation<Double>(of: graph)
      try evaluation.setValue(label, of: labels)
      evaluation.forward()
      try evaluation.reverse(from: loss)
      #expect(try #require(evaluation.value(of: loss).scalar).isNaN)
      #expect(evaluation.adjoint(of: scores).elements.allSatisfy { $0.isNaN })
    }
  }

  @Test func `what overflows in a formula does not overflow in a rule`() throws {
    let expectations: [(Autodiff.Operation, Double, Double)] = [
      (.sigmoid, -1000, 0), (.sigmoid, 1000, 1), (.softplus, 1000, 1000), (.softplus, -1000, 0),
      (.tanh, 1000, 1), (.gelu, -1000, 0), (.gelu, 1000, 1000),
    ]
    for (operation, x, expected) in expectations {
      var graph = Graph()
      let input = try graph.appendInput()
      let output = try graph.append(operation, [input])
      var evaluation = try Evaluation<Double>(of: graph)
      try evaluation.setValue(x, of: input)
      evaluation.forward()
      try evaluation.reverse(from: output)
      #expect(evaluation.value(of: output).scalar == expected)
      #expect(try #require(evaluation.adjoint(of: input).scalar).isFinite)
    }
  }
}
