import Autodiff
import Testing

/// What is thrown, in full, for expressions and values that make no sense.
@Suite struct TapeErrorTests {
  private func message(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return "\(error)" }
    return nil
  }

  @Test func `a method's error names operation, operands, both shapes and its own line`() {
    let tape = Tape()
    let W = tape.input("W", shape: [3, 2])
    let x = tape.input("x", shape: [4])
    let line = #line + 1
    let z = tanh(W.matmul(x)).sum()
    #expect(
      message { _ = try z.gradient() }
        == "AutodiffTests/TapeErrorTests.swift:\(line): @ on W and x: 3×2 @ 4: the inner dimensions 2 "
        + "and 4 differ")
    #expect(z.shape == nil)
  }

  @Test func `an operator's error names the lines of its operands`() {
    let tape = Tape()
    let line = #line + 1
    let x = tape.input("x", shape: [3])
    let y = tape.input("y", shape: [2, 4])
    _ = x + sin(y)
    let file = "AutodiffTests/TapeErrorTests.swift"
    #expect(
      message { _ = try tape.graph() }
        == "\(file):\(line) and \(file):\(line + 2): + on x and the result of sin: 3 and 2×4 cannot "
        + "be broadcast together")
  }

  @Test func `the first of several errors is thrown, by whatever asks for the graph`() throws {
    let tape = Tape()
    let x = tape.input("x", shape: [3], fileID: "A/a.swift", line: 1)
    let first = x.matmul([[1, 2]], fileID: "A/a.swift", line: 2)
    let second = x.matmul([1, 2], fileID: "A/a.swift", line: 3)
    let both = first + second
    let expected =
      "A/a.swift:2: @ on x and the result of constant: 3 @ 1×2: the inner dimensions 3 and "
      + "1 differ"
    #expect(message { _ = try tape.graph() } == expected)
    #expect(message { _ = try tape.evaluation() } == expected)
    #expect(message { _ = try both.timeline() } == expected)
    #expect(message { _ = try x.sum().checkGradient() } == expected)
    #expect(message { _ = try both.id } == expected)
  }

  @Test func `nodes of two tapes do not mix, and both tapes say so`() {
    let (one, other) = (Tape(), Tape())
    let x = one.input("x", 1, fileID: "A/a.swift", line: 1)
    let y = other.input("y", 2, fileID: "A/a.swift", line: 2)
    let z = x * y
    let expected = "A/a.swift:1 and A/a.swift:2: *: the operands are on different tapes"
    #expect(message { _ = try z.gradient() } == expected)
    #expect(message { _ = try one.graph() } == expected)
    #expect(message { _ = try other.graph() } == expected)
  }

  @Test func `literals alone are on no tape`() {
    let two: Node = 2
    let sum = two + 3
    #expect(
      message { _ = try sum.gradient() }
        == "+: literals alone belong to no tape; start with tape.constant(…)")
    #expect(message { _ = try two.id } == "the node is not on this tape")
    let tape = Tape()
    _ = tape.input("x", 1) * sum
    #expect(message { _ = try tape.graph() }?.hasPrefix("+: literals alone") == true)
  }

  @Test func `ragged literals are refused wherever they stand`() {
    let tape = Tape()
    let x = tape.input("x", shape: [2, 2], fileID: "A/a.swift", line: 1)
    let ragged = "A/a.swift:1: this literal is not a tensor: rows of shapes 2 and 1 differ"
    #expect(message { _ = try tape.evaluation(at: [x: [[1, 2], [3]]]) } == ragged)
    _ = tape.input("y", [[1, 2], [3]], fileID: "A/a.swift", line: 1)
    #expect(message { _ = try tape.graph() } == ragged)
    let other = Tape()
    _ = other.input("x", shape: [2], fileID: "A/a.swift", line: 1) + [[1, 2], [3]]
    #expect(
      message { _ = try other.graph() }
        == "this literal is not a tensor: rows of shapes 2 and 1 differ")
  }

  @Test func `values have to be there, to fit and to be those of inputs`() {
    let tape = Tape()
    let x = tape.input("x", fileID: "A/a.swift", line: 1)
    let z = x.squared(fileID: "A/a.swift", line: 2)
    let stranger = Tape().input("s", fileID: "A/a.swift", line: 3)
    #expect(message { _ = try z.gradient() } == "the input 'x' has no value")
    #expect(
      message { _ = try z.gradient(at: [x: [1, 2]]) }
        == "A/a.swift:1: the input 'x' is scalar, its value 2")
    #expect(
      message { _ = try z.gradient(at: [x: 1, z: 2]) }
        == "A/a.swift:2: a value is given for a node that is not an input")
    #expect(
      message { _ = try z.gradient(at: [x: 1, stranger: 2]) }
        == "A/a.swift:3: the node is not on this tape")
    #expect(
      message { _ = try z.timeline(at: [x: 1], mode: .forward, along: [stranger: 1]) }
        == "A/a.swift:3: the node is not on this tape")
  }

  @Test func `two inputs do not share a name, nor does one have a negative extent`() {
    let tape = Tape()
    _ = tape.input("x")
    _ = tape.input("x", fileID: "A/a.swift", line: 2)
    #expect(message { _ = try tape.graph() } == "A/a.swift:2: two inputs are called 'x'")
    let other = Tape()
    _ = other.input("x", shape: [-1], fileID: "A/a.swift", line: 2)
    #expect(message { _ = try other.graph() }?.hasPrefix("A/a.swift:2: ") == true)
  }

  @Test func `slices outside and axes that are not there are refused`() {
    for build in [
      { (x: Node) in x[2] }, { x in x[-1] }, { x in x.slice(axis: 2, 0..<1) },
      { x in x.slice(axis: -1, 0..<1) }, { x in x.slice(axis: 0, 1..<3) },
      { x in x.sum(axis: 2) }, { x in x[0][0][0] },
    ] {
      let tape = Tape()
      _ = build(tape.input("x", shape: [2, 2]))
      #expect(message { _ = try tape.graph() } != nil)
    }
  }

  @Test func `given twice, the last value counts`() throws {
    let tape = Tape()
    let x = tape.input("x", 1)
    #expect(try x.squared().gradient(at: [x: 2, x: 3]).value.scalar == 9)
    var inputs: Inputs = [x: 2]
    inputs.set(x, to: 4)
    #expect(try x.squared().gradient(at: inputs).value.scalar == 16)
  }
}
