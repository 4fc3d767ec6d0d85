import Autodiff
import Syntax
import Testing

@testable import Formula

/// Setting an input, which reads the text again only where that matters.
@Suite struct SettingTests {
  @Test(arguments: [
    ("x = 2; y = 3; z = x*y + sin(x)", "x", "pi/2"),
    ("W = [[1, 2], [3, 4]]; z = sum(W @ [x, 1])", "W", "[[0, 1], [nan, -0.0]]"),
    ("z = x*y", "x", "3"), ("f = [1, 2, 3]; y = 0; z = f[y]*2", "y", "2"),
    ("f = [1, 2, 3]; y = 0; z = f[y]*2", "f", "[4, 5, 6]"),
    ("W = [[1, 2], [3, 4]]; k = 1; z = sum(W, axis=k)[0]", "k", "0"),
    ("n = 2; x = [1, 2, 3, 4]; z = sum(reshape(x, n, 2)[0])", "n", "2"),
  ])
  func `a program with an input set is the one that was given the value`(
    _ text: String, _ input: String, _ value: String
  ) throws {
    let set = try Program(text).setting(input, to: value)
    let given = try Program(text, at: "\(input)=\(value)")
    #expect(set.text == given.text)
    #expect(set.graph.hasSameNodes(as: given.graph))
    #expect(set.notes.map(\.message) == given.notes.map(\.message))
    #expect(
      set.inputs.map { "\($0.name)=\($0.literal) \($0.isGiven)" }
        == given.inputs.map { "\($0.name)=\($0.literal) \($0.isGiven)" })
  }

  @Test func `a value that was set stays through another one, until the text says another`() throws
  {
    let program = try Program("x = 2; y = 3; z = x*y").setting("x", to: "5").setting("y", to: "7")
    #expect(program.inputs.map(\.values) == [[5], [7]])
    let edited = try program.replacingText(with: "x = 2; y = 4; z = x*y + 1")
    #expect(edited.inputs.map(\.values) == [[2], [4]])
    #expect(try program.replacingText(with: "z = x*y + 1").inputs.map(\.values) == [[5], [7]])
  }
}
