import Syntax
import Testing

@testable import Inquiry

@Suite struct TensorStatisticsTests {
  @Test func `the finite numbers are summed up and the others counted`() {
    let facts = TensorStatistics([3, -4, .nan, .infinity, 1])
    #expect(facts.least == -4 && facts.greatest == 3 && facts.mean == 0)
    #expect((facts.norm - 26.0.squareRoot()).magnitude < 1e-12)
    #expect(facts.nonFinite == 2 && facts.count == 5)
  }

  @Test func `numbers near the largest do not overflow`() {
    let numbers = [Double.greatestFiniteMagnitude, -Double.greatestFiniteMagnitude]
    let facts = TensorStatistics(numbers)
    #expect(facts.mean == 0)
    #expect(facts.histogram(of: numbers, bins: 4) == [1, 0, 0, 1])
  }

  @Test(arguments: [[], [Double.nan], [.infinity, -.infinity]])
  func `without a finite number there is nothing to say`(numbers: [Double]) {
    let facts = TensorStatistics(numbers)
    #expect(facts.least == nil && facts.mean == nil && facts.norm == 0)
    #expect(facts.histogram(of: numbers, bins: 8) == [])
  }

  @Test func `every finite number falls into a bin`() {
    let numbers = (0..<1000).map { Double($0 % 37) - 7 }
    let facts = TensorStatistics(numbers)
    #expect(facts.histogram(of: numbers, bins: 10).reduce(0, +) == 1000)
    #expect(facts.histogram(of: [5, 5], bins: 3).reduce(0, +) == 2)
  }
}
