import Autodiff
import Basics
import Presentation
import TestSupport
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    (2.583853, "2.5839"), (-0.0, "-0"), (1e7, "1e7"), (-1.23456e-105, "-1.2346e-105"),
    (1e300, "1e300"), (100_000, "1e5"), (.infinity, "∞"), (.nan, "NaN"),
  ])
  func `exponents carry no zeros and no plus`(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test(arguments: [
    (-1.23456789e-105, 12, "-1.2346e-105"), (-1.23456789e-105, 9, "-1.2e-105"),
    (-1.23456789e-105, 7, "-1e-105"), (-1.23456789e-105, 6, "…"), (-123_456.789, 9, "-1.2346e5"),
    (-0.0778, 6, "-0.078"), (123.456, 5, "123.5"), (1, 0, ""),
    (-0.000612, 6, "-6e-4"), (-0.000612, 4, "…"), (-Double.infinity, 1, "…"),
  ])
  func `a number that is too long is rounded and keeps sign and exponent`(
    value: Double, columns: Int, text: String
  ) {
    #expect(NumberText.fitting(value, columns: columns) == text)
  }

  @Test(arguments: [
    (0.1, "0.1"), (1 / 3, "0.33333334"), (16_777_217, "16777216"), (3, "3"), (-0.0, "-0.0"),
    (9_999_999, "9999999"), (1e8, "1e+08"), (89.5, "89.5"), (.nan, "NaN"), (1e39, "∞"),
  ])
  func `a number of single precision has the digits that single precision has`(
    value: Double, text: String
  ) {
    #expect(NumberText.exact(Double(Float(value)), .single) == text)
  }

  @Test func `every text of a number of single precision reads back as the same`() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<20_000 {
      let number = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      guard number.isFinite else { continue }
      let text = NumberText.exact(Double(number), .single)
      #expect(
        Float(Double(text) ?? .nan).bitPattern == number.bitPattern, "\(text) by way of Double")
    }
  }

  @Test func `whatever fits reads as nearly the same number`() throws {
    for exponent in stride(from: -300, through: 300, by: 7) {
      let magnitude = try #require(Double("1.37e\(exponent)"))
      for value in [magnitude, -magnitude] {
        for columns in 7...12 {
          let text = NumberText.fitting(value, columns: columns)
          let read = try #require(Double(text), "\(text) for \(value)")
          #expect(text.count <= columns)
          #expect(abs(read - value) <= 0.3 * abs(value))
        }
      }
    }
  }
}
