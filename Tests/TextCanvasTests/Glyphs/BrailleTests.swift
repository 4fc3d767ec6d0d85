import Testing

@testable import TextCanvas

@Suite struct BrailleTests {
  @Test func `each dot has the bit that Unicode gives it`() {
    let order = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    for (number, (x, y)) in order.enumerated() {
      #expect(Braille.bit(x: x, y: y) == 1 << number)
      #expect((Braille.bit(x: x, y: y) & Braille.upper != 0) == (y < 2))
    }
    #expect(Braille.upper ^ Braille.lower == 0xFF)
  }

  @Test func `a pattern and its character lead to each other`() {
    for pattern in UInt8.min...UInt8.max {
      #expect(Braille.pattern(of: Braille.character(pattern)) == pattern)
    }
    #expect(Braille.character(0b0000_0111) == "⠇")
    #expect(Braille.pattern(of: "a") == nil)
    #expect(Braille.pattern(of: "\u{2900}") == nil)
  }
}
