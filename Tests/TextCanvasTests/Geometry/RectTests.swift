import Testing
import TextCanvas

@Suite struct RectTests {
  let area = Rect(x: 2, y: 1, width: 10, height: 4)

  @Test func `a column to the left and the rest make up the whole`() {
    let (left, right) = area.columns(left: 3)
    #expect(left == Rect(x: 2, y: 1, width: 3, height: 4))
    #expect(right == Rect(x: 5, y: 1, width: 7, height: 4))
    #expect(area.columns(right: 7) == (left, right))
  }

  @Test func `a row on top and the rest make up the whole`() {
    let (top, bottom) = area.rows(top: 1)
    #expect(top == Rect(x: 2, y: 1, width: 10, height: 1))
    #expect(bottom == Rect(x: 2, y: 2, width: 10, height: 3))
    #expect(area.rows(bottom: 3) == (top, bottom))
  }

  @Test(arguments: [-5, 0, 4, 10, 11, .max, .min])
  func `no split leaves the rectangle`(at columns: Int) {
    let (left, right) = area.columns(left: columns)
    #expect(area.contains(left) && area.contains(right))
    #expect(left.width + right.width == area.width)
    let (top, bottom) = area.rows(bottom: columns)
    #expect(area.contains(top) && area.contains(bottom))
    #expect(top.height + bottom.height == area.height)
  }

  @Test func `rectangles that do not touch have nothing in common`() {
    #expect(area.intersection(Rect(x: 12, y: 1, width: 5, height: 5)).isEmpty)
    #expect(
      area.intersection(Rect(x: 0, y: 0, width: 5, height: 2))
        == Rect(x: 2, y: 1, width: 3, height: 1))
  }

  @Test func `an inset larger than the rectangle leaves nothing`() {
    #expect(area.inset(by: 1) == Rect(x: 3, y: 2, width: 8, height: 2))
    #expect(area.inset(by: 3).isEmpty)
    #expect(area.inset(by: .max).isEmpty)
  }

  @Test func `coordinates at the ends of the integers do not trap`() {
    let far = Rect(x: .max, y: .min, width: .max, height: .max)
    #expect(far.intersection(area).isEmpty)
    #expect(far.offset(dx: .max, dy: .min).maxX == .max)
    #expect(!far.contains(area))
    #expect(Rect(x: 0, y: 0, width: -4, height: .min).isEmpty)
  }

  @Test func `a smaller rectangle is centred and a larger one cut`() {
    #expect(
      area.centered(Size(width: 4, height: 2)) == Rect(x: 5, y: 2, width: 4, height: 2))
    #expect(area.centered(Size(width: 99, height: 99)) == area)
  }

  @Test func `the nearest cell to a position lies inside`() {
    #expect(area.nearest(to: Position(x: 99, y: -1)) == Position(x: area.maxX - 1, y: area.y))
    #expect(area.nearest(to: Position(x: 4, y: 3)) == Position(x: 4, y: 3))
    let empty = Rect(x: 2, y: 5, width: 0, height: 0)
    #expect(empty.nearest(to: Position(x: 9, y: 9)) == empty.origin)
  }
}
