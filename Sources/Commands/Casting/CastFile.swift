import Basics
import Glibc
import Studio
import TextCanvas
import Widgets

/// A file that a session is recorded in while it goes on, so that what was shown is there however it
/// ends.
final class CastFile {
  private let path: String
  private let descriptor: Int32
  private let start = ContinuousClock.now
  private var text: CastText?
  private var failure: Failure?

  /// Begins a file. What is there already is not replaced: a lecture cannot be given again.
  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let reason =
        errno == EEXIST
        ? "exists already; give another name, or remove it first"
        : "cannot be written: \(systemMessage())"
      throw Failure(.badInput, "\(path): \(reason)")
    }
  }

  deinit { close(descriptor) }

  /// Keeps the frames of a screen of some size and capabilities.
  func port(_ size: Size, _ capabilities: Capabilities) -> CastPort {
    let text = CastText(capabilities)
    write(text.header(size, timestamp: time(nil)))
    self.text = text
    return CastPort { [self] frame, moment in
      write(self.text?.lines(for: frame, moment, after: ContinuousClock.now - start) ?? "")
    }
  }

  /// Ends the recording; throws what kept it from being whole.
  func finish() throws {
    write(text?.end(after: ContinuousClock.now - start) ?? "")
    if let failure { throw failure }
  }

  /// After a failure the session goes on, and nothing more is written.
  private func write(_ text: String) {
    guard failure == nil else { return }
    do {
      try Console.write(text, to: descriptor, called: path)
    } catch {
      failure = error as? Failure ?? Failure(.badInput, "\(error)")
    }
  }
}
