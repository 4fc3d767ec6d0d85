import Autodiff
import Basics
import Testing

@testable import Learning

@Suite struct RunningMedianTests {
  @Test func `the median is that of the last numbers`() {
    var (median, generator) = (RunningMedian(of: 7), SplitMix64(seed: 1))
    var numbers: [Double] = []
    #expect(median.median == nil)
    for _ in 0..<200 {
      numbers.append(Double(Int.random(in: 0..<10, using: &generator)))
      median.add(numbers[numbers.count - 1])
      let last = numbers.suffix(7).sorted()
      #expect(median.median == last[(last.count - 1) / 2])
    }
  }

  @Test func `what is not a number does not count, and the infinite does`() {
    var median = RunningMedian(of: 3)
    for number in [1, .nan, .infinity, 2, .infinity, .nan] { median.add(number) }
    #expect(median.count == 3 && median.median == .infinity)
  }

  @Test func `strips are compared once both are full`() {
    var strips = RunningStrips(of: 2)
    for number in [9, 1, 3, 5] as [Double] {
      #expect(strips.means == nil)
      strips.add(number)
    }
    #expect(strips.means?.earlier == 5 && strips.means?.later == 4)
    strips.add(7)
    #expect(strips.means?.earlier == 2 && strips.means?.later == 6)
  }
}

@Suite struct GuessingLevelTests {
  @Test func `guessing among classes costs their entropy`() throws {
    let images = try #require(
      ImageDataset(rows: 1, columns: 1, pixels: [1, 2, 3, 4], labels: [0, 1, 1, 1]))
    let entropy = -0.25 * Double.log(0.25) - 0.75 * Double.log(0.75)
    let level = GuessingLevel(of: .images(images), for: .logistic)
    #expect(abs(level.loss - entropy) < 1e-12)
    #expect(level.accuracy == 0.75)
    let squared = GuessingLevel(of: .images(images), for: .mse).loss
    #expect(abs(squared - 2 * 0.25 * 0.75 / 10) < 1e-12)
  }

  @Test func `guessing numbers costs their variance`() throws {
    let table = try #require(
      NumberTable(inputWidth: 1, targetWidth: 1, inputs: [0, 0, 0, 0], targets: [1, 3, 1, 3]))
    #expect(GuessingLevel(of: .table(table), for: .mse).loss == 1)
  }
}
