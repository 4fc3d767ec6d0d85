import Testing
import TextCanvas

@testable import NcursesScreen

@Suite struct BlankRunsTests {
  private let grey = Style(foreground: Color(0x888888))
  private let marked = Style(foreground: Color(0x888888), attributes: .reverse)

  private func row(_ text: String, _ style: Style) -> Canvas {
    var canvas = Canvas(size: Size(width: 40, height: 1))
    var x = 0
    for character in text {
      if character != " " { canvas.write(String(character), x: x, y: 0, style: style) }
      x += 1
    }
    return canvas
  }

  @Test func `short runs take the look of what stands before them`() {
    let cells = BlankRuns.joined(row("|  | |", grey).row(0))
    #expect(cells.prefix(6).allSatisfy { $0.style == grey })
    #expect(cells.prefix(6).map(\.character) == Array("|  | |"))
  }

  @Test func `long runs and blanks at the start stay as they are`() {
    let cells = BlankRuns.joined(row(" |                                 |", grey).row(0))
    #expect(cells[0] == .blank)
    #expect(cells[2...34].allSatisfy { $0 == .blank })
  }

  @Test func `nothing is painted with what is seen on blanks`() {
    let cells = BlankRuns.joined(row("|  |", marked).row(0))
    #expect(cells[1] == .blank)
    var painted = row("|  |", grey)
    painted.fill(Rect(x: 1, y: 0, width: 2, height: 1), with: Cell(style: marked))
    #expect(BlankRuns.joined(painted.row(0)) == Array(painted.row(0)))
  }

  @Test func `equal rows are written equally, whatever invisible colours they have`() {
    var other = row("|  | |", grey)
    other.fill(
      Rect(x: 1, y: 0, width: 2, height: 1), with: Cell(style: Style(foreground: Color(7))))
    #expect(BlankRuns.joined(other.row(0)) == BlankRuns.joined(row("|  | |", grey).row(0)))
  }
}
