import CNcurses
import CTerminal
import Glibc
package import TextCanvas

/// The terminal as a screen, through curses.
///
/// It claims the terminal when it is made and gives it back when it goes: on every way out, a
/// signal or a crash included, the terminal is as it was. One can exist at a time.
///
/// Keys are read raw: Ctrl-C, Ctrl-S and the like arrive as keys. Ctrl-Z alone is answered here, as
/// a shell's user expects: the program stops, and with `fg` the last frame is back.
package struct TerminalScreen: ~Copyable, Screen {
  private let session: CursesSession
  private var keyboard: Keyboard
  private var writer: CellWriter
  private var shown: Canvas
  /// The rows as curses has them: those of `shown` as they are written.
  private var written: [[Cell]]
  private var shownCursor: Position?
  private var needsRepaint = false
  private var isWoken = false
  private var reports = Reports()

  package private(set) var size: Size
  package let capabilities: Capabilities

  /// Claims the terminal; throws when there is none fit for a screen.
  package init(_ options: ScreenOptions = ScreenOptions()) throws(TerminalError) {
    let session = try CursesSession(options)
    self.session = session
    capabilities = session.capabilities
    writer = CellWriter(
      capabilities: session.capabilities, support: session.support, isConsole: session.isConsole,
      pairs: ColorPairs(limit: session.pairLimit))
    keyboard = Keyboard(input: session.input, sequences: Terminfo.keySequences)
    size = session.size
    shown = Canvas(size: size)
    written = shown.writtenRows
    session.enter(rows: size.height, reports)
  }

  deinit { session.close(reports) }

  package var waker: Waker { Waker { ct_wake() } }

  package mutating func show(_ canvas: Canvas, cursor: Position?) {
    var frame = canvas
    if canvas.size != size {
      frame = Canvas(size: size)
      frame.draw(canvas, at: Position(x: 0, y: 0))
    }
    let startsOver = writer.isNearlyFull
    if startsOver {
      writer.startOver()
      reset_color_pairs()
    }
    for y in written.indices where startsOver || frame.row(y) != shown.row(y) {
      let row = BlankRuns.joined(frame.row(y))
      write(row, over: startsOver ? [] : written[y], y: y)
      written[y] = row
    }
    shown = frame
    shownCursor = cursor
    update()
  }

  package mutating func useMouse(_ isOn: Bool) {
    guard isOn != reports.hasMouse else { return }
    let before = reports
    reports.hasMouse = isOn
    if !isOn { session.send(before.end) }
    session.enter(rows: size.height, reports)
  }

  package mutating func redrawAll() { needsRepaint = true }

  package mutating func copy(_ text: String) {
    // Terminals without a mouse have no clipboard, and some of those would print this.
    guard !session.isConsole, !session.type.hasPrefix("vt") else { return }
    session.send("\u{1B}]52;c;\(base64(text.utf8))\u{7}")
  }

  package mutating func lend(to work: () -> Void) {
    session.leave(reports)
    ct_show_messages()
    ct_begin_loan()
    work()
    ct_end_loan()
    ct_hold_messages()
    resume()
  }

  package mutating func nextEvent(timeout: Duration?) -> ScreenEvent? {
    // A day is as good as forever, and its end can be computed.
    let deadline = timeout.map { ContinuousClock.now.advanced(by: min($0, .seconds(86_400))) }
    while true {
      if let event = requestedEvent() { return event }
      if let event = keyboard.next() {
        guard event == .key(.control("z")) else { return event }
        suspend()
        continue
      }
      if !keyboard.wait(until: deadline) { return nil }
    }
  }
}

extension Canvas {
  /// The rows as they are written.
  fileprivate var writtenRows: [[Cell]] {
    (0..<size.height).map { BlankRuns.joined(row($0)) }
  }
}

extension TerminalScreen {
  /// Does what signals have asked for, and reports it.
  private mutating func requestedEvent() -> ScreenEvent? {
    let requests = ct_take()
    if requests & UInt32(CT_WOKEN) != 0 { isWoken = true }
    if requests & UInt32(CT_SUSPEND) != 0 { suspend() }
    if requests & UInt32(CT_CONTINUED) != 0 { session.leave(reports); resume() }
    if requests & UInt32(CT_RESIZED) != 0 { repaint() }
    if let size = adoptedSize() { return .resize(size) }
    defer { isWoken = false }
    return isWoken ? .wake : nil
  }

  private mutating func suspend() {
    session.leave(reports)
    ct_show_messages()
    ct_stop()
    ct_hold_messages()
    resume()
  }

  private mutating func resume() {
    session.enter(rows: size.height, reports)
    repaint()
  }

  private mutating func repaint() {
    needsRepaint = true
    // A terminal of another size wants another frame, which comes when the change is reported.
    if session.terminalSize == nil || session.terminalSize == size { update() }
  }

  /// The new size of the terminal, when it has one.
  private mutating func adoptedSize() -> Size? {
    guard let current = session.terminalSize, current != size else { return nil }
    resize_term(Int32(clamping: current.height), Int32(clamping: current.width))
    cn_erase()
    size = session.size
    shown = Canvas(size: size)
    written = shown.writtenRows
    needsRepaint = true
    session.enter(rows: size.height, reports)
    return size
  }

  /// Gives curses the cells that differ from `old`, which is empty when all are to be written.
  private mutating func write(_ row: [Cell], over old: [Cell], y: Int) {
    for x in row.indices {
      let isWide = x + 1 < row.count && row[x + 1].isSecondHalf
      if x < old.count, old[x] == row[x], !isWide || old[x + 1] == row[x + 1] { continue }
      if row[x].isSecondHalf { continue }
      writer.put(row[x], columns: isWide ? 2 : 1, x: x, y: y)
    }
  }

  /// Lets curses bring the terminal up to date.
  private mutating func update() {
    ct_set_drawing(true)
    defer { ct_set_drawing(false) }
    if needsRepaint { cn_repaint_all() }
    needsRepaint = false
    let cursor = shownCursor ?? Position(x: 0, y: size.height - 1)
    curs_set(shownCursor == nil ? 0 : 1)
    cn_move(
      Int32(clamping: min(max(cursor.y, 0), max(size.height - 1, 0))),
      Int32(clamping: min(max(cursor.x, 0), max(size.width - 1, 0))))
    cn_update()
  }
}
