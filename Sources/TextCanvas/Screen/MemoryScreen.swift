/// A screen without a terminal: events come from a list, frames go to one.
///
/// Its size follows the script: a `.resize` event changes it when it is read.
package struct MemoryScreen: Screen {
  package private(set) var size: Size
  package let capabilities: Capabilities
  /// The events that are still to come.
  package private(set) var events: ArraySlice<ScreenEvent>
  /// Every frame shown, oldest first.
  package private(set) var frames: [Canvas] = []
  /// Where the cursor was in the last frame; `nil` when hidden.
  package private(set) var cursor: Position?
  /// Every text copied to the clipboard, oldest first.
  package private(set) var copies: [String] = []
  /// How often the screen was lent to another program.
  package private(set) var loans = 0
  /// How often everything was to be painted again.
  package private(set) var redraws = 0
  /// Whether what the mouse does was asked for; as on a terminal, it is reported only then.
  package private(set) var isMouseUsed = false
  /// The timeouts of all waits, in order.
  package private(set) var timeouts: [Duration?] = []

  /// A screen that will report `events` and then `.ended`.
  package init(
    size: Size, events: [ScreenEvent] = [], capabilities: Capabilities = Capabilities()
  ) {
    self.size = size
    self.capabilities = capabilities
    self.events = events[...]
  }

  /// A screen on which `keys` are pressed.
  package init(size: Size, keys: [Key], capabilities: Capabilities = Capabilities()) {
    self.init(size: size, events: keys.map(ScreenEvent.key), capabilities: capabilities)
  }

  /// A waker without effect, since this screen never waits.
  package var waker: Waker { Waker {} }

  package mutating func show(_ canvas: Canvas, cursor: Position?) {
    var frame = Canvas(size: size)
    frame.draw(canvas, at: Position(x: 0, y: 0))
    frames.append(frame)
    self.cursor = cursor
  }

  package mutating func nextEvent(timeout: Duration?) -> ScreenEvent? {
    timeouts.append(timeout)
    while let event = events.popFirst() {
      if case .mouse = event, !isMouseUsed { continue }
      if case .resize(let size) = event { self.size = size }
      return event
    }
    return .ended
  }

  package mutating func copy(_ text: String) { copies.append(text) }

  package mutating func useMouse(_ isOn: Bool) { isMouseUsed = isOn }

  package mutating func lend(to work: () -> Void) {
    loans += 1
    work()
  }

  package mutating func redrawAll() { redraws += 1 }
}
