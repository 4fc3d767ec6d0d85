import Autodiff
import Testing

@Suite struct ComparisonTests {
  static let truths: [(Autodiff.Operation, [Double])] = [
    (.less, [1, 0, 0]), (.lessOrEqual, [1, 1, 0]), (.greater, [0, 0, 1]),
    (.greaterOrEqual, [0, 1, 1]), (.equal, [0, 1, 0]), (.notEqual, [1, 0, 1]),
  ]

  @Test(arguments: truths)
  func `a comparison answers 1 or 0, and neither operand hears of it`(
    _ operation: Autodiff.Operation, expected: [Double]
  ) throws {
    var graph = Graph()
    let shape = try #require(Shape([3]))
    let (x, y) = (try graph.appendInput(shape), try graph.appendInput(shape))
    let answer = try graph.append(operation, [x, y])
    let product = try graph.append(.multiply, [answer, x])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setElements([1, 2, 3], of: x)
    try evaluation.setElements([2, 2, 2], of: y)
    evaluation.forward()
    try evaluation.reverse(from: product)
    try evaluation.pushforward(along: [(x, [1, 1, 1]), (y, [1, 1, 1])])
    #expect(evaluation.value(of: answer).elements == expected)
    #expect(evaluation.tangent(of: answer).elements == [0, 0, 0])
    #expect(evaluation.adjoint(of: answer).elements == [1, 2, 3])
    #expect(evaluation.adjoint(of: x).elements == expected)
    #expect(evaluation.adjoint(of: y).elements == [0, 0, 0])
    #expect(!graph.receivesContribution(answer, operand: 0))
    #expect(!graph.receivesContribution(answer, operand: 1))
  }

  @Test(arguments: truths)
  func `nothing compares with NaN but that it differs`(
    _ operation: Autodiff.Operation, expected: [Double]
  ) throws {
    var graph = Graph()
    let (x, y) = (try graph.appendInput(), try graph.appendInput())
    let answer = try graph.append(operation, [x, y])
    var evaluation = try Evaluation<Double>(of: graph)
    try evaluation.setValue(.nan, of: x)
    evaluation.forward()
    #expect(evaluation.value(of: answer).scalar == (operation == .notEqual ? 1 : 0))
  }

  @Test func `comparisons, roundings and places are all that is stepwise`() {
    let stepwise = Autodiff.Operation.allCases.filter { $0.smoothness == .stepwise }
    #expect(Set(stepwise) == Set(Self.truths.map(\.0) + [.sign, .floor, .round, .argmax]))
  }
}
