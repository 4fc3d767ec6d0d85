import Foundation
import Interchange
import TestSupport
import Testing

@testable import Learning

/// A file that has nothing to do with a run is not lost to it.
@Suite struct ReplaceableFileTests {
  @Test(arguments: ["notes", "x,y\n1,2\n", "{\"a\": 1}\n", "z = x*y\n"])
  func `neither a checkpoint nor a log takes the place of something else`(text: String) throws {
    let folder = try TemporaryFolder()
    for (name, kind) in [
      ("run.safetensors", ReplaceableFile.checkpoint), ("run.csv", .log(.csv)),
      ("run.jsonl", .log(.jsonLines)),
    ] {
      let path = folder.path + "/" + name
      try Data(text.utf8).write(to: URL(filePath: path))
      let error = #expect(throws: FileReplacement.Failure.self) { try kind.require(at: path) }
      #expect(error?.description.contains("would be lost") == true)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
  }

  @Test func `one of the same kind does, and so does an empty file or none`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run"
    var file = Safetensors()
    file.tensors["w"] = .init([Float(1)], shape: [1])
    let kinds: [(ReplaceableFile, [UInt8])] = [
      (.checkpoint, file.encoded()),
      (.log(.csv), Array("epoch,step,seconds,rate,trainLoss,testLoss,testAccuracy\n".utf8)),
      (.log(.jsonLines), Array(#"{"epoch":0,"step":0,"seconds":0,"testLoss":2.5}"#.utf8)),
    ]
    for (kind, bytes) in kinds {
      #expect(throws: Never.self) { try kind.require(at: folder.path + "/none") }
      for content in [bytes, []] {
        try Data(content).write(to: URL(filePath: path))
        #expect(throws: Never.self) { try kind.require(at: path) }
      }
    }
  }
}
