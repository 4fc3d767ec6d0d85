import Testing
import TextCanvas

@Suite struct CanvasLimitsTests {
  private static var picture: Canvas {
    var canvas = Canvas(size: Size(width: 12, height: 4))
    canvas.box(canvas.bounds, title: "x̄ ▸", pen: Pen(style: Style(foreground: Color(0x56B4E9))))
    canvas.write("▀∂", x: 2, y: 1, style: Style(foreground: Color(0xE69F00), background: Color(7)))
    return canvas
  }

  @Test func `with all glyphs and colours nothing changes`() {
    #expect(Self.picture.limited(to: .unicode, .truecolor) == Self.picture)
  }

  @Test func `in ASCII it shows what an ASCII screen would show`() {
    let limited = Self.picture.limited(to: .ascii, .truecolor)
    #expect(limited.rows() == Self.picture.rows(glyphs: .ascii))
    #expect(limited.rows().allSatisfy { $0.allSatisfy(\.isASCII) })
  }

  @Test func `without colours only the attributes are left`() {
    let limited = Self.picture.limited(to: .unicode, .none)
    #expect(limited.rows() == Self.picture.rows())
    for y in 0..<4 {
      for cell in limited.row(y) {
        #expect(cell.style.foreground == .terminal && cell.style.background == .terminal)
      }
    }
  }

  @Test(arguments: ColorDepth.allCases)
  func `a colour that was rounded is not rounded further`(depth: ColorDepth) {
    for hex in stride(from: UInt32(0), through: 0xFFFFFF, by: 0x0F_1357) {
      let once = Color(hex).rounded(to: depth)
      #expect(once.rounded(to: depth) == once)
      #expect(depth != .palette256 || once.paletteIndex == Color(hex).paletteIndex)
    }
  }
}
