import Testing
import TextCanvas

@Suite struct CanvasOutputTests {
  func sample() -> Canvas {
    var canvas = Canvas(size: Size(width: 6, height: 2))
    canvas.write(
      "x\u{304}=1", x: 0, y: 0, style: Style(foreground: Color(0xE69F00), attributes: .bold))
    canvas.write("世·é", x: 0, y: 1)
    return canvas
  }

  @Test func `text has no blanks at the end of its lines`() {
    #expect(sample().text() == "x\u{304}=1\n世·é\n")
  }

  @Test func `ASCII keeps every column in its place`() {
    #expect(sample().rows(glyphs: .ascii) == ["x=1   ", "? *e  "])
  }

  @Test(arguments: [
    (ColorDepth.truecolor, "\u{1B}[0;1;38;2;230;159;0m"),
    (.palette256, "\u{1B}[0;1;38;5;178m"), (.basic16, "\u{1B}[0;1;33m"), (.none, "\u{1B}[0;1m"),
  ])
  func `colours are degraded to what there is`(depth: ColorDepth, sequence: String) {
    #expect(
      sample().ansi(colors: depth) == "\(sequence)x\u{304}=1\u{1B}[0m   \n世·é  \n")
  }

  @Test func `a background becomes a background`() {
    var canvas = Canvas(size: Size(width: 1, height: 1))
    canvas[0, 0] = Cell("x", style: Style(background: .rgb(255, 0, 0), attributes: .reverse))
    #expect(canvas.ansi(colors: .basic16) == "\u{1B}[0;7;101mx\u{1B}[0m\n")
  }
}
