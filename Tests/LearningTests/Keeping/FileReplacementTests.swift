import Foundation
import TestSupport
import Testing

@testable import Learning

@Suite struct FileReplacementTests {
  private static func content(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }

  @Test func `a file is made and replaced, and nothing is left beside it`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/file"
    for bytes: [UInt8] in [[1, 2, 3], [], Array(repeating: 7, count: 1 << 20)] {
      try FileReplacement.write(bytes, to: path)
      #expect(try Self.content(path) == bytes)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
  }

  @Test func `a symbolic link stays one`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], as: "file")
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    try FileReplacement.write([2], to: link)
    #expect(try Self.content(file) == [2])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
  }

  @Test func `a link to what is not there yet leads there`() throws {
    let folder = try TemporaryFolder()
    let inner = try folder.makeFolder("inner")
    let (link, next) = (folder.path + "/link", inner + "/next")
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: "inner/next")
    try FileManager.default.createSymbolicLink(atPath: next, withDestinationPath: "file")
    try FileReplacement.write([2], to: link)
    #expect(try Self.content(inner + "/file") == [2])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "inner/next")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: next) == "file")
  }

  @Test func `links that lead round in a circle are refused`() throws {
    let folder = try TemporaryFolder()
    let link = try folder.makeUnopenable("link")
    #expect(throws: FileReplacement.Failure.self) { try FileReplacement.write([1], to: link) }
  }

  private static func facts(_ path: String) throws -> stat {
    var facts = stat()
    try #require(stat(path, &facts) == 0)
    return facts
  }

  @Test(arguments: [0o600, 0o640, 0o444 | 0o200, 0o755] as [mode_t])
  func `a file keeps its permissions, whatever the umask`(mode: mode_t) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1], as: "file")
    #expect(chmod(path, mode) == 0)
    try FileReplacement.write([2], to: path)
    #expect(try Self.facts(path).st_mode & 0o7777 == mode)
    try FileReplacement.write([3], to: path, access: .ownerOnly)
    #expect(try Self.facts(path).st_mode & 0o7777 == 0o600)
  }

  @Test func `a new file has the permissions that any new file has`() throws {
    let folder = try TemporaryFolder()
    let plain = folder.path + "/plain"
    close(open(plain, O_WRONLY | O_CREAT, 0o666))
    // A draft that a killed writer left has permissions of its own.
    let draft = try folder.write([9], as: ".file.saving")
    #expect(chmod(draft, 0o600) == 0)
    try FileReplacement.write([1], to: folder.path + "/file")
    #expect(try Self.facts(folder.path + "/file").st_mode == Self.facts(plain).st_mode)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
  func `a file keeps its owner`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1], as: "file")
    #expect(chown(path, 65_534, 65_534) == 0)
    try FileReplacement.write([2], to: path)
    let facts = try Self.facts(path)
    #expect(facts.st_uid == 65_534 && facts.st_gid == 65_534)
  }

  @Test(.enabled(if: geteuid() != 0, "root may write to every file"))
  func `a file that is protected is not replaced`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1], as: "file")
    #expect(chmod(path, 0o400) == 0)
    #expect(throws: FileReplacement.Failure.self) { try FileReplacement.write([2], to: path) }
    #expect(try Self.content(path) == [1])
  }

  @Test func `what a killed writer left is used again`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(repeating: 9, count: 100), as: ".file.saving")
    try FileReplacement.write([1, 2], to: folder.path + "/file")
    #expect(try Self.content(folder.path + "/file") == [1, 2])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
  }

  @Test func `what is no file, or nowhere, is refused and stays`() throws {
    let folder = try TemporaryFolder()
    let inner = try folder.makeFolder("inner")
    let cases = [
      inner: "it is not a regular file",
      folder.makePipe("pipe"): "it is not a regular file",
      "/dev/null": "it is not a regular file",
      folder.path + "/absent/file": "No such file or directory",
      "": "No such file or directory",
    ]
    for (path, reason) in cases {
      let failure = #expect(throws: FileReplacement.Failure.self) {
        try FileReplacement.write([1], to: path)
      }
      #expect(failure?.reason == reason)
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["inner", "pipe"])
  }

  @Test func `of two writers at once the second is refused, and the first is whole`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/file"
    let draft = open(folder.path + "/.file.saving", O_WRONLY | O_CREAT, 0o600)
    #expect(flock(draft, LOCK_EX | LOCK_NB) == 0)
    defer { close(draft) }
    let failure = #expect(throws: FileReplacement.Failure.self) {
      try FileReplacement.write([1], to: path)
    }
    #expect(failure?.reason == "another program is writing to it")
  }
}
