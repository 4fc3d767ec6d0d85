import Foundation
import Testing

/// `retrograde capture-script`.
@Suite struct CaptureScriptTests {
  @Test func `the script is printed as it is in the repository`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "assets/retrograde.py")
    let script = try String(contentsOf: file, encoding: .utf8)
    let run = CommandRun(["capture-script"])
    #expect(run.code == 0)
    #expect(run.output == script)
  }

  @Test func `what its help shows is what the script has`() {
    let script = CommandRun(["capture-script"]).output
    for name in ["capture", "dump", "watch", "assert_gradients", "dump_jax"] {
      #expect(script.contains("\ndef \(name)("), "\(name)")
    }
  }
}
