import NcursesScreen
import Testing

@Suite struct ColorPairsTests {
  private func pair(_ foreground: Int32, _ background: Int32 = -1) -> ColorPairs.Pair {
    ColorPairs.Pair(foreground: foreground, background: background)
  }

  @Test func `a pair is defined once and keeps its number`() {
    var pairs = ColorPairs(limit: 10)
    var defined: [Int32] = []
    let numbers = [pair(1), pair(2), pair(1), pair(-1)].map {
      pairs.number(of: $0) { number, _ in
        defined.append(number)
        return true
      }
    }
    #expect(numbers == [1, 2, 1, 0])
    #expect(defined == [1, 2])
  }

  @Test func `beyond the limit the terminal's own colours are used until it starts over`() {
    var pairs = ColorPairs(limit: 4)
    let numbers = (0..<5).map { pairs.number(of: pair($0)) { _, _ in true } }
    #expect(numbers == [1, 2, 3, 0, 0])
    #expect(pairs.isNearlyFull)
    pairs.startOver()
    #expect(!pairs.isNearlyFull)
    #expect(pairs.number(of: pair(4)) { _, _ in true } == 1)
  }

  @Test func `without colours there are no pairs`() {
    var pairs = ColorPairs(limit: 1)
    #expect(pairs.number(of: pair(3, 4)) { _, _ in true } == 0)
    #expect(!pairs.isNearlyFull)
  }
}

@Suite struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{FFFF}\u{FFFF}", "77+/77+/"),
  ])
  func `text is encoded as RFC 4648 says`(text: String, encoded: String) {
    #expect(base64(text.utf8) == encoded)
  }
}
