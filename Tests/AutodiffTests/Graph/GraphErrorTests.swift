import Autodiff
import Testing

/// What a graph refuses, in the words a user reads.
@Suite struct GraphErrorTests {
  /// An operation that does not fit, and the sentence that says so.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let operation: Autodiff.Operation
    let operands: [[Int]]
    var attributes: [Int] = []
    let sentence: String

    var testDescription: String { sentence }

    init(
      _ operation: Autodiff.Operation, _ operands: [[Int]], _ attributes: [Int] = [],
      says sentence: String
    ) {
      self.operation = operation
      self.operands = operands
      self.attributes = attributes
      self.sentence = sentence
    }
  }

  static let refusals: [Refusal] = [
    Refusal(.add, [[3], [4]], says: "+: 3 and 4 cannot be broadcast together"),
    Refusal(.multiply, [[2, 3], [2]], says: "*: 2×3 and 2 cannot be broadcast together"),
    Refusal(.select, [[2], [2], [3]], says: "where: 2 and 3 cannot be broadcast together"),
    Refusal(
      .matrixProduct, [[2, 3], [4]], says: "@: 2×3 @ 4: the inner dimensions 3 and 4 differ"),
    Refusal(
      .matrixProduct, [[2, 3], [3, 2]], [1, 0],
      says: "@: transposed 2×3 @ 3×2: the inner dimensions 2 and 3 differ"),
    Refusal(
      .matrixProduct, [[3], [2, 3, 4]],
      says: "@: a vector does not multiply a batch of matrices, 3 by 2×3×4: reshape it to a matrix"),
    Refusal(
      .matrixProduct, [[2, 2, 3], [3, 3, 4]],
      says: "@: 2 and 3 cannot be broadcast together"),
    Refusal(
      .matrixProduct, [[2, 2, 3], [2, 4, 3]],
      says: "@: 2×2×3 @ 2×4×3: the inner dimensions 3 and 4 differ"),
    Refusal(
      .permute, [[2, 3]], [0, 0],
      says: "permute: 0, 0 is no order of the 2 axes of 2×3, which count from 0"),
    Refusal(
      .permute, [[2, 3]], [1],
      says: "permute: 1 is no order of the 2 axes of 2×3, which count from 0"),
    Refusal(.indexSelect, [[2, 3], [4]], [2], says: "indexSelect: 2×3 has no axis 2"),
    Refusal(
      .indexAdd, [[2, 3], [4]], [0, 5],
      says: "indexAdd: 2×3 has no axes from 0 on for indices of shape 4"),
    Refusal(
      .indexAdd, [[4], [4]], [0, -1], says: "indexAdd: -1 is not the length of an axis"),
    Refusal(
      .gatherAlong, [[2, 3], [3, 1]],
      says: "gatherAlong: indices of shape 3×1 do not lie beside 2×3 on the axes other than 1"),
    Refusal(
      .gatherAlong, [[2, 3], [2]],
      says: "gatherAlong: indices of shape 2 do not lie beside 2×3 on the axes other than 1"),
    Refusal(
      .scatterAdd, [[2, 3], [2, 2]], [1, 2, 3],
      says: "scatterAdd: 2×3 does not match indices of shape 2×2"),
    Refusal(
      .conv2d, [[2, 4, 4], [3, 1, 2, 2]], [1, 1, 0, 0, 1, 1, 2],
      says: "conv2d: 3 responses cannot be divided into 2 groups"),
    Refusal(
      .conv2d, [[2, 4, 4], [4, 2, 2, 2]], [1, 1, 0, 0, 1, 1, 2],
      says: "conv2d: an image of shape 2×4×4 and a kernel of shape 4×2×2×2 in 2 groups differ in "
        + "their channels, 2 and 4"),
    Refusal(
      .conv2d, [[3, 3], [2, 2]], [1, 1, 0, 1, 3, 3, 1],
      says: "conv2d: a kernel of shape 2×2 does not fit on an image of shape 3×3 "
        + "with the padding 0×1 and the dilation 3×3"),
    Refusal(
      .conv2d, [[3, 3], [2, 2]], [1, 1, 0],
      says: "conv2d: a convolution takes stride and padding, or both twice, the dilation twice and "
        + "the number of groups, not 3 numbers"),
    Refusal(
      .averagePool2d, [[4, 4]], [2, 2, 1, 0, 0, 0, 0],
      says: "averagePool2d: the stride 0 is less than 1"),
    Refusal(
      .averagePool2d, [[4, 4]], [2, 2, 1, 1, 2, 0, 0],
      says: "averagePool2d: the padding 2 is not between 0 and half of the window, 1"),
    Refusal(
      .maxPool2d, [[4, 4]], [2, 2, .max, 1, 0, 0, 0],
      says: "maxPool2d: the window, its stride or its padding is too large"),
    Refusal(
      .maxPool2d, [[4, 4]], [2, 2],
      says: "maxPool2d: a window is given by its size, or by 7 numbers, not 2"),
    Refusal(.largest, [[4, 4]], [2, 1], says: "max: 4×4 has no axis 2"),
    Refusal(.largest, [[4, 4]], [-1], says: "max: 4×4 has no axis -1"),
    Refusal(
      .matrixProduct, [[], [3]],
      says: "@: only vectors and matrices can be multiplied, not scalar by 3"),
    Refusal(.transpose, [[3]], says: "transpose: only a matrix can be transposed, not 3"),
    Refusal(.sum, [[2, 3]], [2], says: "sum: 2×3 has no axis 2"),
    Refusal(.mean, [[2, 3]], [-1], says: "mean: 2×3 has no axis -1"),
    Refusal(.softmax, [[]], [0], says: "softmax: scalar has no axis 0"),
    Refusal(.reshape, [[2, 3]], [4], says: "reshape: 2×3 cannot be reshaped to 4"),
    Refusal(.reshape, [[2, 3]], [-2, -3], says: "reshape: 2×3 cannot be reshaped to -2×-3"),
    Refusal(.reshape, [[2, 3]], says: "reshape: 2×3 cannot be reshaped to scalar"),
    Refusal(.slice, [[2, 3]], [0, 1], says: "slice: 2×3 takes 2 indices, not 1"),
    Refusal(.slice, [[]], [0, -1], says: "slice: scalar takes 0 indices, not 1"),
    Refusal(.slice, [[2]], [2, -1], says: "slice: index 2 is outside axis 0 of 2"),
    Refusal(.slice, [[2]], [-1, -1], says: "slice: index -1 is outside axis 0 of 2"),
    Refusal(
      .slice, [[2, 5]], [0, 2, 4, 2], says: "slice: 2 indices from 4 are outside axis 1 of 2×5"),
    Refusal(
      .slice, [[2]], [.max, 2],
      says: "slice: 2 indices from 9223372036854775807 are outside axis 0 of 2"),
    Refusal(.slice, [[2]], [0, -2], says: "slice: -2 is not a number of indices"),
    Refusal(.broadcast, [[2, 3]], [3], says: "broadcast: 2×3 cannot be broadcast to 3"),
    Refusal(.broadcast, [[3]], says: "broadcast: 3 cannot be broadcast to scalar"),
    Refusal(.broadcast, [[2]], [3], says: "broadcast: 2 and 3 cannot be broadcast together"),
    Refusal(.pad, [[2, 3]], [1, 1], says: "pad: 2×3 takes 4 counts of zeros, not 2"),
    Refusal(.pad, [[2]], [1, -1], says: "pad: there cannot be -1 zeros"),
    Refusal(.pad, [[2]], [.max, 1], says: "pad: 2 with these zeros around it is too large"),
    Refusal(
      .conv2d, [[3], [2]],
      says: "conv2d: an image of shape 3 does not match a kernel of shape 2"),
    Refusal(
      .conv2d, [[2, 8, 8], [4, 3, 2, 2]],
      says: "conv2d: an image of shape 2×8×8 and a kernel of shape 4×3×2×2 differ in their "
        + "channels, 2 and 3"),
    Refusal(
      .conv2d, [[2, 2], [3, 3]],
      says: "conv2d: a kernel of shape 3×3 does not fit on an image of shape 2×2 "
        + "with the padding 0"),
    Refusal(.conv2d, [[2, 2], [1, 1]], [0, 0], says: "conv2d: the stride 0 is less than 1"),
    Refusal(.conv2d, [[2, 2], [1, 1]], [1, -1], says: "conv2d: the padding -1 is negative"),
    Refusal(
      .conv2d, [[2, 2], [1, 1]], [1, .max],
      says: "conv2d: the image, its padding or the stride is too large"),
    Refusal(
      .conv2dTransposed, [[3, 3], [2, 2]], [1, 0, 3, 3],
      says: "conv2dTransposed: a response of shape 2×2 is expected, not 3×3"),
    Refusal(
      .conv2dKernel, [[3, 3], [2, 2]], [1, 0],
      says: "conv2dKernel: stride, padding, rows and columns are 4 numbers, not 2"),
    Refusal(
      .conv2dKernel, [[3, 3], [2, 2]], [1, 0, 0, 2],
      says: "conv2dKernel: 0×2 is not the size of an image or kernel"),
    Refusal(
      .maxPool2d, [[5, 1]],
      says: "maxPool2d: a window of shape 2×2 does not fit on an image of shape 5×1"),
    Refusal(.maxPool2d, [[3]], says: "maxPool2d: an image has rows and columns, not 3"),
    Refusal(.concatenate, [[2], [2, 2]], says: "concat: 2 and 2×2 cannot be joined along axis 0"),
    Refusal(
      .concatenate, [[2, 3], [2, 4]], says: "concat: 2×3 and 2×4 cannot be joined along axis 0"),
    Refusal(.concatenate, [[], []], says: "concat: scalar has no axis 0"),
    Refusal(.concatenate, [[2], [2]], [1], says: "concat: 2 has no axis 1"),
    Refusal(
      .stack, [[2], []],
      says: "stack: the elements of one array must have one shape, not 2 and scalar"),
    Refusal(
      .logisticLoss, [[3, 4], [4]],
      says: "logisticLoss: scores of shape 3×4 do not match labels of shape 4"),
    Refusal(
      .logisticLoss, [[], []],
      says: "logisticLoss: scores of shape scalar do not match labels of shape scalar"),
    Refusal(
      .meanSquaredError, [[3], [1]],
      says: "meanSquaredError: 3 does not match targets of shape 1"),
    Refusal(
      .sigmoidCrossEntropy, [[2, 3], [3]],
      says: "sigmoidCrossEntropy: 2×3 does not match targets of shape 3"),
  ]

  @Test(arguments: refusals)
  func `operands that do not fit are refused in words, and the graph stays as it was`(
    _ refusal: Refusal
  ) throws {
    var graph = Graph()
    let shapes = try refusal.operands.map { try #require(Shape($0)) }
    let operands = try shapes.map { try graph.appendInput($0) }
    let error = #expect(throws: GraphError.self) {
      try graph.append(refusal.operation, operands, attributes: refusal.attributes)
    }
    #expect(error?.description == refusal.sentence)
    if case .shapesDoNotFit(let operation, let given, _) = error {
      #expect(operation == refusal.operation)
      #expect(given == shapes)
    } else {
      Issue.record("\(String(describing: error)) is not about shapes")
    }
    #expect(graph.count == operands.count)
  }

  @Test func `the wrong number of operands is counted out`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let cases: [(Autodiff.Operation, Int, String)] = [
      (.add, 1, "+ takes 2 operands, not 1"), (.sin, 2, "sin takes 1 operand, not 2"),
      (.select, 0, "where takes 3 operands, not 0"),
      (.stack, 0, "stack takes at least 1 operand, not 0"),
      (.input, 1, "input is given a value, not computed from operands"),
      (.constant, 0, "constant is given a value, not computed from operands"),
    ]
    for (operation, count, sentence) in cases {
      let error = #expect(throws: GraphError.operandCount(operation, given: count)) {
        try graph.append(operation, Array(repeating: x, count: count))
      }
      #expect(error?.description == sentence)
    }
    #expect(graph.count == 1)
  }

  @Test func `attributes that an operation does not take are refused`() throws {
    let cases: [(Autodiff.Operation, [Int], String)] = [
      (.sin, [1], "sin takes no attributes, not 1"),
      (.sum, [0, 1], "sum takes 0 to 1 attributes, not 2"),
    ]
    for (operation, attributes, sentence) in cases {
      var graph = Graph()
      let x = try graph.appendInput()
      let error = #expect(throws: GraphError.self) {
        try graph.append(operation, [x], attributes: attributes)
      }
      #expect(error?.description == sentence)
      #expect(graph.count == 1)
    }
  }

  @Test func `to ask for the value of a stranger is a fault that is named`() async throws {
    await #expect(processExitsWith: .failure) {
      var other = Graph()
      for _ in 0..<3 { _ = try other.appendInput() }
      var graph = Graph()
      _ = try graph.appendInput()
      let evaluation = try Evaluation<Double>(of: graph)
      if let stranger = other.nodes.last { _ = evaluation.value(of: stranger) }
    }
  }

  @Test func `a node of another graph is a stranger`() throws {
    var other = Graph()
    _ = try other.appendInput()
    let stranger = try other.appendInput()
    var graph = Graph()
    let x = try graph.appendInput()
    let error = #expect(throws: GraphError.unknownOperand(stranger)) {
      try graph.append(.add, [x, stranger])
    }
    #expect(error?.description == "node #1 is not part of this graph")
  }

  @Test func `numbers are counted against the shape`() throws {
    var graph = Graph()
    let shape = try #require(Shape([3]))
    let error = #expect(throws: GraphError.self) {
      try graph.appendConstant([1, 2], shape: shape)
    }
    #expect(error?.description == "node #0 holds 3 numbers, not 2")
    #expect(graph.count == 0)
    let x = try graph.appendInput()
    let z = try graph.append(.exp, [x])
    var evaluation = try Evaluation<Double>(of: graph)
    let many = #expect(throws: GraphError.elementCount(x, expected: 1, given: 2)) {
      try evaluation.setElements([1, 2], of: x)
    }
    #expect(many?.description == "node #0 holds 1 number, not 2")
    #expect(throws: GraphError.elementCount(z, expected: 1, given: 0)) {
      try evaluation.reverse(from: z, seed: [])
    }
    #expect(throws: GraphError.elementCount(x, expected: 1, given: 3)) {
      try evaluation.pushforward(along: [(x, [1, 2, 3])])
    }
    #expect(throws: GraphError.elementCount(z, expected: 1, given: 2)) {
      try Timeline(evaluation, output: z, seed: [1, 2])
    }
  }

  @Test func `a computed value cannot be given`() throws {
    var graph = Graph()
    let x = try graph.appendInput()
    let constant = try graph.appendConstant([1])
    let z = try graph.append(.add, [x, constant])
    var evaluation = try Evaluation<Double>(of: graph)
    let error = #expect(throws: GraphError.notAnInput(z)) { try evaluation.setValue(1, of: z) }
    #expect(error?.description == "node #2 is computed; its value cannot be set")
    #expect(throws: GraphError.notAnInput(constant)) { try evaluation.setValue(1, of: constant) }
    #expect(throws: GraphError.notAnInput(z)) { try evaluation.pushforward(along: [(z, [1])]) }
  }

  @Test func `a node of another graph cannot be run either`() throws {
    var other = Graph()
    _ = try other.appendInput()
    let stranger = try other.appendInput()
    var graph = Graph()
    _ = try graph.appendInput()
    var evaluation = try Evaluation<Double>(of: graph)
    #expect(throws: GraphError.unknownOperand(stranger)) {
      try evaluation.setValue(1, of: stranger)
    }
    #expect(throws: GraphError.unknownOperand(stranger)) { try evaluation.reverse(from: stranger) }
    #expect(throws: GraphError.unknownOperand(stranger)) {
      try evaluation.pushforward(along: [(stranger, [1])])
    }
    #expect(throws: GraphError.unknownOperand(stranger)) {
      try Timeline(evaluation, output: stranger)
    }
  }

  @Test func `more shapes than can be numbered are too many`() throws {
    var graph = Graph()
    for extent in 0..<Int(UInt16.max) {
      _ = try graph.appendInput(try #require(Shape([extent])))
    }
    let error = #expect(throws: GraphError.tooLarge) {
      try graph.appendInput(try #require(Shape([2, 2])))
    }
    #expect(
      error?.description
        == "the graph is too large: its nodes or elements can no longer be numbered")
    #expect(graph.count == Int(UInt16.max))
  }

  @Test func `more elements than can be numbered are too many`() throws {
    var graph = Graph()
    _ = try graph.appendInput(try #require(Shape([1 << 31])))
    #expect(throws: GraphError.tooLarge) { try Evaluation<Double>(of: graph) }
  }

  @Test func `the joined and the stacked may be too large to count`() throws {
    var graph = Graph()
    let wide = try graph.appendInput(try #require(Shape([.max, 0])))
    #expect(throws: GraphError.self) { try graph.append(.concatenate, [wide, wide]) }
  }
}
