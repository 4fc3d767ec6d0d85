import Testing
import TextCanvas

@Suite struct BarTests {
  private func text(_ part: Double, length: Int = 4, showsTraces: Bool = false) -> String {
    String(Bar(.level, part: part, length: length, showsTraces: showsTraces).cells)
  }

  @Test func `a level bar fills cells from the left, the last by eighths`() {
    #expect(text(0) == "    ")
    #expect(text(0.5) == "██  ")
    #expect(text(0.40625) == "█▋  ")
    #expect(text(1) == "████")
  }

  @Test func `an upright bar fills cells from the bottom`() {
    #expect(Bar(.upright, part: 0.6875, length: 2).cells == ["▃", "█"])
  }

  @Test(arguments: [(-1.0, "    "), (2, "████"), (.nan, "    "), (.infinity, "████")])
  func `what lies outside is cut to nothing or all`(_ part: Double, _ shown: String) {
    #expect(text(part) == shown)
  }

  @Test func `a trace is seen only where it is asked for`() {
    #expect(text(1e-9) == "    ")
    #expect(text(1e-9, showsTraces: true) == "▏   ")
    #expect(text(0, showsTraces: true) == "    ")
  }

  @Test func `a bar without length is empty`() {
    #expect(text(1, length: 0).isEmpty)
    #expect(text(1, length: -3).isEmpty)
  }

  @Test func `drawing stays within the clip`() {
    var canvas = Canvas(size: Size(width: 4, height: 3))
    let clip = Rect(x: 1, y: 0, width: 2, height: 2)
    Bar(.level, part: 1, length: 9).draw(
      on: &canvas, at: Position(x: 0, y: 0), style: .plain, clippedTo: clip)
    Bar(.upright, part: 0.5, length: 3).draw(
      on: &canvas, at: Position(x: 1, y: 0), style: .plain, clippedTo: clip)
    #expect(canvas.text() == "  █\n ▄\n\n")
  }
}
