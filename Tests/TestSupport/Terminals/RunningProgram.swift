import Glibc

/// A program that runs beside the test, without a terminal, until it ends or is killed.
package final class RunningProgram {
  private let child: ChildProcess
  private let watchman: Watchman
  private var code: Int32?

  /// Starts a program whose output nobody reads.
  package init(_ command: [String], environment: [String: String]) throws {
    child = try ChildProcess(
      command, environment: environment, input: .file("/dev/null", O_RDONLY),
      output: .file("/dev/null", O_WRONLY), errors: .file("/dev/null", O_WRONLY))
    watchman = try Watchman(runningAtEnd: "kill -KILL \"$1\"", ["\(child.pid)"])
  }

  deinit { _ = kill() }

  /// Waits until something is so; throws when the program ends before, or when it never is.
  package func wait(until isSo: () -> Bool) throws {
    let deadline = ContinuousClock.now.advanced(by: .patience)
    while !isSo() {
      guard ContinuousClock.now < deadline else { throw SystemFailure("waiting", code: ETIMEDOUT) }
      guard !hasEnded() else { throw SystemFailure("the program ended", code: ECHILD) }
      usleep(1000)
    }
  }

  /// Kills the program and returns its exit code, or 128 and the number of the signal that ended it.
  package func kill() -> Int32 { end(by: SIGKILL) }

  /// Sends the program a signal that ends it, and returns the same.
  package func end(by signal: Int32) -> Int32 {
    if let code { return code }
    Glibc.kill(child.pid, signal)
    return reap(0) ?? -1
  }

  private func hasEnded() -> Bool { code != nil || reap(WNOHANG) != nil }

  private func reap(_ options: Int32) -> Int32? {
    var status: Int32 = 0
    guard waitpid(child.pid, &status, options) == child.pid else { return nil }
    // The number may be another program's from now on.
    watchman.dismiss()
    let signal = status & 0x7F
    code = signal == 0 ? status >> 8 & 0xFF : 128 + signal
    return code
  }
}
