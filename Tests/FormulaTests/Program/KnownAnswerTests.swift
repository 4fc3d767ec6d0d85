import Autodiff
import Testing

@testable import Formula

@Suite struct KnownAnswerTests {
  @Test(arguments: KnownAnswer.all)
  func `an example has its known value and derivatives`(_ known: KnownAnswer) throws {
    let example = try #require(Example.named(known.example))
    let run = try Run(example.text)
    expect(run.result, near: known.value, known.tolerance)
    for (name, expected) in known.adjoints {
      expect(try #require(run.adjoint(name)), near: expected, known.tolerance)
    }
  }

  private func expect(_ actual: [Double], near expected: [Double], _ tolerance: Double) {
    #expect(actual.count == expected.count)
    for (mine, theirs) in zip(actual, expected) where !mine.isNear(theirs, tolerance: tolerance) {
      Issue.record("\(mine) is not \(theirs)")
    }
  }

  @Test func `every example has a known answer`() {
    #expect(KnownAnswer.all.map(\.example).sorted() == Example.all.map(\.name).sorted())
  }

  @Test func `the swelling expression has six operations, and without sharing twelve`() throws {
    let example = try #require(Example.named("expression-swell"))
    #expect(
      try Program(example.text).drawing == """
        x
        a = exp x
        b = square a
        c = add a b
        d = exp c
        g = sin c
        f = add d g
        """)
    let apart = try Program(example.text, sharing: false)
    #expect(apart.drawing.split(separator: "\n").count == 12)
  }
}
