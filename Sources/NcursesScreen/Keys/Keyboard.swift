import CTerminal
import Glibc
import TextCanvas

/// The terminal's input: waits for bytes, without ever spinning, and makes keys of them.
struct Keyboard {
  let input: Int32
  private var decoder: KeyDecoder
  private var hasEnded = false
  /// Until when the rest of an escape sequence is waited for.
  private var rest: ContinuousClock.Instant?

  init(input: Int32, sequences: [[UInt8]: Key]) {
    self.input = input
    decoder = KeyDecoder(sequences: sequences)
  }

  /// The next event of the bytes that have come.
  mutating func next() -> ScreenEvent? {
    if let event = decoder.next() { return event }
    guard let patience = decoder.patience, !hasEnded else {
      rest = nil
      return hasEnded ? decoder.giveUp() ?? .ended : nil
    }
    let now = ContinuousClock.now
    guard let rest else {
      rest = now.advanced(by: patience)
      return nil
    }
    guard now >= rest else { return nil }
    self.rest = nil
    // While a frame was drawn the rest may have come, and lies there unread.
    guard hasUnreadInput else { return decoder.giveUp() }
    read()
    return next()
  }

  private var hasUnreadInput: Bool {
    var descriptor = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) > 0
  }

  /// Waits for bytes, for the rest of a sequence to be overdue, or for a waker; false when the
  /// deadline passed without any of these.
  mutating func wait(until deadline: ContinuousClock.Instant?) -> Bool {
    let now = ContinuousClock.now
    let end = [deadline, rest].compactMap { $0 }.min()
    var descriptors = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: ct_wake_descriptor(), events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(
      &descriptors, nfds_t(descriptors.count), end.map { now.duration(to: $0).milliseconds } ?? -1)
    if ready < 0 { return errno == EINTR }
    if ready == 0 {
      guard let deadline else { return true }
      return ContinuousClock.now < deadline
    }
    if descriptors[0].revents != 0 { read() }
    return true
  }

  private mutating func read() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(input, &bytes, bytes.count)
    if count > 0 {
      decoder.feed(bytes.prefix(count))
      rest = nil
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      hasEnded = true
    }
  }
}

extension Duration {
  /// Whole milliseconds, rounded up so that a wait never ends early; none for the past.
  fileprivate var milliseconds: Int32 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let partial = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: min(seconds, 1 << 20) * 1000 + partial)
  }
}
