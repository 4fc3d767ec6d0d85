import Foundation
import TestSupport
import Testing

@Suite struct OutputFileTests {
  @Test func `a file is written whole`() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "graph.dot")
    let run = CommandRun(["export", "x*y", "--format", "dot", "-o", file.path])
    #expect(run.code == 0)
    #expect(run.output.isEmpty)
    let printed = CommandRun(["export", "x*y", "--format", "dot"]).output
    #expect(try String(contentsOf: file, encoding: .utf8) == printed)
    #expect(try folder.names == ["graph.dot"])
  }

  @Test func `a file that cannot be written whole stays as it was`() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "graph.dot")
    try "before".write(to: file, atomically: false, encoding: .utf8)
    let run = CommandRun(["export", hugeProgram, "--format", "svg", "-o", file.path])
    #expect(run.code == 2)
    #expect(try String(contentsOf: file, encoding: .utf8) == "before")
    #expect(try folder.names == ["graph.dot"])
  }

  @Test func `a link stays and the file behind it is replaced`() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "real.dot")
    let link = folder.url.appending(path: "link.dot")
    try "before".write(to: file, atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    #expect(CommandRun(["export", "x", "--format", "dot", "-o", link.path]).code == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: link.path)
    #expect(attributes[.type] as? FileAttributeType == .typeSymbolicLink)
    #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("digraph"))
  }

  @Test func `a folder that is not there is told`() {
    let run = CommandRun(["export", "x", "--format", "dot", "-o", "/nowhere/graph.dot"])
    #expect(run.code == 2)
    #expect(
      run.errors.contains("/nowhere/graph.dot: cannot be written: No such file or directory"))
  }

  @Test func `a device is written to and stays a device`() throws {
    #expect(CommandRun(["export", "x", "--format", "dot", "-o", "/dev/null"]).code == 0)
    let kind = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
    #expect(kind as? FileAttributeType == .typeCharacterSpecial)
    #expect(CommandRun(["export", "x", "--format", "dot", "-o", "/dev/full"]).code == 2)
  }
}
