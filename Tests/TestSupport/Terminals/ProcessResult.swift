import Glibc

/// What a program that ran to its end has said.
package struct ProcessResult: Sendable {
  /// The exit code, or 128 and the number of the signal that ended it, as a shell counts.
  package let code: Int32
  package let output: String
  package let errors: String
  /// The time that processors worked for it.
  package let processorTime: Duration

  /// Runs a program to its end; its standard input is a text.
  ///
  /// Input and answers go through files, so that no side can block the other.
  package init(
    running command: [String], environment: [String: String], input text: String = ""
  ) throws {
    let input = try ScratchFile(text)
    let output = try ScratchFile()
    let errors = try ScratchFile()
    let child = try ChildProcess(
      command, environment: environment, input: .descriptor(input.descriptor),
      output: .descriptor(output.descriptor), errors: .descriptor(errors.descriptor))
    let (code, usage) = try child.reap()
    self.code = code
    processorTime = usage.processorTime
    self.output = output.text
    self.errors = errors.text
  }
}

extension rusage {
  /// The time that processors worked for a program.
  var processorTime: Duration {
    .seconds(ru_utime.tv_sec + ru_stime.tv_sec)
      + .microseconds(Int64(ru_utime.tv_usec + ru_stime.tv_usec))
  }
}

/// A file without a name, which goes when it is closed.
private struct ScratchFile: ~Copyable {
  let descriptor: Int32

  init(_ text: String = "") throws {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var path = Array("\(folder)/retrograde-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw SystemFailure("mkstemp") }
    unlink(path)
    // Programs that other tests start meanwhile have no use for it.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw SystemFailure("write") }
      rest = rest.dropFirst(count)
    }
    lseek(descriptor, 0, SEEK_SET)
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
