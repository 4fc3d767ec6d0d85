import Testing
import TextCanvas

@testable import Widgets

@Suite struct RowWindowTests {
  @Test func `no window goes past either end, whatever is asked for`() {
    for count in 0...6 {
      for height in -1...8 {
        for wanted in [-9, -1, 0, 1, 3, 99] {
          for window in [
            RowWindow(count, in: height, from: wanted), RowWindow(count, in: height, about: wanted),
            RowWindow(count, in: height, from: 0).showing(wanted),
          ] {
            #expect(window.rows.lowerBound >= 0 && window.rows.upperBound <= count)
            #expect(window.shown == max(min(count, height), 0))
          }
        }
      }
    }
  }

  @Test func `it moves just as far as it takes to show a row`() {
    let window = RowWindow(20, in: 5, from: 6)
    #expect(window.showing(8) == window)
    #expect(window.showing(3).first == 3)
    #expect(window.showing(13).first == 9)
  }

  @Test(arguments: [1, 5, 12, 13, 31, 60])
  func `a window that pages shows the row and seldom moves along a long list`(height: Int) {
    let windows = (0..<300).map { RowWindow(300, in: height, pagingTo: $0) }
    for (row, window) in windows.enumerated() { #expect(window.rows.contains(row)) }
    let moves = zip(windows, windows.dropFirst()).count { $0 != $1 }
    #expect(height < 12 || moves <= 300 / (height / 2))
  }

  @Test func `a cell of the pane is a row, and none outside or below the last`() {
    let pane = Rect(x: 10, y: 4, width: 8, height: 5)
    let window = RowWindow(20, in: 5, from: 6)
    #expect(window.row(at: Position(x: 10, y: 4), in: pane) == 6)
    #expect(window.row(at: Position(x: 17, y: 8), in: pane) == 10)
    #expect(window.row(at: Position(x: 9, y: 4), in: pane) == nil)
    #expect(window.row(at: Position(x: 10, y: 9), in: pane) == nil)
    #expect(RowWindow(2, in: 5, from: 0).row(at: Position(x: 10, y: 6), in: pane) == nil)
  }
}
