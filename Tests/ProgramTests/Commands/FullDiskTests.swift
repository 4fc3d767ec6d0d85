import TestSupport
import Testing

/// What cannot be written is never passed over.
@Suite(.drivesPrograms) struct FullDiskTests {
  @Test(arguments: [
    "--help", "--version", "help trace", "trace --help", "trace x", "trace x --format json",
    "trace x --format csv", "trace x --events", "check x", "check x --format json",
    "export x --format dot", "export x --format svg", "export x --format json",
    "export x --format latex", "export x --format markdown", "export x --format adjoint",
    "export x --format dot -o /dev/full", "render x", "render x --format ansi",
    "render x --format svg", "examples", "examples quotient", "completions bash", "data info",
    "--plain x", "--plain x --command 'print x'", "--plain x --command 'save /dev/full'",
    "train --headless --data synthetic:regression --epochs 1",
  ])
  func `a full disk is an error`(command: String) throws {
    let result = try ProcessResult(
      running: ["/bin/sh", "-c", "exec \(Program.path) \(command) > /dev/full"],
      environment: Program.environment)
    #expect(result.code == 2)
    #expect(result.errors.contains("No space left on device"))
  }
}
