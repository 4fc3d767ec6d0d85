/// Something that happened on a screen.
package enum ScreenEvent: Hashable, Sendable {
  case key(Key)
  /// The mouse did something, on a screen that was asked to report it.
  case mouse(MouseEvent)
  /// The screen has another size now; it wants a new frame.
  case resize(Size)
  /// Text that was pasted in one go; it may hold line breaks and anything else.
  case paste(String)
  /// Somebody called the screen's waker.
  case wake
  /// No more events will come: the terminal hung up, or a script is over.
  case ended
}

/// Interrupts a screen that waits for an event; any thread may do that.
package struct Waker: Sendable {
  private let action: @Sendable () -> Void

  /// A waker that does the given thing.
  package init(_ action: @escaping @Sendable () -> Void) { self.action = action }

  /// Lets the screen's next or running wait return `.wake`; several calls may become one event.
  package func wake() { action() }
}
