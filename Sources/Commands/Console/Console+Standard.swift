import Basics
import Glibc

extension Console {
  /// The console of the process: its standard streams and its environment.
  package static let standard = Console(
    write: { try write($0, to: STDOUT_FILENO) },
    warn: { try? write($0, to: STDERR_FILENO) },
    readInput: { try readAll(STDIN_FILENO, limit: $0) },
    readLine: { standardLines.next() },
    columns: terminalColumns ?? columnsWithoutTerminal, isOnTerminal: isatty(STDOUT_FILENO) == 1,
    environment: processEnvironment())

  /// The width of the terminal that standard output is, if it is one.
  private static var terminalColumns: Int? {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
      return nil
    }
    return Int(window.ws_col)
  }

  /// Writes all of a text to a file descriptor; a failure names the file, where it has a name.
  static func write(_ text: String, to descriptor: Int32, called path: String? = nil) throws {
    do throws(SystemError) {
      try writeAll(Array(text.utf8), to: descriptor)
    } catch {
      guard error.number != EPIPE else {
        throw Failure(.readerLeft, "the reader of the output has gone")
      }
      let start = path.map { "\($0): cannot be written: " } ?? "cannot write: "
      throw Failure(.badInput, start + "\(error)")
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

/// The lines of standard input.
private let standardLines = LineReader(STDIN_FILENO)
