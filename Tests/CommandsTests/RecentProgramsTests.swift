import ArgumentParser
import Debugging
import Explorer
import Formula
import Foundation
import Testing
import TextCanvas
import Widgets

@testable import Commands
@testable import Studio

/// What the start screen offers to open again.
@Suite struct RecentProgramsTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "retrograde-tests-" + UUID().uuidString)

  private func kept(_ body: (RecentPrograms) throws -> Void) rethrows {
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(RecentPrograms(in: ["XDG_STATE_HOME": folder.path]))
  }

  private func formula(_ text: String) throws -> RecentProgram {
    try #require(RecentProgram(formula: text))
  }

  @Test func `the last is first, each once, and six are kept`() throws {
    try kept { recent in
      #expect(recent.read().isEmpty)
      for name in "abcdefgh" { recent.remember(try formula("z = \(name)")) }
      recent.remember(try formula("z = e"))
      #expect(recent.read().map(\.title) == "ehgfdc".map { "z = \($0)" })
    }
  }

  @Test func `lines and tabs of a program become one line`() throws {
    try kept { recent in
      recent.remember(try formula("x = 2 # two\n\tz =\tx^2\n"))
      let program = try #require(recent.read().first)
      guard case .program(let read) = try ExploreCommand.opened(by: program.words) else {
        throw CancellationError()
      }
      #expect(read.inputs.map(\.name) == ["x"])
    }
  }

  @Test func `options are words of their own, whatever they hold`() throws {
    try kept { recent in
      let words = ["-x^2 * 'y'", "--at=x=[1, 2],y=pi/2", "--no-share"]
      recent.remember(try #require(RecentProgram(words: words)))
      let program = try #require(recent.read().first)
      #expect(program.words == words)
    }
  }

  @Test func `a program that was opened in single precision is opened in it again`() throws {
    let opened = try ExploreCommand.opened(by: ["z = exp(x)", "--precision=single"])
    guard case .program(let program) = opened else { throw CancellationError() }
    #expect("\(program.precision)" == "single")
    let options = try ProgramOptions.parse(["--precision", "single", "--at", "x=1"])
    #expect(options.words == ["--at=x=1", "--precision=single"])
    #expect(try ProgramOptions.parse(["--precision", "double"]).words == [])
  }

  @Test func `rubbish, a folder in its place and no home are as nothing`() throws {
    try kept { recent in
      recent.remember(try formula("z = x"))
      let path = try #require(recent.path)
      try Data([0xFF, 0x0A, 0x00, 0x09, 0x0A, 0x09, 0x0A]).write(to: URL(filePath: path))
      #expect(recent.read().count == 2)
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      recent.remember(try formula("z = x"))
      #expect(recent.read().isEmpty)
    }
    #expect(RecentPrograms(in: ["HOME": ""]).path == nil)
    #expect(RecentPrograms(in: [:]).read().isEmpty)
  }

  @Test func `nobody else can read it, and a pipe in its place is not waited for`() throws {
    try kept { recent in
      let path = try #require(recent.path)
      recent.remember(try formula("z = x"))
      let (file, inner) = (try mode(of: path), try mode(of: folder.path + "/retrograde"))
      #expect(file == 0o600)
      #expect(inner == 0o700)
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
      recent.remember(try formula("z = y"))
      #expect(try mode(of: path) == 0o600)
      try FileManager.default.removeItem(atPath: path)
      #expect(mkfifo(path, 0o600) == 0)
      recent.remember(try formula("z = x"))
      #expect(recent.read().isEmpty)
    }
  }

  private func mode(of path: String) throws -> mode_t {
    var facts = stat()
    try #require(stat(path, &facts) == 0)
    return facts.st_mode & 0o7777
  }

  @Test func `what can no longer be opened says why on the start screen`() throws {
    let gone = try #require(RecentProgram(words: ["/nowhere/at/all.rg"]))
    var model = AppModel(
      size: Size(width: 80, height: 24), settings: AppModel.Settings(recent: [gone]))
    let effects = "jj".flatMap { model.update(.key(.character($0))) } + model.update(.key(.enter))
    #expect(effects == [.openAgain(gone)])
    #expect(model.openAgain(gone, with: .system).isEmpty)
    #expect(model.front == .start)
    let text = model.view().canvas.text()
    #expect(text.contains("there is no file '/nowhere/at/all.rg'"))
  }
}
