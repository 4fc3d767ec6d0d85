import Glibc

/// Something a test needs from the system was refused.
package struct SystemFailure: Error, CustomStringConvertible {
  package let description: String

  init(_ call: String, code: Int32 = errno) {
    description = "\(call): \(strerror(code).map { String(cString: $0) } ?? "error \(code)")"
  }
}

/// A program that a test has started.
package struct ChildProcess: Sendable {
  /// Where one of the standard streams leads.
  enum Stream {
    case file(String, Int32)
    case descriptor(Int32)
  }

  let pid: pid_t

  /// Starts a program with exactly these variables and streams, in a session of its own if asked.
  init(
    _ command: [String], environment: [String: String], input: Stream, output: Stream,
    errors: Stream, inOwnSession: Bool = false
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Output first: the first terminal that the leader of a session opens becomes its own, and
    // what it reads from may be that same terminal.
    for (number, stream) in [(Int32(1), output), (2, errors), (0, input)] {
      switch stream {
      case .file(let path, let flags):
        posix_spawn_file_actions_addopen(&actions, number, path, flags, 0)
      case .descriptor(let descriptor):
        posix_spawn_file_actions_adddup2(&actions, descriptor, number)
      }
    }
    // Foundation opens files in such a way that children inherit them. One that lives on would keep a
    // file open that another test writes just now, and a file that is open for writing cannot be run.
    for descriptor in STDERR_FILENO + 1..<min(getdtablesize(), 1024) {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Threads of a test runner block signals, a shell makes what it starts in the background ignore
    // some, and children inherit both.
    var (noSignals, allSignals) = (sigset_t(), sigset_t())
    sigemptyset(&noSignals)
    sigfillset(&allSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setsigdefault(&attributes, &allSignals)
    // 0x80 is POSIX_SPAWN_SETSID, which is not imported.
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | (inOwnSession ? 0x80 : 0))
    let arguments = command.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, command[0], &actions, &attributes, arguments, variables)
    guard code == 0 else { throw SystemFailure("cannot start \(command[0])", code: code) }
    self.pid = pid
  }

  /// The path of an executable that is built beside the tests.
  package static func builtBeside(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = String(
      decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return own.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/" + name
  }

  /// The path of an installed program; `nil` when there is none of that name.
  package static func installed(_ name: String) -> String? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// Waits for the end and returns the exit code, or 128 and the number of the signal that ended it,
  /// as a shell counts; and what it used.
  func reap() throws -> (code: Int32, usage: rusage) {
    var (status, usage) = (Int32(0), rusage())
    while wait4(pid, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw SystemFailure("wait4") }
    }
    let number = status & 0x7F
    return (number == 0 ? status >> 8 & 0xFF : 128 + number, usage)
  }
}
