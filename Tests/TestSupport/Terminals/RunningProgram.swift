import Glibc

/// A program that runs beside the test, without a terminal, until it ends or is killed.
package final class RunningProgram {
  private let child: ChildProcess
  private var code: Int32?

  /// Starts a program whose output nobody reads.
  package init(_ command: [String], environment: [String: String]) throws {
    child = try ChildProcess(
      command, environment: environment, input: .file("/dev/null", O_RDONLY),
      output: .file("/dev/null", O_WRONLY), errors: .file("/dev/null", O_WRONLY))
  }

  deinit { _ = kill() }

  /// Waits until something is so, or the program ends, or the deadline passes; the latter two throw.
  package func wait(upTo seconds: Double, until isSo: () -> Bool) throws {
    let deadline = now() + seconds
    while !isSo() {
      guard now() < deadline else { throw SystemFailure("waiting", code: ETIMEDOUT) }
      guard !hasEnded() else { throw SystemFailure("the program ended", code: ECHILD) }
      usleep(200)
    }
  }

  /// Kills the program and returns its exit code, or 128 and the number of the signal that ended it.
  package func kill() -> Int32 {
    if let code { return code }
    Glibc.kill(child.pid, SIGKILL)
    return reap(0) ?? -1
  }

  private func hasEnded() -> Bool { code != nil || reap(WNOHANG) != nil }

  private func reap(_ options: Int32) -> Int32? {
    var status: Int32 = 0
    guard waitpid(child.pid, &status, options) == child.pid else { return nil }
    let signal = status & 0x7F
    code = signal == 0 ? status >> 8 & 0xFF : 128 + signal
    return code
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
