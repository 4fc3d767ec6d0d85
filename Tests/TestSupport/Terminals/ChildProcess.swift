import Glibc

/// Something a test needs from the system was refused.
package struct SystemFailure: Error, CustomStringConvertible {
  package let description: String

  init(_ call: String, code: Int32 = errno) {
    description = "\(call): \(strerror(code).map { String(cString: $0) } ?? "error \(code)")"
  }
}

/// A program that a test has started.
package struct ChildProcess {
  /// Where one of the standard streams leads.
  enum Stream {
    case file(String, Int32)
    case descriptor(Int32)
  }

  let pid: pid_t

  /// Starts a program with exactly these variables, in a session of its own if asked.
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
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Threads of a test runner block signals, and children inherit that.
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    // 0x80 is POSIX_SPAWN_SETSID, which is not imported.
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | (inOwnSession ? 0x80 : 0))
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
}

/// What a program that ran to its end has said.
package struct ProcessResult: Sendable {
  /// The exit code, or 128 and the number of the signal that ended it, as a shell counts.
  package let code: Int32
  package let output: String
  package let errors: String
  /// The most memory that it had at a time, in bytes.
  package let peakMemory: Int
  /// The time that processors worked for it.
  package let processorTime: Duration

  /// Runs a program to its end; its standard input is empty.
  package init(running command: [String], environment: [String: String]) throws {
    let output = try ScratchFile()
    let errors = try ScratchFile()
    let child = try ChildProcess(
      command, environment: environment, input: .file("/dev/null", O_RDONLY),
      output: .descriptor(output.descriptor), errors: .descriptor(errors.descriptor))
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child.pid, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw SystemFailure("wait4") }
    }
    peakMemory = usage.ru_maxrss * 1024
    processorTime =
      .seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + .microseconds(Int64(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec))
    let number = status & 0x7F
    code = number == 0 ? status >> 8 & 0xFF : 128 + number
    self.output = output.text
    self.errors = errors.text
  }
}

/// A file without a name, which goes when it is closed.
private struct ScratchFile: ~Copyable {
  let descriptor: Int32

  init() throws {
    var path = Array("/tmp/retrograde-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw SystemFailure("mkstemp") }
    unlink(path)
    // Programs that other tests start meanwhile have no use for it.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  var text: String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = pread(descriptor, &buffer, buffer.count, off_t(bytes.count))
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer.prefix(count)
    }
  }
}
