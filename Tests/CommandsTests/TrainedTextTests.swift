import Testing

@Suite struct TrainedTextTests {
  private static let text = "│ test 0.33452934││ ╭ step 30 ── 98.2 % ─╮ w = -4.5417e-7"

  @Test(arguments: [
    text, "│ test  0.3345293││ ╭ step 30 ─── 98.2 % ─╮ w = -4.5416e-7",
  ])
  func `last digits may be others, and take other room`(_ other: String) {
    #expect(TrainedText(Self.text).agrees(with: TrainedText(other)))
  }

  @Test(arguments: [
    text.replacing("0.33452934", with: "0.33552934"), text.replacing("30", with: "31"),
    text.replacing("-4.5", with: "4.5"), text.replacing("e-7", with: "e-8"),
    text.replacing("98.2 ", with: "98.2"), text.replacing("test", with: "train"),
    text.replacing("98.2", with: "∞"), text + " 1", text + "\n",
  ])
  func `anything else is another text`(_ other: String) {
    #expect(!TrainedText(Self.text).agrees(with: TrainedText(other)))
  }
}
