import Foundation
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
      inner: "it is no regular file",
      folder.makePipe("pipe"): "it is no regular file",
      "/dev/null": "it is no regular file",
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
    #expect(failure?.reason == "another program is writing it")
  }
}
