import Basics
import Testing

@testable import Inquiry

@Suite struct BracketingTests {
  @Test func `a row vector costs least from the left`() {
    let bracketing = Bracketing([(1, 2), (2, 3), (3, 4)])
    #expect(bracketing.fromLeft == 18 && bracketing.fromRight == 32)
    #expect(
      bracketing.words
        == "from the left, as reverse mode, 18 multiplications; from the right, as forward mode, 32"
    )
  }

  @Test func `what is counted is what multiplying does`() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<50 {
      let sizes = (0...Int.random(in: 2...6, using: &random)).map { _ in
        Int.random(in: 1...9, using: &random)
      }
      let factors = zip(sizes, sizes.dropFirst()).map { (rows: $0, columns: $1) }
      let bracketing = Bracketing(factors)
      #expect(bracketing.fromLeft == Double(Self.multiplications(factors)))
      let transposed = factors.reversed().map { (rows: $0.columns, columns: $0.rows) }
      #expect(bracketing.fromRight == Double(Self.multiplications(transposed)))
    }
  }

  /// Multiplies one after the other from the left, and counts.
  private static func multiplications(_ factors: [(rows: Int, columns: Int)]) -> Int {
    var count = 0
    for factor in factors.dropFirst() {
      for _ in 0..<factors[0].rows { for _ in 0..<factor.columns { count += factor.rows } }
    }
    return count
  }

  @Test func `one factor needs no multiplication`() {
    #expect(Bracketing([(3, 4)]).fromLeft == 0 && Bracketing([]).fromRight == 0)
  }
}
