import Foundation
import TestSupport
import Testing

/// A signal in the middle of saving.
@Suite(.drivesPrograms) struct DraftTests {
  /// How often to try to be there before the file is written.
  private static let attempts = 10

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGUSR1])
  func `leaves no draft behind, and the file as it was`(signal: Int32) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/file"
    var code: Int32 = 0
    for _ in 0..<Self.attempts where code != 128 + signal || Self.size(path) != 1 {
      try Data([1]).write(to: URL(filePath: path))
      let program = try RunningProgram(
        [Program.faultyPath, "save", path, "64"], environment: Program.environment)
      // It may have come and gone meanwhile: the file tells.
      try? program.wait {
        access(folder + "/.file.saving", F_OK) == 0 || Self.size(path) > 1
      }
      code = program.end(by: signal)
    }
    #expect(code == 128 + signal)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
    #expect(Self.size(path) == 1)
  }

  private static func size(_ path: String) -> Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
  }
}
