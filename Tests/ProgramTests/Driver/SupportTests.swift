import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// What the tests lean on can fail, and does.
@Suite(.drivesPrograms) struct SupportTests {
  @Test func `a watchman cleans up when it is let go, not when it is dismissed`() throws {
    let folder = try TemporaryFolder()
    let files = try ["one", "other"].map { try folder.write([], as: $0) }
    try Watchman(runningAtEnd: #"rm "$1""#, [files[0]]).letGo()
    try Watchman(runningAtEnd: #"rm "$1""#, [files[1]]).dismiss()
    #expect(try folder.names == ["other"])
  }

  @Test func `a program that is let go of does not live on`() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/pid"
    do {
      let program = try RunningProgram(
        ["/bin/sh", "-c", "echo $$ > '\(file)'; exec sleep 1000"], environment: Program.environment)
      try program.wait {
        (try? String(contentsOfFile: file, encoding: .utf8))?.hasSuffix("\n") == true
      }
    }
    let line = try String(contentsOfFile: file, encoding: .utf8)
    let pid = try #require(pid_t(line.dropLast()))
    #expect(kill(pid, 0) == -1)
  }

  @Test func `a program is given three streams, whatever else is open`() throws {
    let descriptor = open("/dev/null", O_WRONLY)
    defer { close(descriptor) }
    try #require(fcntl(descriptor, F_GETFD) & FD_CLOEXEC == 0)
    let result = try ProcessResult(
      running: ["/bin/sh", "-c", "ls /proc/$$/fd; true"], environment: Program.environment)
    #expect(result.output == "0\n1\n2\n")
  }

  @Test func `a program that computes is not at rest, one that waits is`() throws {
    let terminal = try PseudoTerminal(
      running: ["/bin/sh", "-c", "read line; while :; do :; done"],
      environment: Program.environment)
    #expect(terminal.comesToRest())
    terminal.send("\n")
    #expect(terminal.until { !isAtRest(session: terminal.pid) })
    // It computes ever since, also when it has to wait for a processor.
    #expect((1...100).allSatisfy { _ in !isAtRest(session: terminal.pid) })
  }

  @Test(.needsTmux)
  func `a program that has yet to be told the last of several sizes is not at rest`() async throws {
    let terminal = try await Terminal(columns: 80, rows: 24)
    // tmux tells the first size at once, and that it was taken back a quarter of a second later.
    try terminal.resize(columns: 40, rows: 10)
    try terminal.resize(columns: 80, rows: 24)
    try await terminal.waits(until: .isAtRest)
    try terminal.enter("stty size")
    try await terminal.waits(until: .shows("24 80\n"))
  }

  @Test func `work that grows with the square of its size is not linear`() {
    let sum = Mutex(0)
    func work(_ width: Int, _ height: Int) {
      for x in 0..<width { for y in 0..<height { sum.withLock { $0 &+= x ^ y } } }
    }
    withKnownIssue { Growth.expectLinear(upTo: 1000) { size in work(size, size) } }
    Growth.expectLinear(upTo: 10_000) { size in work(size, 100) }
  }
}
