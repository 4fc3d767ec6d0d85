import Glibc

extension Console {
  /// The console of the process: its standard streams and its environment.
  package static let standard = Console(
    write: { try writeAll($0, to: STDOUT_FILENO) },
    warn: { try? writeAll($0, to: STDERR_FILENO) },
    readInput: { try readAll(STDIN_FILENO, limit: $0) },
    readLine: { Swift.readLine() },
    environment: processEnvironment())

  /// Writes all of a text to a file descriptor.
  static func writeAll(_ text: String, to descriptor: Int32) throws {
    var text = text
    try text.withUTF8 { bytes in
      var start = 0
      while start < bytes.count {
        let written = Glibc.write(
          descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else {
          throw errno == EPIPE
            ? Failure(.readerLeft, "nobody reads the output any more")
            : Failure(.badInput, "cannot write: \(systemMessage())")
        }
        start += written
      }
    }
  }

  /// Fills standard streams that are closed with what can be neither read nor written, so that no
  /// file that is opened later gets their numbers, and with them what is meant for a stream.
  static func fillClosedStreams() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  private static func readAll(_ descriptor: Int32, limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < limit {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(.badInput, "cannot read standard input: \(systemMessage())")
      }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
    return bytes
  }

  private static func processEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return variables
  }
}

/// What the system says about the last call that failed.
func systemMessage() -> String {
  strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
}
