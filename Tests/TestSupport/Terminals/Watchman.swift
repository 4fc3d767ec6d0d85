import Glibc
import Synchronization

/// A shell that clears up behind the tests, however they end: it waits until it is let go, or until
/// this process is gone, and then runs a script.
///
/// A test run that is interrupted thus leaves neither programs nor folders behind.
package final class Watchman: Sendable {
  private let shell: ChildProcess
  /// The end of a line that only this process holds: it closes with it.
  private let line: Mutex<Int32?>

  /// The script finds the arguments in `$1`, `$2`, ….
  package init(
    runningAtEnd script: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw SystemFailure("socketpair") }
    defer { close(ends[0]) }
    let wait = "read -r word; [ \"$word\" = off ] || { \(script); }"
    do {
      // In a session of its own, no key that ends the tests ends this shell.
      shell = try ChildProcess(
        ["/bin/sh", "-c", wait, "sh"] + arguments, environment: environment,
        input: .descriptor(ends[0]), output: .file("/dev/null", O_WRONLY),
        errors: .file("/dev/null", O_WRONLY), inOwnSession: true)
    } catch {
      close(ends[1])
      throw error
    }
    line = Mutex(ends[1])
  }

  deinit { letGo() }

  /// Runs the script and waits for its end.
  package func letGo() { end(saying: "on\n") }

  /// There is nothing to clear up any more.
  package func dismiss() { end(saying: "off\n") }

  private func end(saying word: String) {
    let line = self.line.withLock { line in
      defer { line = nil }
      return line
    }
    guard let line else { return }
    // Where somebody has killed the shell, that is not the tests' end.
    _ = word.withCString { send(line, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
    close(line)
    _ = try? shell.reap()
  }
}
