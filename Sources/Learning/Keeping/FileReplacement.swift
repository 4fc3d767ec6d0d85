import Glibc

/// Replaces files whole or not at all: whoever reads finds the old content or the new, also after a
/// kill or a power failure at any moment.
package enum FileReplacement {
  /// Why a file could not be replaced; the file is as it was.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package let path: String
    /// What could not be done, in the system's words.
    package let reason: String

    package var description: String {
      "\(path): cannot be written: \(reason); check the path, its permissions and the free space"
    }
  }

  /// Writes the bytes beside the file, brings them to the disk and renames them into place.
  ///
  /// Something left behind by a writer that was killed is used again, never read.
  package static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let target = try resolved(path)
    let (folder, name) = split(target)
    let draft = try Draft(at: "\(folder)/.\(name).saving", for: path)
    do throws(Failure) {
      try draft.write(bytes)
      guard rename(draft.path, target) == 0 else { throw failure(path) }
    } catch {
      unlink(draft.path)
      throw error
    }
    try syncFolder(folder, for: path)
  }

  /// The file that a path leads to, which may not be there yet, but is never a folder or a device.
  private static func resolved(_ path: String) throws(Failure) -> String {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      guard errno == ENOENT, !path.isEmpty, !path.hasSuffix("/") else { throw failure(path) }
      return path
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw Failure(path: path, reason: "it is no regular file")
    }
    // Through a symbolic link, so that the link stays one.
    guard let real = realpath(path, nil) else { throw failure(path) }
    defer { free(real) }
    return String(cString: real)
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }

  private static func syncFolder(_ folder: String, for path: String) throws(Failure) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(path) }
  }

  /// What the system says about the call that failed just now.
  fileprivate static func failure(_ path: String) -> Failure {
    Failure(path: path, reason: systemMessage(errno))
  }
}

/// A file being written beside the one it is to replace, by one writer at a time.
private struct Draft: ~Copyable {
  let path: String
  private let target: String
  private let descriptor: Int32

  /// Opens the draft, alone: of two writers of one file the second is refused.
  init(at path: String, for target: String) throws(FileReplacement.Failure) {
    self.path = path
    self.target = target
    while true {
      let opened = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
      guard opened >= 0 else { throw FileReplacement.failure(target) }
      guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
        close(opened)
        throw FileReplacement.Failure(path: target, reason: "another program is writing it")
      }
      if Self.isStill(opened, at: path) {
        descriptor = opened
        return
      }
      // Another writer has renamed it into place meanwhile: this is the finished file.
      close(opened)
    }
  }

  deinit { close(descriptor) }

  private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  func write(_ bytes: [UInt8]) throws(FileReplacement.Failure) {
    guard ftruncate(descriptor, 0) == 0 else { throw FileReplacement.failure(target) }
    try writeAll(bytes, to: descriptor, of: target)
    guard fsync(descriptor) == 0 else { throw FileReplacement.failure(target) }
  }
}

/// Writes bytes to a file that is open.
func writeAll(
  _ bytes: [UInt8], to descriptor: Int32, of path: String
) throws(FileReplacement.Failure) {
  var start = 0
  while start < bytes.count {
    let written = bytes.withUnsafeBytes { bytes in
      write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
    }
    if written < 0, errno == EINTR { continue }
    guard written > 0 else { throw FileReplacement.failure(path) }
    start += written
  }
}
