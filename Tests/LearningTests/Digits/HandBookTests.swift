import Basics
import Testing

@testable import Learning

@Suite struct HandBookTests {
  /// A book with one straight hand for each digit but those given.
  private func book(without missing: Int? = nil, then text: String = "") -> String {
    (0..<10).filter { $0 != missing }.map { "digit \($0)\nhand plain\nstroke 50,0 50,100\n" }
      .joined() + text
  }

  @Test func `a hand has a name, a share and strokes through points`() throws {
    let text = """
      digit 7  # crossed
      hand two strokes, share 0.5
      stroke 0,0 100,0! 50,100
      stroke 25,50 75,50
      """
    let hands = try HandBook(book(without: 7, then: text)).hands[7]
    #expect(hands.map(\.name) == ["two strokes"])
    #expect(hands.map(\.share) == [0.5])
    #expect(hands[0].strokes.map(\.corners) == [[false, true, false], [false, false]])
    #expect(hands[0].strokes[0].knots == [Point(-1, -1), Point(1, -1), Point(0, 1)])
  }

  @Test(arguments: [
    ("circle 1,2 3,4", "a line begins with digit, hand or stroke, not with 'circle'"),
    ("digit 12", "'12' is not a digit from 0 to 9"),
    ("digit", "'' is not a digit from 0 to 9"),
    ("hand", "a hand needs a name"),
    ("hand round, share none", "'none' is not a share above 0 and up to 100"),
    ("hand round, share 0", "'0' is not a share above 0 and up to 100"),
    ("digit 3\nstroke 1,2 3,4", "a stroke needs a hand before it"),
    ("hand round\nstroke 1,2", "a stroke needs at least two points"),
    ("hand round\nstroke 1,2 3", "'3' is not a point such as 40,62 or, for a corner, 40,62!"),
    (
      "hand round\nstroke 1,2 3,nan",
      "'3,nan' is not a point such as 40,62 or, for a corner, 40,62!"
    ),
    ("hand round\nstroke 1,2 !", "'!' is not a point such as 40,62 or, for a corner, 40,62!"),
    ("hand round\nhand flat", "the hand 'round' has no stroke"),
  ])
  func `a line that makes no sense is named`(_ text: String, _ words: String) {
    let line = 30 + text.split(separator: "\n").count
    let error = #expect(throws: HandBookError.self) { try HandBook(book(then: text)) }
    #expect(error.map { "\($0)" } == "digits.txt, line \(line): \(words)")
  }

  @Test func `every digit needs a hand`() {
    let error = #expect(throws: HandBookError.self) { try HandBook(book(without: 4)) }
    #expect(error?.problem == .digitWithoutHand(4))
  }

  @Test func `hands come as often as their shares say`() throws {
    let text = "digit 3\nhand rare\nstroke 0,0 9,9\nhand common, share 3\nstroke 0,0 9,9 9,0"
    let book = try HandBook(book(without: 3, then: text))
    var generator = SplitMix64(seed: 1)
    let rare = (0..<4000).filter { _ in book.hand(of: 3, using: &generator).name == "rare" }.count
    #expect(900...1100 ~= rare)
  }

  @Test func `akin hands get as many knots and keep their ends and corners`() throws {
    let text = """
      digit 3
      hand coarse
      stroke 0,0 100,0! 100,100
      hand fine
      stroke 0,0 50,10 100,0! 100,30 100,60 100,100
      hand otherwise
      stroke 0,0 100,0 100,100
      """
    let hands = try HandBook(book(without: 3, then: text)).hands[3]
    #expect(hands.map(\.strokes[0].knots.count) == [6, 6, 3])
    #expect(hands[0].strokes[0].corners == hands[1].strokes[0].corners)
    #expect(hands[0].strokes[0].knots[2] == Point(1, -1))
    #expect(hands[0].strokes[0].knots[5] == Point(1, 1))
    #expect(hands[0].isAkin(to: hands[1]))
    #expect(!hands[0].isAkin(to: hands[2]))
  }

  @Test func `the embedded book knows several hands for each digit`() throws {
    let book = try HandBook(String(decoding: PackageResources.digits_txt, as: UTF8.self))
    for (digit, hands) in book.hands.enumerated() {
      #expect(hands.count >= 10, "digit \(digit)")
      #expect(Set(hands.map(\.name)).count == hands.count, "digit \(digit)")
    }
  }
}
