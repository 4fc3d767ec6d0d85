import Autodiff
import Formula
import Synchronization
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer
@testable import Studio

/// Commands that read and write files, on the screen.
@Suite struct FileCommandTests {
  /// Files in memory.
  private final class Files: Sendable {
    private let contents: Mutex<[String: String]>

    init(_ contents: [String: String] = [:]) { self.contents = Mutex(contents) }

    subscript(path: String) -> String? { contents.withLock { $0[path] } }

    var port: FilePort {
      FilePort(
        read: { [self] path throws(FilePort.Problem) in
          guard let text = self[path] else { throw FilePort.Problem("there is no '\(path)'") }
          return text
        }, beginning: { [self] in self[$0] },
        write: { [self] text, path throws(FilePort.Problem) in
          guard !path.hasPrefix("/full") else { throw FilePort.Problem("the disk is full") }
          contents.withLock { $0[path] = text }
        })
    }
  }

  /// The program after its commands and keys, as the run loop leads it.
  private func run(
    _ commands: String = "", keys: String = "", _ files: Files
  ) throws -> AppModel {
    var script = CommandScript()
    script.add(option: commands, name: "--command")
    let size = Size(width: 100, height: 30)
    var model = AppModel(size: size, settings: AppModel.Settings(commands: script))
    try model.open(Program("x = 2; z = x*x"))
    var screen = MemoryScreen(size: size, events: try KeySequence.parse(keys))
    Studio.run(&model, on: &screen, training: .none, files: files.port, isScripted: true)
    return model
  }

  @Test func `commands from the start write and read files, in their order`() throws {
    let files = Files(["more": "set x 5\nbreak z"])
    let model = try run("save first; source more; save second; goto 2", files)
    #expect(files["first"]?.contains("x = 5") == false)
    #expect(files["second"]?.contains("x = 5") == true)
    #expect(model.explorer?.timeline.position == 2)
  }

  @Test func `quit among the commands ends the program`() throws {
    let files = Files()
    let model = try run("save first; quit", keys: "n n n", files)
    #expect(files["first"] != nil)
    #expect(model.explorer?.timeline.position == 0)
  }

  @Test func `what goes wrong with a file is told on the screen`() throws {
    let model = try run("source nowhere; save /full/disk", Files())
    #expect(model.view().canvas.text().contains("there is no 'nowhere'"))
    let second = try run(keys: ": 'save /full/disk' Enter", Files())
    #expect(second.view().canvas.text().contains("the disk is full"))
  }

  @Test(arguments: ["save notes", "export svg notes"])
  func `a file of another kind is asked about`(command: String) throws {
    let files = Files(["notes": "my notes"])
    let asked = try run(keys: ": '\(command)' Enter", files)
    #expect(files["notes"] == "my notes")
    let text = asked.view().canvas.text()
    #expect(text.contains("'notes' is not a "))
    #expect(text.contains("Enter replaces it, Esc leaves it as it is"))
    _ = try run(keys: ": '\(command)' Enter Escape G", files)
    #expect(files["notes"] == "my notes")
    _ = try run(keys: ": '\(command)' Enter Enter", files)
    #expect(files["notes"] != "my notes")
  }

  @Test func `what is copied holds nothing that a terminal would obey`() throws {
    var model = AppModel(size: Size(width: 80, height: 24))
    let node = #"{"name": "a\u001b[31m\u009b\n", "operation": "input", "value": 1}"#
    let graph = #"{"version": 1, "nodes": [\#(node)]}"#
    try model.open(Program(json: Array(graph.utf8), origin: "test"))
    var screen = MemoryScreen(
      size: Size(width: 80, height: 24), keys: [.character("n"), .character("y")])
    Studio.run(&model, on: &screen, training: .none)
    let copied = try #require(screen.copies.last)
    #expect(copied.hasSuffix(" = 1"))
    #expect(copied.withoutControls == copied)
  }
}
