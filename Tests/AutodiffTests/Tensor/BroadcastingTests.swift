import Autodiff
import Basics
import TestSupport
import Testing

@Suite struct BroadcastingTests {
  @Test func `axes are matched from the last, and an extent of 1 repeats`() throws {
    let cases: [([Int], [Int], [Int])] = [
      ([3, 1], [4], [3, 4]), ([], [2, 3], [2, 3]), ([1], [], [1]),
      ([2, 1, 3], [4, 1], [2, 4, 3]),
      ([0], [1], [0]), ([1, 3], [2, 1], [2, 3]),
    ]
    for (left, right, expected) in cases {
      let (x, y) = (try #require(Shape(left)), try #require(Shape(right)))
      #expect(try x.broadcast(with: y).extents == expected)
      #expect(try y.broadcast(with: x).extents == expected)
    }
  }

  @Test func `extents that differ are refused, and so is a result too large to count`() throws {
    let (three, four) = (try #require(Shape([3])), try #require(Shape([4])))
    #expect(throws: ShapeMismatch.self) { try three.broadcast(with: four) }
    let (tall, wide) = (try #require(Shape([.max, 1])), try #require(Shape([2])))
    #expect(throws: ShapeMismatch.self) { try tall.broadcast(with: wide) }
  }

  /// The gradient check cannot see a wrong walk through memory that both directions share.
  @Test(arguments: Autodiff.Operation.subtract.cases + Autodiff.Operation.select.cases)
  func `every element is computed from the elements at its own place`(
    _ operationCase: OperationCase
  ) throws {
    var random = SplitMix64(seed: 9)
    var graph = Graph()
    let shapes = try operationCase.operands.map { try #require(Shape($0)) }
    let inputs = try shapes.map { try graph.appendInput($0) }
    let output = try graph.append(operationCase.operation, inputs)
    var evaluation = try Evaluation<Double>(of: graph)
    var operands: [[Double]] = []
    for (node, shape) in zip(inputs, shapes) {
      let isCondition = operationCase.operation == .select && operands.isEmpty
      operands.append(
        (0..<shape.count).map { _ in
          isCondition ? Double(random.integer(below: 2)) : random.factor()
        })
      try evaluation.setElements(operands[operands.count - 1], of: node)
    }
    evaluation.forward()
    let result = evaluation.value(of: output)
    for place in 0..<result.shape.count {
      let elements = zip(operands, shapes).map { operand, shape in
        operand[Self.place(place, of: result.shape.extents, in: shape.extents)]
      }
      let expected =
        elements.count == 2
        ? elements[0] - elements[1] : elements[0] != 0 ? elements[1] : elements[2]
      #expect(result.elements[place] == expected)
    }
  }

  /// Where the element of a result lies in an operand that is broadcast to it.
  private static func place(_ place: Int, of result: [Int], in operand: [Int]) -> Int {
    var (rest, index, step) = (place, 0, 1)
    for axis in 0..<result.count {
      let extent = result[result.count - 1 - axis]
      if axis < operand.count {
        let own = operand[operand.count - 1 - axis]
        index += own == 1 ? 0 : rest % extent * step
        step *= own
      }
      rest /= extent
    }
    return index
  }
}
