import Learning
import TestSupport
import Testing

@Suite struct EmbeddedDigitsTests {
  private let digits: EmbeddedDigits

  init() throws { digits = try EmbeddedDigits(seed: 1) }

  @Test func `a digit depends on the seed and its number only`() throws {
    let all = digits.draw(0..<500, threads: 1)
    #expect(digits.draw(0..<500, threads: 3) == all)
    #expect(try EmbeddedDigits(seed: 1).draw(0..<500) == all)
    #expect(digits.draw(200..<300, threads: 2) == all.suffix(300).prefix(100))
    #expect(try EmbeddedDigits(seed: 2).draw(0..<500).pixels != all.pixels)
  }

  @Test func `training and test digits are of one kind and none is in both`() {
    let split = digits.split(training: 300, test: 200)
    #expect((split.training.count, split.test.count) == (300, 200))
    let images = (0..<300).map { Array(split.training.image($0)) }
    let others = (0..<200).map { Array(split.test.image($0)) }
    #expect(Set(images + others).count == 500)
  }

  @Test func `each ten digits hold every class once, not always in order`() {
    let labels = digits.draw(0..<1000).labels
    let tens = (0..<100).map { labels[($0 * 10)..<($0 * 10 + 10)] }
    #expect(tens.allSatisfy { Set($0).count == 10 && $0.allSatisfy { $0 < 10 } })
    #expect(Set(tens.map(Array.init)).count > 90)
  }

  @Test func `ink fits a box of twenty pixels and fills it`() {
    let drawn = digits.draw(0..<1000)
    for item in 0..<drawn.count {
      let (rows, columns) = Ink(drawn.image(item)).bounds
      #expect(rows.count <= 20 && columns.count <= 20, "digit \(item)")
      #expect(max(rows.count, columns.count) >= 19, "digit \(item)")
    }
  }

  @Test func `the centre of mass is at pixel fourteen`() {
    let drawn = digits.draw(0..<1000)
    for item in 0..<drawn.count {
      let centre = Ink(drawn.image(item)).centreOfMass
      #expect(abs(centre.row - 14) < 0.51 && abs(centre.column - 14) < 0.51, "digit \(item)")
    }
  }

  @Test func `ink is black within and grey at the edges`() {
    let pixels = digits.draw(0..<200).pixels
    let full = pixels.filter { $0 >= 250 }.count
    let grey = pixels.filter { 1..<250 ~= $0 }.count
    #expect(full > pixels.count / 20)
    #expect(grey > pixels.count / 20)
  }

  /// `make bench` says how long they take.
  @Test func `four times as many digits take about four times as long`() {
    Growth.expectLinear(upTo: 3500) { count in _ = digits.draw(0..<count, threads: 1) }
  }
}

/// Where the ink of one image is.
private struct Ink {
  private let pixels: [UInt8]

  init(_ image: ArraySlice<UInt8>) { pixels = Array(image) }

  /// The rows and columns from the first to the last that hold ink.
  var bounds: (rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    let inked = pixels.indices.filter { pixels[$0] > 0 }
    let rows = inked.map { $0 / 28 }
    let columns = inked.map { $0 % 28 }
    return (
      (rows.min() ?? 0)...(rows.max() ?? 0), (columns.min() ?? 0)...(columns.max() ?? 0)
    )
  }

  var centreOfMass: (row: Double, column: Double) {
    let mass = pixels.reduce(0) { $0 + Double($1) }
    let rows = pixels.indices.reduce(0) { $0 + Double(pixels[$1]) * Double($1 / 28) }
    let columns = pixels.indices.reduce(0) { $0 + Double(pixels[$1]) * Double($1 % 28) }
    return (rows / mass, columns / mass)
  }
}
