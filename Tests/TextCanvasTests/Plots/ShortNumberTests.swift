import Testing
import TextCanvas

@Suite struct ShortNumberTests {
  @Test(arguments: [
    (0, "0"), (-0.0, "0"), (1, "1"), (2.5838531634528574, "2.58"), (0.0713, "0.0713"),
    (0.07125, "0.0713"), (-0.4161, "-0.416"), (123_456, "1.23e5"), (99_950, "1e5"),
    (99_950_000, "1e8"), (100, "100"), (1000, "1000"), (12_345, "12300"), (0.00999, "0.00999"),
    (0.000_999_9, "0.001"), (1.2e-7, "1.2e-7"), (9.996, "10"), (-3e9, "-3e9"), (.nan, "NaN"),
    (.infinity, "Inf"), (-.infinity, "-Inf"), (.leastNonzeroMagnitude, "5e-324"),
    (.greatestFiniteMagnitude, "1.8e308"),
  ])
  func `three digits say how large a number is`(number: Double, text: String) {
    #expect(number.abbreviated() == text)
  }

  @Test func `rounding keeps as many digits as asked for`() {
    #expect(Double.pi.abbreviated(digits: 1) == "3")
    #expect(Double.pi.abbreviated(digits: 6) == "3.14159")
    #expect(Double.pi.abbreviated(digits: -2) == "3")
    #expect((0.1 + 0.2).abbreviated(digits: 12) == "0.3")
  }
}
