import Testing
import TextCanvas

@Suite struct GlyphsTests {
  @Test func `every character of ours and its stand-in take one column`() {
    #expect(!Glyphs.standIns.isEmpty)
    for (character, standIn) in Glyphs.standIns {
      #expect(!character.isASCII)
      #expect(DrawableCharacter(character).columns == 1, "\(character)")
      #expect(DrawableCharacter(character).character == character, "\(character)")
      #expect(standIn.isASCII && DrawableCharacter(standIn).character == standIn, "\(character)")
    }
  }

  @Test func `the table names each character once and gives each a stand-in`() {
    for (characters, standIns) in Glyphs.rows {
      #expect(characters.count == standIns.count, "\(characters)")
    }
    #expect(Glyphs.standIns.count == Glyphs.rows.map(\.0.count).reduce(0, +))
  }

  @Test func `every glyph of a line stands in the table`() {
    for weight in LineWeight.allCases {
      for arms in Arms.allCases where !arms.isEmpty {
        #expect(Glyphs.standIns[weight.glyph(arms, in: .unicode)] != nil)
        #expect(weight.glyph(arms, in: .ascii).isASCII)
      }
    }
  }

  @Test(
    arguments: [
      ("x\u{304}", "x"), ("ā", "a"), ("a\u{304}", "a"), ("φ\u{304}", "f"), ("∂", "d"), ("x", "x"),
      ("世", "?"), ("\u{2800}", " "), ("\u{2801}", "'"), ("\u{28C0}", "."), ("\u{28FF}", ":"),
    ] as [(Character, Character)])
  func `a character has a stand-in of one column`(character: Character, ascii: Character) {
    #expect(Glyphs.ascii(character) == ascii)
  }

  @Test(arguments: [
    ("x\u{304}", 1), ("é", 1), ("世", 2), ("한", 2), ("👍", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("⚠️", 1),
    ("🇩🇪", 1), ("\u{1F9FF}", 2), ("Ａ", 2), ("ﾊ", 1), ("▀", 1), ("\u{AD}", 1),
    ("", 0), (" a = x*y~", 9), ("a\u{7F}", 2), ("\r\n", 1), ("\u{1B}[1m", 4), ("a = x\u{304}", 5),
  ])
  func `a character takes the columns on which terminals agree`(text: String, columns: Int) {
    #expect(text.columns == columns)
  }

  @Test func `joined and modified emoji are reduced to their base`() {
    #expect(DrawableCharacter("👩‍👩‍👧").character == "👩")
    #expect(DrawableCharacter("👍🏽").character == "👍")
    #expect(DrawableCharacter("⚠️").character == "⚠")
    #expect(DrawableCharacter("🇩🇪").character == "·")
  }

  @Test func `a letter keeps at most two marks`() {
    let zalgo: Character = "x\u{301}\u{302}\u{303}\u{304}"
    #expect(DrawableCharacter(zalgo).character == "x\u{301}\u{302}")
  }
}
