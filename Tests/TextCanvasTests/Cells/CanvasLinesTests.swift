import Testing
import TextCanvas

@Suite struct CanvasLinesTests {
  func picture(_ width: Int, _ height: Int, _ draw: (inout Canvas) -> Void) -> [String] {
    var canvas = Canvas(size: Size(width: width, height: height))
    draw(&canvas)
    return canvas.rows()
  }

  @Test func `a box has rounded corners and its title in the upper edge`() {
    let rows = picture(12, 3) {
      $0.box(Rect(x: 0, y: 0, width: 12, height: 3), title: "graph")
    }
    #expect(rows == ["╭ graph ───╮", "│          │", "╰──────────╯"])
  }

  @Test func `a title without room is cut or left out`() {
    #expect(
      picture(7, 2) { $0.box(Rect(x: 0, y: 0, width: 7, height: 2), title: "graph") }
        == ["╭ gr… ╮", "╰─────╯"])
    #expect(
      picture(4, 2) { $0.box(Rect(x: 0, y: 0, width: 4, height: 2), title: "graph") }
        == ["╭──╮", "╰──╯"])
  }

  @Test func `a box that is clipped shows the part inside`() {
    #expect(
      picture(3, 2) { $0.box(Rect(x: -1, y: -1, width: 3, height: 3)) } == [" │ ", "─╯ "])
    #expect(
      picture(4, 3) {
        $0.box(
          Rect(x: 0, y: 0, width: 4, height: 3), clippedTo: Rect(x: 0, y: 0, width: 2, height: 9))
      } == ["╭─  ", "│   ", "╰─  "])
  }

  @Test func `a box outside or without cells draws nothing`() {
    #expect(
      picture(2, 1) {
        $0.box(Rect(x: 5, y: 5, width: 3, height: 3))
        $0.box(Rect(x: 0, y: 0, width: 0, height: 3))
        $0.box(Rect(x: .max, y: .min, width: .max, height: .max))
      } == ["  "])
  }

  @Test func `a line turns at its corners`() {
    let rows = picture(7, 3) {
      $0.line(through: [
        Position(x: 0, y: 0), Position(x: 3, y: 0), Position(x: 3, y: 2), Position(x: 6, y: 2),
      ])
    }
    #expect(rows == ["───╮   ", "   │   ", "   ╰───"])
  }

  @Test func `a slanted step goes across and then down`() {
    #expect(
      picture(3, 2) { $0.line(through: [Position(x: 0, y: 0), Position(x: 2, y: 1)]) }
        == ["──╮", "  │"])
  }

  @Test func `lines that meet unite their arms`() {
    let rows = picture(5, 5) {
      $0.box(Rect(x: 0, y: 0, width: 5, height: 5))
      $0.horizontalLine(from: 0, to: 4, y: 2)
      $0.verticalLine(x: 2, from: 0, to: 4)
    }
    #expect(rows == ["╭─┬─╮", "│ │ │", "├─┼─┤", "│ │ │", "╰─┴─╯"])
  }

  @Test func `a passing line crosses straight lines and gives way to no corner`() {
    let rows = picture(5, 3) {
      $0.line(through: [Position(x: 1, y: 1), Position(x: 1, y: 2)])
      $0.line(
        through: [Position(x: 3, y: 0), Position(x: 3, y: 1), Position(x: 3, y: 2)])
      $0.line(through: [Position(x: 0, y: 1), Position(x: 4, y: 1)], pen: Pen(meeting: .passes))
    }
    #expect(rows == ["   │ ", "───┼─", " │ │ "])
  }

  @Test func `the style and weight of the later line win`() {
    var canvas = Canvas(size: Size(width: 3, height: 3))
    canvas.verticalLine(x: 1, from: 0, to: 2)
    let bold = Style(attributes: .bold)
    canvas.horizontalLine(from: 0, to: 2, y: 1, pen: Pen(style: bold, weight: .heavy))
    #expect(canvas[1, 1] == Cell(arms: [.up, .right, .down, .left], weight: .heavy, style: bold))
    #expect(canvas.rows() == [" │ ", "━╋━", " │ "])
  }

  @Test func `text over a line replaces it`() {
    let rows = picture(5, 1) {
      $0.horizontalLine(from: 0, to: 4, y: 0)
      $0.write("3", x: 2, y: 0)
    }
    #expect(rows == ["──3──"])
  }

  @Test func `a line across the integers takes no longer than its visible part`() {
    let rows = picture(3, 2) {
      $0.horizontalLine(from: .min, to: .max, y: 0)
      $0.verticalLine(x: 1, from: .min, to: .max)
      $0.line(through: [])
      $0.line(through: [Position(x: 0, y: 0)])
    }
    #expect(rows == ["─┼─", " │ "])
  }

  @Test func `every weight has its glyphs, and ASCII ones`() {
    let area = Rect(x: 0, y: 0, width: 3, height: 3)
    let pictures = LineWeight.allCases.map { weight in
      var canvas = Canvas(size: area.size)
      canvas.box(area, pen: Pen(weight: weight))
      return [canvas.rows(), canvas.rows(glyphs: .ascii)]
    }
    #expect(
      pictures == [
        [["╭─╮", "│ │", "╰─╯"], ["+-+", "| |", "+-+"]],
        [["┏━┓", "┃ ┃", "┗━┛"], ["#=#", "# #", "#=#"]],
        [["╔═╗", "║ ║", "╚═╝"], ["%=%", "% %", "%=%"]],
        [["╭┄╮", "┆ ┆", "╰┄╯"], ["+.+", ": :", "+.+"]],
      ])
  }
}
