import Glibc
import Synchronization

/// Reads lines from a file descriptor, none longer than a limit: what a reader of lines takes of
/// memory does not grow with what is sent.
final class LineReader: Sendable {
  /// As much as anybody types or generates for one command; longer programs come from files.
  static let limit = 1 << 20

  private struct State {
    var bytes: [UInt8] = []
    /// What has been read and not yet given out.
    var waiting = 0..<0
  }

  private let state = Mutex(State())
  private let descriptor: Int32

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The next line; `nil` after the last.
  func next() -> InputLine? {
    state.withLock { state in
      var (line, isTooLong): ([UInt8], Bool) = ([], false)
      while true {
        if state.waiting.isEmpty, !fill(&state) {
          guard !line.isEmpty || isTooLong else { return nil }
          break
        }
        let piece = state.bytes[state.waiting]
        let end = piece.firstIndex(of: UInt8(ascii: "\n"))
        let text = piece[..<(end ?? piece.endIndex)]
        if line.count + text.count > Self.limit { (line, isTooLong) = ([], true) }
        if !isTooLong { line += text }
        state.waiting = min(text.endIndex + (end == nil ? 0 : 1), piece.endIndex)..<piece.endIndex
        if end != nil { break }
      }
      guard !isTooLong else { return .tooLong(limit: Self.limit) }
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      return .text(String(decoding: line, as: UTF8.self))
    }
  }

  /// Reads on; `false` at the end.
  private func fill(_ state: inout State) -> Bool {
    if state.bytes.isEmpty { state.bytes = Array(repeating: 0, count: 65_536) }
    var count: Int
    repeat {
      count = state.bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    } while count < 0 && errno == EINTR
    state.waiting = 0..<max(count, 0)
    return count > 0
  }
}
