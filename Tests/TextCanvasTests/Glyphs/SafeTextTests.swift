import Testing
import TextCanvas

@Suite struct SafeTextTests {
  @Test(arguments: [
    "", "plain", "x̄ ∂z/∂y\t1\n", "é ü ß Ω …", "日本語", "ع ع", "👩‍🚀", "\u{A0}\u{AD}", "\u{2027}\u{202F}",
  ])
  func `text stays as it is`(text: String) {
    #expect(text.withoutControls.unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test func `every scalar that steers a terminal is replaced, and no other`() {
    let steering: [ClosedRange<UInt32>] = [
      0...8, 0xB...0x1F, 0x7F...0x9F, 0x61C...0x61C, 0x200E...0x200F, 0x2028...0x202E,
      0x2066...0x2069,
    ]
    for scalar in (0...0xFFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init) {
      let isKept = String(Character(scalar)).withoutControls.unicodeScalars.first == scalar
      let isSteering = steering.contains { $0.contains(scalar.value) }
      if scalar != "\u{FFFD}", isKept == isSteering { Issue.record("U+\(scalar.value)") }
    }
  }

  @Test func `a line break of Windows becomes a plain one, and no line is written over`() {
    #expect(
      "a\r\nb\rc".withoutControls.unicodeScalars.elementsEqual("a\nb\u{FFFD}c".unicodeScalars))
  }
}
