import Foundation
import FoundationXML
import Presentation
import Testing
import TextCanvas

@Suite struct CanvasSVGTests {
  @Test func `lines are paths in which what goes straight on is one piece`() {
    var canvas = Canvas(size: Size(width: 4, height: 3))
    canvas.box(Rect(x: 0, y: 0, width: 4, height: 3))
    let paths = Picture(canvas).elements("path")
    // Four arcs, the two edges across and the two down.
    #expect(
      paths.map { $0["d"] } == [
        "M12 24V20Q12 16 16 16M36 24V20Q36 16 32 16M12 40V44Q12 48 16 48M36 40V44Q36 48 32 48"
          + "M16 16H32M16 48H32M12 24V40M36 24V40"
      ])
  }

  @Test func `an edge that begins beside a box touches it`() {
    var canvas = Canvas(size: Size(width: 4, height: 1))
    canvas[0, 0] = Cell(arms: .vertical)
    canvas.horizontalLine(from: 1, to: 3, y: 0)
    #expect(Picture(canvas).paths.contains("M12 16H40"))
  }

  @Test func `blocks are rectangles in the two colours of their cell`() {
    var canvas = Canvas(size: Size(width: 1, height: 1))
    canvas.write(
      "▀", x: 0, y: 0, style: Style(foreground: Color(0x112233), background: Color(0x445566)))
    let fills = Picture(canvas).elements("path").map { "\($0["fill"] ?? "") \($0["d"] ?? "")" }
    #expect(fills == ["#445566 M8 8h8v16h-8z", "#112233 M8 8h8v8h-8z"])
  }

  @Test func `each dot of a Braille pattern is drawn where it belongs`() {
    var canvas = Canvas(size: Size(width: 1, height: 1))
    canvas.write("⢡", x: 0, y: 0)
    #expect(Picture(canvas).paths == "M10 10h0M14 18h0M14 22h0")
  }

  @Test func `text is held to its cells word by word`() {
    var canvas = Canvas(size: Size(width: 12, height: 1))
    canvas.write("ab  語c d", x: 1, y: 0)
    let words = Picture(canvas).elements("text")
    #expect(words.map { $0["x"] } == ["16", "48", "80"])
    #expect(words.map { $0["textLength"] } == ["16", "24", nil])
  }

  @Test func `what looks like markup is text`() throws {
    var canvas = Canvas(size: Size(width: 20, height: 1))
    canvas.write("<a>&\"<\u{338}", x: 0, y: 0)
    let picture = Picture(canvas, title: "</title>&\u{1}")
    #expect(picture.isWellFormed)
    #expect(picture.content.unicodeScalars.contains("\u{338}"))
    #expect(picture.content.contains("<a>&\""))
    #expect(picture.content.contains("</title>&"))
  }

  @Test func `bars and dots over letters are shapes`() {
    var canvas = Canvas(size: Size(width: 2, height: 1))
    canvas.write("x\u{304}f\u{307}", x: 0, y: 0)
    let picture = Picture(canvas)
    #expect(picture.paths == "M9 11h6M20 9h0")
    #expect(picture.content.contains("xf"))
  }

  @Test func `without colours only ink and paper are left`() {
    var canvas = Canvas(size: Size(width: 3, height: 1))
    canvas.write("a", x: 0, y: 0, style: Style(foreground: Color(0xFF0000)))
    canvas.write("b", x: 1, y: 0, style: Style(attributes: .reverse))
    let colors = Set(Picture(canvas, isColored: false).attributes("fill"))
    #expect(colors == ["#121214", "#e5e5e5"])
  }

  @Test(arguments: [Size(width: 0, height: 0), Size(width: 1, height: 1)])
  func `an empty canvas is a picture as well`(size: Size) {
    #expect(Picture(Canvas(size: size)).isWellFormed)
  }
}

/// A picture that was read back.
private final class Picture: NSObject, XMLParserDelegate {
  private var found: [(name: String, attributes: [String: String])] = []
  private(set) var content = ""
  private(set) var isWellFormed = false

  init(_ canvas: Canvas, isColored: Bool = true, title: String = "test") {
    super.init()
    var text = ""
    CanvasSVG(canvas, theme: .dark, isColored: isColored, title: title).write { text += $0 }
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func elements(_ name: String) -> [[String: String]] {
    found.filter { $0.name == name }.map(\.attributes)
  }

  /// The data of all paths, one behind the other.
  var paths: String { elements("path").compactMap { $0["d"] }.joined() }

  func attributes(_ name: String) -> [String] { found.compactMap { $0.attributes[name] } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    found.append((name, attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { content += text }
}
