package import Glibc

/// A program running on a pseudo-terminal of its own, with the test at the other end.
///
/// Nothing here sleeps for a fixed time: every wait is for a condition, with a deadline.
package final class PseudoTerminal {
  private let master: Int32
  private let slave: Int32
  private var hasHungUp = false
  /// The program's process, 0 when it has ended.
  package private(set) var pid: pid_t = 0
  private let initialSettings: [UInt8]
  /// The time that processors have worked for the program, once it has ended.
  package private(set) var processorTimeAtEnd = Duration.zero
  /// Everything the program has written so far.
  package private(set) var output: [UInt8] = []

  /// Where a program's standard input comes from.
  package enum Input { case terminal, nothing }

  /// Runs a program, given by its path and its arguments; a variable that is empty is not set.
  package init(
    running command: [String], environment: [String: String] = [:], input: Input = .terminal,
    columns: UInt16 = 60, rows: UInt16 = 20
  ) throws {
    // What posix_openpt and ptsname do; Swift's Glibc does not have them.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: Int32 = -1
    guard ioctl(master, 0x4004_5431, &isLocked) == 0,  // TIOCSPTLCK
      ioctl(master, 0x8004_5430, &number) == 0  // TIOCGPTN
    else { throw SystemFailure("/dev/ptmx") }
    let path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { throw SystemFailure(path) }
    initialSettings = Self.settings(slave)
    resize(columns: columns, rows: rows)
    let defaults = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    let variables = defaults.merging(environment) { _, new in new }.filter { !$0.value.isEmpty }
    let terminal = ChildProcess.Stream.file(path, O_RDWR)
    pid = try ChildProcess(
      command, environment: variables,
      input: input == .terminal ? .descriptor(1) : .file("/dev/null", O_RDONLY),
      output: terminal, errors: .descriptor(1), inOwnSession: true
    ).pid
  }

  deinit {
    if pid > 0 {
      kill(-pid, SIGKILL)
      kill(pid, SIGKILL)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
    }
    if !hasHungUp { close(master) }
    close(slave)
  }

  /// Goes away, as a terminal does whose window is closed.
  package func hangUp() {
    close(master)
    hasHungUp = true
  }

  /// Gives the terminal another size, of which the program is told.
  package func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Types the text, control characters included.
  package func send(_ text: String) {
    _ = text.withCString { write(master, $0, strlen($0)) }
  }

  /// Types bytes as fast as they are taken, and reads what comes back meanwhile; false when the
  /// program ends or takes nothing any more.
  package func pour(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      var descriptor = pollfd(fd: master, events: Int16(POLLIN | POLLOUT), revents: 0)
      guard poll(&descriptor, 1, Int32(Duration.patience.components.seconds * 1000)) > 0,
        descriptor.revents & Int16(POLLHUP) == 0
      else {
        return false
      }
      if descriptor.revents & Int16(POLLIN) != 0 { drain(milliseconds: 0) }
      if descriptor.revents & Int16(POLLOUT) != 0 {
        // So many are taken at once without waiting.
        let count = rest.prefix(1024).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
        rest = rest.dropFirst(max(count, 0))
      }
    }
    return true
  }

  /// Sends the program a signal.
  package func signal(_ number: Int32) { kill(pid, number) }

  /// Whether the program writes `text`, counting what it has written already.
  package func shows(_ text: String) -> Bool {
    until { String(decoding: output, as: UTF8.self).contains(text) }
  }

  /// Whether the program writes `text`, counting only what is still to come.
  package func showsNext(_ text: String) -> Bool {
    let start = output.count
    return until { String(decoding: output[start...], as: UTF8.self).contains(text) }
  }

  /// Whether the alternate screen is left so many times and `text` is written after that.
  package func shows(_ text: String, afterLeaving times: Int) -> Bool {
    until {
      self.text.ranges(of: "\u{1B}[?1049l").count >= times
        && textAfterScreen?.contains(text) == true
    }
  }

  /// Reads until the condition holds; false when the time passes before.
  package func until(_ patience: Duration = .patience, _ condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now.advanced(by: patience)
    while !condition() {
      guard ContinuousClock.now < deadline else { return false }
      drain(milliseconds: 10)
    }
    return true
  }

  private func drain(milliseconds: Int32) {
    guard !hasHungUp else {
      usleep(UInt32(max(milliseconds, 0)) * 1000)
      return
    }
    var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(master, &bytes, bytes.count)
    if count > 0 { output += bytes.prefix(count) }
  }

  /// How many bytes the program answers with when the text is typed, until it is at rest again.
  package func answerLength(to text: String) -> Int {
    _ = comesToRest()
    let before = output.count
    send(text)
    _ = until { output.count > before }
    _ = comesToRest()
    return output.count - before
  }

  /// Reads until the program waits for the next event, and has said all that it had to say before;
  /// false when it never does.
  package func comesToRest() -> Bool {
    until {
      guard isAtRest(session: pid), unread == 0 else { return false }
      let before = output.count
      drain(milliseconds: 0)
      return output.count == before
    }
  }

  /// How many typed bytes the program has not taken yet.
  private var unread: Int32 {
    var count: Int32 = 0
    _ = ioctl(slave, UInt(FIONREAD), &count)
    return count
  }

  /// How many bytes the program answers with when the text is typed, and how long after that the last
  /// of them comes, of all that come within a time.
  package func answer(
    to text: String, within time: Duration
  ) -> (length: Int, delay: Duration) {
    let (start, before) = (ContinuousClock.now, output.count)
    var last = start
    send(text)
    while ContinuousClock.now - start < time {
      let count = output.count
      drain(milliseconds: 1)
      if output.count > count { last = .now }
    }
    return (output.count - before, last - start)
  }

  private func drainAll() {
    var before = -1
    while before != output.count {
      before = output.count
      drain(milliseconds: 0)
    }
  }

  /// How a program ended.
  package enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
    case running
  }

  /// Waits for the program to end, and reads what it still has to say.
  package func ending(within patience: Duration = .patience) -> Ending {
    var (status, usage) = (Int32(0), rusage())
    guard until(patience, { wait4(pid, &status, WNOHANG, &usage) == pid }) else { return .running }
    processorTimeAtEnd = usage.processorTime
    pid = 0
    drainAll()
    let number = status & 0x7F
    return number == 0 ? .exit(status >> 8 & 0xFF) : .signal(number)
  }

  /// The time that all threads of the program have run.
  package var processorTime: Duration {
    get throws {
      var clock = clockid_t()
      var time = timespec()
      guard clock_getcpuclockid(pid, &clock) == 0, clock_gettime(clock, &time) == 0 else {
        throw SystemFailure("clock of \(pid)")
      }
      return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
  }

  /// Everything the program has written so far, as text.
  package var text: String { String(decoding: output, as: UTF8.self) }

  /// What was written after the alternate screen was left for the last time.
  package var textAfterScreen: String? {
    text.ranges(of: "\u{1B}[?1049l").last.map { String(text[$0.upperBound...]) }
  }

  /// Whether the terminal's settings are what they were at the start.
  package var isRestored: Bool { Self.settings(slave) == initialSettings }

  private static func settings(_ descriptor: Int32) -> [UInt8] {
    // The kernel's own struct, which is shorter than this.
    var settings = [UInt8](repeating: 0, count: 256)
    _ = ioctl(descriptor, UInt(TCGETS), &settings)
    return settings
  }
}
