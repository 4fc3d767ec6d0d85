import Basics
import CSignals
import Glibc

/// Replaces files whole or not at all: whoever reads finds the old content or the new, also after a
/// kill or a power failure at any moment.
package enum FileReplacement {
  /// Why a file could not be replaced; the file is as it was.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package let path: String
    /// What could not be done, in the system's words.
    package let reason: String
    /// Whether another program is writing the file, which passes.
    package var isHeld = false

    package var description: String {
      "\(path): cannot be written: \(reason); check the path, its permissions and the free space"
    }
  }

  /// Who may read a file that is written.
  package enum Access {
    /// Whoever may read the file that is there; of a new one, whom the umask allows.
    case kept
    /// The user alone.
    case ownerOnly
  }

  /// Writes the bytes beside the file, brings them to the disk and renames them into place.
  ///
  /// The file keeps its permissions, and its owner as far as the system lets one give files away.
  /// What is beside it goes when a signal ends the process meanwhile; what a kill left there goes
  /// the next time and is never read.
  package static func write(
    _ bytes: [UInt8], to path: String, access: Access = .kept
  ) throws(Failure) {
    let target = try Target(path)
    let (folder, name) = split(target.path)
    let draft = try Draft(
      at: "\(folder)/.\(name).saving", for: path,
      isPrivate: access == .ownerOnly || target.facts != nil)
    do throws(Failure) {
      try draft.write(bytes)
      if access == .kept, let facts = target.facts { try draft.take(facts) }
      guard rename(draft.path, target.path) == 0 else { throw failure(path) }
    } catch {
      unlink(draft.path)
      throw error
    }
    try syncFolder(folder, for: path)
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

/// The file that a path leads to, which may not be there yet, but is never a folder or a device.
private struct Target {
  /// Through symbolic links, so that these stay what they are.
  let path: String
  /// What the system knows of the file; `nil` when there is none yet.
  let facts: stat?

  init(_ path: String) throws(FileReplacement.Failure) {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      guard errno == ENOENT, !path.isEmpty, !path.hasSuffix("/") else {
        throw FileReplacement.failure(path)
      }
      self.path = try Self.end(ofLinksFrom: path)
      self.facts = nil
      return
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw FileReplacement.Failure(path: path, reason: "it is not a regular file")
    }
    // Renaming would replace a file that its owner has protected.
    guard access(path, W_OK) == 0, let real = realpath(path, nil) else {
      throw FileReplacement.failure(path)
    }
    defer { free(real) }
    self.path = String(cString: real)
    self.facts = facts
  }

  /// Where links lead that end at a file which is not there yet.
  private static func end(ofLinksFrom path: String) throws(FileReplacement.Failure) -> String {
    var place = path
    // As many as the system follows.
    for _ in 0..<40 {
      guard let target = destination(ofLink: place) else { return place }
      guard !target.hasPrefix("/"), let slash = place.lastIndex(of: "/") else {
        place = target
        continue
      }
      place = place[...slash] + target
    }
    throw FileReplacement.Failure(path: path, reason: systemMessage(ELOOP))
  }

  private static func destination(ofLink path: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &bytes, bytes.count)
    guard count > 0 else { return nil }
    return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// A file being written beside the one it is to replace, by one writer at a time.
private struct Draft: ~Copyable {
  let path: String
  private let target: String
  private let descriptor: Int32
  private let ticket: Int32

  /// Opens a new draft, alone: of two writers of one file the second is refused.
  init(
    at path: String, for target: String, isPrivate: Bool
  ) throws(FileReplacement.Failure) {
    self.path = path
    self.target = target
    cs_handle_endings()
    while true {
      var ticket: Int32 = -1
      // Nobody reads in it who may not read the file.
      let opened = cs_open_draft(path, isPrivate ? 0o600 : 0o666, &ticket)
      if opened < 0, errno == EEXIST {
        try Self.removeLeftover(at: path, for: target)
        continue
      }
      guard opened >= 0 else { throw FileReplacement.failure(target) }
      guard try Self.isLocked(opened, ticket, at: path, for: target) else { continue }
      (descriptor, self.ticket) = (opened, ticket)
      return
    }
  }

  deinit {
    cs_keep(ticket)
    close(descriptor)
  }

  /// Removes what a writer that was killed has left, but not what another one is writing.
  private static func removeLeftover(
    at path: String, for target: String
  ) throws(FileReplacement.Failure) {
    let opened = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    // It may have been renamed into place meanwhile.
    if opened < 0, errno == ENOENT { return }
    guard opened >= 0 else { throw FileReplacement.failure(target) }
    defer { close(opened) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else { throw refused(target) }
    guard isStill(opened, at: path) else { return }
    guard unlink(path) == 0 || errno == ENOENT else { throw FileReplacement.failure(target) }
  }

  /// Takes the lock of a draft that was just made; `false`, with the draft closed, when another
  /// writer has taken it for a leftover and removed it.
  private static func isLocked(
    _ opened: Int32, _ ticket: Int32, at path: String, for target: String
  ) throws(FileReplacement.Failure) -> Bool {
    let isLocked = flock(opened, LOCK_EX | LOCK_NB) == 0
    if isLocked, isStill(opened, at: path) { return true }
    cs_keep(ticket)
    close(opened)
    guard isLocked else { throw refused(target) }
    return false
  }

  private static func refused(_ target: String) -> FileReplacement.Failure {
    FileReplacement.Failure(
      path: target, reason: "another program is writing to it", isHeld: true)
  }

  private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  func write(_ bytes: [UInt8]) throws(FileReplacement.Failure) {
    try writeAll(bytes, to: descriptor, of: target)
    guard fsync(descriptor) == 0 else { throw FileReplacement.failure(target) }
  }

  /// Gives the draft owner and permissions of the file that it replaces.
  ///
  /// Only root can give files away. A file that others own, in a folder that one may write to, then
  /// becomes one's own, without the bits that would let it run in their name.
  func take(_ facts: stat) throws(FileReplacement.Failure) {
    let isOwned = fchown(descriptor, facts.st_uid, facts.st_gid) == 0
    if !isOwned { _ = fchown(descriptor, uid_t.max, facts.st_gid) }
    let mode = facts.st_mode & (isOwned ? 0o7777 : 0o777)
    guard fchmod(descriptor, mode) == 0 else { throw FileReplacement.failure(target) }
  }
}

/// Writes bytes to a file that is open.
func writeAll(
  _ bytes: [UInt8], to descriptor: Int32, of path: String
) throws(FileReplacement.Failure) {
  do throws(SystemError) {
    try writeAll(bytes, to: descriptor)
  } catch {
    throw FileReplacement.Failure(path: path, reason: "\(error)")
  }
}
