import Testing
import TextCanvas

@testable import Widgets

/// A help in which one looks for something.
@Suite struct KeyHelpViewTests {
  private static let parts = [
    HelpPart(words: ["Introduction."]),
    HelpPart("fruit", signs: [("a", "apple"), ("p", "Pear")]),
    HelpPart("trees", signs: [("o", "oak"), ("t", "pear tree")]),
  ]
  private static let size = Size(width: 40, height: 20)

  private func press(_ keys: String, from sight: HelpSight? = HelpSight()) throws -> HelpSight? {
    var sight = sight
    for case .key(let key) in try KeySequence.parse(keys) {
      guard let now = sight else { return nil }
      sight = view(now).pressing(key, on: Self.size).sight
    }
    return sight
  }

  private func view(_ sight: HelpSight) -> KeyHelpView {
    KeyHelpView(Self.parts, theme: .dark, sight: sight)
  }

  private func rows(_ sight: HelpSight, _ size: Size = size) -> [String] {
    var canvas = Canvas(size: size)
    view(sight).draw(on: &canvas, in: Rect(size))
    return canvas.rows()
  }

  @Test func `parts stand under their headings, with a blank line between them`() {
    let rows = rows(HelpSight()).map { $0.filter { !"│╭╮╰╯─".contains($0) } }
      .map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    #expect(
      rows == [
        "help", "Introduction.", "fruit", "a apple", "p Pear", "trees", "o oak", "t pear tree",
        "/ search Esc close",
      ])
  }

  @Test func `what is looked for leaves the lines that have it under their headings`() throws {
    let sight = try #require(try press("/ p e a r"))
    let rows = rows(sight)
    #expect(rows.contains { $0.contains("help: /pear_") })
    for text in ["fruit", "Pear", "trees", "pear tree"] {
      #expect(rows.contains { $0.contains(text) }, "\(text)")
    }
    #expect(!rows.contains { $0.contains("apple") || $0.contains("oak") })
    // A heading brings all that stands under it.
    let heading = try #require(try press("/ T R E E S Enter"))
    #expect(self.rows(heading).contains { $0.contains("oak") })
  }

  @Test func `nothing found is said, and Escape shows all and then closes`() throws {
    let sight = try #require(try press("/ q q Enter"))
    #expect(rows(sight).contains { $0.contains("nothing here contains 'qq'") })
    #expect(try press("Escape", from: sight) == HelpSight())
    #expect(try press("Escape Escape", from: sight) == nil)
    #expect(try press("/ x BSpace BSpace") == HelpSight())
    #expect(try press("x") == nil)
  }

  @Test func `letters that scroll are typed while something is looked for`() throws {
    #expect(try press("/ j k g")?.search == "jkg")
    #expect(try press("/ j C-u")?.search == "")
  }

  @Test func `pages and half pages end at the ends`() throws {
    let low = Size(width: 40, height: 8)
    var sight = HelpSight()
    // Nine rows in six: three can be scrolled.
    for (key, scroll) in [(Key.control("d"), 2), (.pageDown, 3), (.control("u"), 1), (.pageUp, 0)] {
      sight = try #require(view(sight).pressing(key, on: low).sight)
      #expect(sight.scroll == scroll, "\(key)")
    }
  }
}
