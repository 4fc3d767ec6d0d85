import Basics
import Glibc

/// The path of a file that is there from the root on, else the path as it is.
func absolutePath(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// What a path may lead to.
enum ReadableSource {
  /// Anything; a pipe is waited for.
  case anything
  /// Anything that is there: a pipe into which nobody writes is empty.
  case present
  /// A file, and nothing that one could wait for.
  case ordinaryFile
}

/// The bytes of a file up to a limit; a device may never end.
func readFile(_ path: String, limit: Int, source: ReadableSource = .anything) throws -> [UInt8] {
  let descriptor = try opened(path, source)
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while bytes.count < limit {
    let count = read(descriptor, &buffer, min(buffer.count, limit - bytes.count))
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw unreadable(path) }
    guard count > 0 else { break }
    bytes += buffer[..<count]
  }
  return bytes
}

private func opened(_ path: String, _ source: ReadableSource) throws -> Int32 {
  let isPatient = source == .anything
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (isPatient ? 0 : O_NONBLOCK))
  guard descriptor >= 0 else { throw unreadable(path) }
  guard !isPatient else { return descriptor }
  var facts = stat()
  guard fstat(descriptor, &facts) == 0 else {
    defer { close(descriptor) }
    throw unreadable(path)
  }
  guard source == .present || facts.st_mode & S_IFMT == S_IFREG else {
    close(descriptor)
    throw Failure(.badInput, "cannot read '\(path)': it is not a regular file")
  }
  // Whoever has opened a pipe to write to it gets the time to do so.
  _ = fcntl(descriptor, F_SETFL, 0)
  return descriptor
}

private func unreadable(_ path: String) -> Failure {
  Failure(.badInput, "cannot read '\(path)': \(systemMessage())")
}
