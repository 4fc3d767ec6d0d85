import Testing
import TextCanvas

@Suite struct CanvasTextTests {
  let size = Size(width: 6, height: 2)

  func written(_ text: String, x: Int, y: Int, clip: Rect? = nil) -> [String] {
    var canvas = Canvas(size: size)
    canvas.write(text, x: x, y: y, clippedTo: clip)
    return canvas.rows()
  }

  @Test func `text that fits is written`() {
    #expect(written("abc", x: 1, y: 1) == ["      ", " abc  "])
  }

  @Test func `text is clipped at both ends`() {
    #expect(written("abcdefghij", x: -2, y: 0) == ["cdefgh", "      "])
  }

  @Test(arguments: [(0, 2), (0, -1), (6, 0), (-3, 0), (Int.max, 0), (.min, 1), (0, .max)])
  func `text outside changes nothing`(x: Int, y: Int) {
    #expect(written("abc", x: x, y: y) == ["      ", "      "])
  }

  @Test func `a clip rectangle keeps text inside`() {
    let clip = Rect(x: 2, y: 0, width: 2, height: 1)
    #expect(written("abcdef", x: 0, y: 0, clip: clip) == ["  cd  ", "      "])
    #expect(written("abcdef", x: 0, y: 1, clip: clip) == ["      ", "      "])
  }

  @Test func `the columns used count what was clipped too`() {
    var canvas = Canvas(size: size)
    #expect(canvas.write("a世x\u{304}", x: 5, y: 0) == 4)
    #expect(canvas.write("", x: 0, y: 0) == 0)
  }

  @Test func `a wide character takes two columns and nothing shifts`() {
    #expect(written("a世b", x: 0, y: 0)[0] == "a世b  ")
  }

  @Test func `a wide character cut at an edge is a blank`() {
    #expect(written("世", x: 5, y: 0)[0] == "      ")
    #expect(written("世b", x: -1, y: 0)[0] == " b    ")
  }

  @Test func `a character over half of a wide one blanks the other half`() {
    var canvas = Canvas(size: size)
    canvas.write("世界", x: 0, y: 0)
    canvas.write("x", x: 1, y: 0)
    #expect(canvas.rows()[0] == " x界  ")
    canvas.write("y", x: 2, y: 0)
    #expect(canvas.rows()[0] == " xy   ")
  }

  @Test func `a wide character between two wide ones leaves no halves`() {
    var canvas = Canvas(size: size)
    canvas.write("世界", x: 0, y: 0)
    canvas.write("中", x: 1, y: 0)
    #expect(canvas.rows()[0] == " 中   ")
  }

  @Test func `a canvas copied at an odd column cuts wide characters to blanks`() {
    var small = Canvas(size: Size(width: 4, height: 1))
    small.write("世界", x: 0, y: 0)
    var canvas = Canvas(size: size)
    canvas.draw(small, at: Position(x: -1, y: 0))
    canvas.draw(small, at: Position(x: 3, y: 1))
    #expect(canvas.rows() == [" 界   ", "   世 "])
  }

  @Test func `what could steer a terminal is shown as dots`() {
    #expect(written("a\u{1B}\tb\r\n\u{7F}", x: 0, y: 0)[0] == "a··b··")
    #expect(written("\u{202E}\u{200B}\u{9B}\u{304}", x: 0, y: 0)[0] == "····  ")
  }

  @Test func `a canvas without cells takes everything`() {
    var canvas = Canvas(size: Size(width: -3, height: 0))
    canvas.write("abc", x: 0, y: 0)
    canvas.box(Rect(x: 0, y: 0, width: 4, height: 4))
    canvas.fill(Rect(x: -1, y: -1, width: 5, height: 5), with: Cell("x"))
    #expect(canvas.rows().isEmpty)
    #expect(canvas[0, 0] == .blank)
  }

  @Test func `a canvas cannot be larger than anyone can read`() {
    let canvas = Canvas(size: Size(width: 20_000, height: 1))
    #expect(canvas.size == Size(width: 10_000, height: 1))
  }

  @Test func `filling and restyling stay inside`() {
    var canvas = Canvas(size: size)
    canvas.fill(Rect(x: 4, y: 1, width: .max, height: .max), with: Cell("#"))
    canvas.restyle(Rect(x: -5, y: -5, width: 6, height: 6)) { $0.attributes.insert(.reverse) }
    #expect(canvas.rows() == ["      ", "    ##"])
    #expect(canvas[0, 0].style.attributes == .reverse)
    #expect(canvas[1, 1].style == .plain)
  }

  @Test func `long text is truncated with an ellipsis in its last column`() {
    #expect("adjoint".truncated(toColumns: 7) == "adjoint")
    #expect("adjoint".truncated(toColumns: 4) == "adj…")
    #expect("世界世界".truncated(toColumns: 4) == "世…")
    #expect("ab".truncated(toColumns: 1) == "…")
    #expect("ab".truncated(toColumns: 0) == "")
    #expect("世".padded(toColumns: 4) == "世  ")
  }
}
