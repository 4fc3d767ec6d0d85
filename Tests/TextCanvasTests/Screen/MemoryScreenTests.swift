import Testing
import TextCanvas

@Suite struct MemoryScreenTests {
  @Test func `keys come in order and then the end`() {
    var screen = MemoryScreen(size: Size(width: 4, height: 1), keys: [.up, .enter])
    #expect(screen.nextEvent(timeout: nil) == .key(.up))
    #expect(screen.nextEvent(timeout: .zero) == .key(.enter))
    #expect(screen.nextEvent(timeout: nil) == .ended)
    #expect(screen.nextEvent(timeout: nil) == .ended)
    #expect(screen.timeouts == [nil, .zero, nil, nil])
  }

  @Test func `frames are recorded at the size of the screen`() {
    var screen = MemoryScreen(
      size: Size(width: 3, height: 1), events: [.resize(Size(width: 2, height: 2))])
    var canvas = Canvas(size: Size(width: 4, height: 1))
    canvas.write("abcd", x: 0, y: 0)
    screen.show(canvas, cursor: Position(x: 1, y: 0))
    #expect(screen.cursor == Position(x: 1, y: 0))
    _ = screen.nextEvent(timeout: nil)
    screen.show(canvas, cursor: nil)
    #expect(screen.frames.map { $0.rows() } == [["abc"], ["ab", "  "]])
    #expect(screen.cursor == nil)
  }

  @Test func `the mouse is reported while it is asked for`() {
    let wheel = ScreenEvent.mouse(MouseEvent(.wheel(.up), at: Position(x: 1, y: 0)))
    var screen = MemoryScreen(
      size: Size(width: 4, height: 1), events: [wheel, .key(.up), wheel, wheel, .key(.down)])
    #expect(screen.nextEvent(timeout: nil) == .key(.up))
    screen.useMouse(true)
    #expect(screen.nextEvent(timeout: nil) == wheel)
    screen.useMouse(false)
    #expect(screen.nextEvent(timeout: nil) == .key(.down))
  }

  @Test func `copies and redraws are remembered`() {
    var screen = MemoryScreen(size: Size(width: 1, height: 1))
    screen.copy("x = 2")
    screen.redrawAll()
    #expect(screen.copies == ["x = 2"])
    #expect(screen.redraws == 1)
  }
}
