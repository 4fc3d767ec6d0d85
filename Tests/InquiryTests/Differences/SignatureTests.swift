import Autodiff
import Testing

@testable import Inquiry

/// What a wrong tensor looks like beside the right one, one signature after another.
@Suite struct SignatureTests {
  private static let matrix: [Double] = [0.3, -1.2, 2.5, 0.7, 1.9, -0.4]

  private func look(
    _ wrong: [Double], for right: [Double] = matrix, _ extents: [Int] = [2, 3],
    parts: [[Double]] = [], rounding: NumberRounding = .double
  ) throws -> [Signature] {
    let shape = try #require(Shape(extents))
    var question = SignatureQuestion(shape: shape, right: right, wrong: wrong)
    question.parts = parts.enumerated().map { place, elements in
      SignatureQuestion.Part(source: ["a", "b", "c"][place], elements: elements)
    }
    question.counts = ElementCount.all(of: shape, called: "w")
    question.rounding = rounding
    return SignatureSearch(question).signatures
  }

  private func times(_ factor: Double, _ numbers: [Double] = matrix) -> [Double] {
    numbers.map { factor * $0 }
  }

  @Test func `a factor, and what it counts`() throws {
    #expect(
      try look(times(6)).words
        == "6 times too large, 6 being the number of elements of w: a sum in place of a mean?")
    #expect(
      try look(times(1 / 6.0)).words
        == "6 times too small, 6 being the number of elements of w: a mean in place of a sum?")
    #expect(
      try look(times(0.5)).words
        == "2 times too small, 2 being the number of rows of w: a mean in place of a sum?")
    #expect(try look(times(1.37)).words == "1.37 times too large")
    #expect(try look(times(-1.37)).words == "with the opposite sign and 1.37 times too large")
    #expect(try look([3.5], for: [0.7], []) == [.factor(5, nil)])
    #expect(try look([0.9], for: [0.7], []) == [], "single numbers are in some ratio always")
  }

  @Test func `the sign`() throws {
    #expect(try look(times(-1)) == [.sign])
    #expect(try look([-0.7], for: [0.7], []) == [.sign])
  }

  @Test func `elements in other places`() throws {
    let square: [Double] = [0.3, -1.2, 2.5, 0.7]
    #expect(try look([0.3, 2.5, -1.2, 0.7], for: square, [2, 2]) == [.transposed])
    #expect(try look([0.3, 0.7, -1.2, 1.9, 2.5, -0.4]) == [.transposed], "read by columns")
    #expect(try look([2.5, 0.3, -1.2, -0.4, 0.7, 1.9]) == [.shifted(axis: 1, by: 1)])
    #expect(try look([2.5, -1.2, 0.3, -0.4, 1.9, 0.7]) == [.reversed(axis: 1)])
    let column: [Double] = [1, 2, 3, 4]
    #expect(try look([2, 1, 4, 3], for: column, [4]) == [.reordered(axis: 0)])
    let cube = (0..<8).map { Double($0 * $0) + 0.5 }
    let turned = [0, 4, 2, 6, 1, 5, 3, 7].map { cube[$0] }
    #expect(try look(turned, for: cube, [2, 2, 2]) == [.permuted([2, 1, 0])])
  }

  @Test func `a contribution that is missing, doubled, alone or itself off`() throws {
    let (a, b, c) = ([1.0, 2, 3.5], [0.3, -0.7, 1.1], [0.2, 0.9, -5])
    func sum(_ parts: [[Double]]) -> [Double] {
      parts.reduce([0, 0, 0]) { zip($0, $1).map { $0 + $1 } }
    }
    let right = sum([a, b, c])
    func look(_ wrong: [Double]) throws -> [Signature] {
      try self.look(wrong, for: right, [3], parts: [a, b, c])
    }
    #expect(try look(sum([a, c])) == [.missing(contribution: "b")])
    #expect(try look(sum([a, b, b, c])) == [.doubled(contribution: "b")])
    #expect(try look(c) == [.alone(contribution: "c")])
    #expect(
      try look(sum([a, times(-1, b), c])) == [.within(contribution: "b", [.sign])])
    let shape = try #require(Shape([3]))
    let count = try #require(ElementCount.all(of: shape, called: "w").first)
    #expect(
      try look(sum([a, b, times(3, c)])) == [.within(contribution: "c", [.factor(3, count)])])
    #expect(try look([0, 0, 0]) == [.cut])
  }

  @Test func `zeros where something should be`() throws {
    #expect(try look([0, 0, 0, 0, 0, 0]) == [.cut])
    #expect(try look([0.3, 0, 2.5, 0.7, 0, -0.4]) == [.partlyCut(2, of: 6)])
  }

  @Test func `a slice in place of the sum over a broadcast axis`() throws {
    var question = SignatureQuestion(
      shape: try #require(Shape([2])), right: [4, 6.5], wrong: [1, 2.5])
    question.unsummed = [
      SignatureQuestion.Unsummed(slices: [[3, 4], [1, 2.5]], words: "the rows of z")
    ]
    #expect(SignatureSearch(question).signatures == [.unsummed(slice: 1, of: "the rows of z")])
  }

  @Test func `numbers that are none, and the other way round`() throws {
    let broken = try look([0.3, .nan, 2.5, 0.7, .nan, -0.4])
    #expect(broken.words == "NaN at 2 of 6 elements, where a number should be")
    #expect(
      try look([-.infinity], for: [-20], []).words == "-∞, where a number should be")
    let mended = try look([0.3], for: [.nan], [])
    #expect(mended.words == "a number, where NaN should be")
  }

  @Test func `two at once`() throws {
    let transposed: [Double] = [0.3, 0.7, -1.2, 1.9, 2.5, -0.4]
    #expect(
      try look(times(1 / 6.0, transposed)).words
        == "transposed and 6 times too small, 6 being the number of elements of w: a mean in place of a sum?"
    )
    #expect(try look(times(-1, transposed)) == [.transposed, .sign])
    let reversed: [Double] = [2.5, -1.2, 0.3, -0.4, 1.9, 0.7]
    #expect(
      try look(times(1.37, reversed)).words == "reversed along axis 1 and 1.37 times too large")
    let (a, b) = ([1.0, 2, 3.5], [0.3, -0.7, 1.1])
    #expect(
      try look(times(1.37, a), for: zip(a, b).map { $0 + $1 }, [3], parts: [a, b]).words
        == "the contribution of b is missing and 1.37 times too large")
    let both: [Double] = [0.7, 0.3, 1.9, -1.2, -0.4, 2.5]
    let found = try look(both)
    #expect(found.count == 2, "\(found)")
  }

  @Test func `rounding and what looks like nothing`() throws {
    #expect(try look(times(1 + 1e-12)) == [.rounding("float64")])
    let half = Self.matrix.map { Double(Float16($0)) }
    #expect(try look(half, rounding: .half) == [.rounding("float16")])
    #expect(try look([0.1, 2.2, -0.9, 3.3, 0.4, 1.5]) == [])
  }
}
