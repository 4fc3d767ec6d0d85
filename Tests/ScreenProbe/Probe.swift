import Glibc
import NcursesScreen
import TextCanvas

/// A program for tests to drive on a pseudo-terminal: it shows every event it gets, and some keys
/// make it end in ways in which programs should not.
@main struct Probe {
  static func main() {
    do throws(TerminalError) {
      try run()
    } catch {
      complain("screen-probe: \(error.message)")
      exit(2)
    }
  }

  private static func run() throws(TerminalError) {
    let arguments = CommandLine.arguments
    var screen = try TerminalScreen(
      ScreenOptions(
        glyphs: arguments.lazy.compactMap(GlyphSet.init(rawValue:)).first,
        colors: arguments.lazy.compactMap(ColorDepth.init(rawValue:)).first))
    var log = EventLog()
    while true {
      let timeout: Duration? = arguments.contains("tick") ? .milliseconds(10) : nil
      screen.show(log.frame(screen.size, screen.capabilities), cursor: nil)
      guard let event = screen.nextEvent(timeout: timeout) else { continue }
      log.append(event)
      switch event {
      case .ended, .key(.character("q")): return
      case .key(.control("l")): screen.redrawAll()
      case .key(.character("y")): screen.copy("x̄ = 3")
      case .key(.character("w")): wake(screen.waker)
      case .key(.character("u")): screen.useMouse(true)
      case .key(.character("U")): screen.useMouse(false)
      case .key(let key): misbehave(key)
      default: break
      }
    }
  }

  private static func wake(_ waker: Waker) {
    inThread { waker.wake() }
  }
}

/// The events so far, newest last.
struct EventLog {
  private var lines: [String] = []
  private var count = 0

  mutating func append(_ event: ScreenEvent) {
    count += 1
    let words =
      switch event {
      case .key(let key): "key \(key)"
      case .mouse(let event): "mouse \(event)"
      case .resize(let size): "resize \(size)"
      case .paste(let text): "paste \(text.debugDescription)"
      case .wake: "wake"
      case .ended: "ended"
      }
    lines = (lines + ["\(count) \(words)"]).suffix(12)
  }

  func frame(_ size: Size, _ capabilities: Capabilities) -> Canvas {
    let theme = Theme.fitting(capabilities)
    var canvas = Canvas(size: size)
    canvas.box(canvas.bounds, title: "probe", pen: Pen(style: theme.style(.border)))
    let area = canvas.bounds.inset(by: 1)
    let title = "\(size) \(capabilities.glyphs) \(capabilities.colors)"
    canvas.write(title, x: area.x, y: area.y, style: theme.style(.value), clippedTo: area)
    for (row, line) in lines.suffix(max(area.height - 2, 0)).enumerated() {
      canvas.write(line, x: area.x, y: area.y + 1 + row, clippedTo: area)
    }
    let sample = capabilities.hasCombiningMarks ? "x\u{304} ā ▀ ⡇ 世界 é ╋ end" : "x ▀ ╋ end"
    canvas.write(
      sample, x: area.x, y: area.maxY - 1, style: theme.style(.adjoint), clippedTo: area)
    return canvas
  }
}
