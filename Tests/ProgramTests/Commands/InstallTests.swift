import Foundation
import TestSupport
import Testing

/// `make install` and `make uninstall`.
@Suite(.drivesPrograms) struct InstallTests {
  private static let root = String(
    #filePath.split(separator: "/").dropLast(4).reduce("") {
      $0 + "/" + $1
    })

  private func make(_ goal: String, into folder: String) throws -> ProcessResult {
    // A make above this one must not have its say.
    try ProcessResult(
      running: [
        "/usr/bin/env", "make", "-s", "-C", Self.root, goal, "PROGRAM=\(Program.path)",
        "PREFIX=/usr",
        "DESTDIR=\(folder)",
      ], environment: Program.environment)
  }

  private func files(in folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  @Test func `program, completions and the script of captures come and go`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "retrograde install \(UUID().uuidString)"
    ).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let installed = try make("install", into: folder)
    #expect(installed.code == 0, "\(installed.errors)")
    #expect(
      files(in: folder) == [
        "usr/bin/retrograde", "usr/share/bash-completion/completions/retrograde",
        "usr/share/fish/vendor_completions.d/retrograde.fish",
        "usr/share/retrograde/retrograde.py", "usr/share/zsh/site-functions/_retrograde",
      ])
    let result = try ProcessResult(
      running: ["\(folder)/usr/bin/retrograde", "trace", "x"], environment: Program.environment)
    #expect(result.code == 0)
    #expect(try make("uninstall", into: folder).code == 0)
    #expect(files(in: folder).isEmpty)
  }
}
