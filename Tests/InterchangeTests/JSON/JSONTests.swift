import Basics
import Interchange
import Testing

@Suite struct JSONTests {
  @Test(arguments: [0, -0.0, 1, -2, 0.1, 1e300, 5e-324, 1e15, 123_456_789, .nan, .infinity])
  func `a number is read as the very same`(_ number: Double) throws {
    let read = try JSONReader.read(SourceText(JSON.number(number))).number
    #expect(read == number || (read?.isNaN == true && number.isNaN))
    #expect(read?.sign == number.sign)
  }

  @Test func `a number of single precision has no more digits than it needs`() {
    #expect(JSON.number(0.1 as Float) == "0.1")
    #expect(JSON.number(3 as Float) == "3")
    #expect(JSON.number(-Float.infinity) == "\"-Infinity\"")
  }

  @Test(arguments: ["", "plain", "\"\\/\n\r\t", "\u{1}\u{7f}\u{9b}\u{202e}", "é日😀"])
  func `a text is read as the very same`(_ text: String) throws {
    let written = JSON.text(text)
    #expect(try JSONReader.read(SourceText(written)).text == text)
    #expect(!written.unicodeScalars.contains { $0.steersTerminals })
  }

  @Test func `elements are nested by their extents`() {
    func text(_ elements: [Double], _ extents: [Int]) -> String {
      var text = ""
      JSON.append(elements[...], extents: extents[...], to: &text)
      return text
    }
    #expect(text([1, 2, 3, 4, 5, 6], [2, 3]) == "[[1,2,3],[4,5,6]]")
    #expect(text([7], []) == "7")
    // However many rows of nothing there are.
    #expect(text([], [2, 0]) == "[]")
    #expect(text([], [1 << 40, 3, 0]) == "[]")
    #expect(JSON.array([1, -2]) == "[1,-2]")
    #expect(JSON.object([("a", "1"), ("b\"", "null")]) == "{\"a\":1,\"b\\\"\":null}")
  }
}
