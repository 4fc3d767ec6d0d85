import Formula
import Foundation
import Studio
import TestSupport
import Testing
import TextCanvas
import Widgets

@testable import Commands

/// A screen on which each key is pressed when what the last one led to is seen.
private struct PatientScreen: Screen {
  var screen: MemoryScreen

  var size: Size { screen.size }
  var capabilities: Capabilities { screen.capabilities }
  var waker: Waker { screen.waker }

  mutating func show(_ canvas: Canvas, cursor: Position?) { screen.show(canvas, cursor: cursor) }
  mutating func nextEvent(timeout: Duration?) -> ScreenEvent? {
    timeout == .zero ? nil : screen.nextEvent(timeout: timeout)
  }
  mutating func copy(_ text: String) { screen.copy(text) }
  mutating func useMouse(_ isOn: Bool) { screen.useMouse(isOn) }
  mutating func lend(to work: () -> Void) { screen.lend(to: work) }
  mutating func redrawAll() { screen.redrawAll() }
}

/// Sessions that are recorded in asciinema's format.
@Suite struct CastTests {
  /// A line of a recording: a time, what kind of line it is, and its text.
  private struct Line: Equatable {
    let time: Double
    let kind: String
    let text: String
  }

  /// A recorded session, read as any JSON reader reads it.
  private struct Recording {
    let header: [String: Any]
    let lines: [Line]

    init(_ text: String) throws {
      let rows = text.split(separator: "\n")
      let values = try rows.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
      header = try #require(values.first as? [String: Any])
      lines = try values.dropFirst().map { value in
        let parts = try #require(value as? [Any])
        try #require(parts.count == 3)
        return Line(
          time: try #require(parts[0] as? Double), kind: try #require(parts[1] as? String),
          text: try #require(parts[2] as? String))
      }
    }

    /// What a terminal shows at the end.
    func screen(columns: Int, rows: Int) -> ReplayedScreen {
      var screen = ReplayedScreen(columns: columns, rows: rows)
      for line in lines where line.kind == "o" { screen.show(line.text) }
      return screen
    }
  }

  /// Plays keys on a program, a tenth of a second apart, and returns the recording.
  private func cast(
    _ program: String, keys: String, size: Size, capabilities: Capabilities = Capabilities(),
    isPresenting: Bool = false
  ) throws -> Recording {
    var text = CastText(capabilities)
    var recorded = text.header(size, timestamp: 1_800_000_000)
    var time = Duration.zero
    var model = AppModel(
      size: size,
      settings: AppModel.Settings(capabilities: capabilities, isPresenting: isPresenting))
    try model.open(Program(program))
    var screen = PatientScreen(
      screen: MemoryScreen(
        size: size, events: try KeySequence.parse(keys), capabilities: capabilities))
    let port = CastPort { frame, moment in
      recorded += text.lines(for: frame, moment, after: time)
      time += .milliseconds(100)
    }
    run(&model, on: &screen, training: .none, cast: port, isScripted: true)
    return try Recording(recorded + text.end(after: time))
  }

  private static let program = "x = 2; y = 3; z = x*y + sin(x)"

  @Test(arguments: [
    "", "n n n", "G", "G P Down", "n n n n n n s z z", "?", "':print x'", "G Enter e", "m G O",
    "G ':engine set' Enter Enter",
  ])
  func `the last screen of a recording is the frame that render prints`(keys: String) throws {
    for (columns, rows) in [(80, 24), (120, 40)] {
      let size = Size(width: columns, height: rows)
      let shown = try cast(Self.program, keys: keys, size: size).screen(
        columns: columns, rows: rows)
      let rendered = CommandRun([
        "render", Self.program, "--size", "\(columns)x\(rows)", "--keys", keys,
      ])
      #expect(shown.complaints == [])
      #expect(shown.rows.map { $0 + "\n" }.joined() == rendered.output)
      #expect(shown.showsCursor && !shown.isStyled)
    }
  }

  @Test func `a recording in ASCII is that of an ASCII terminal`() throws {
    let size = Size(width: 80, height: 24)
    let recording = try cast(
      Self.program, keys: "G", size: size, capabilities: Capabilities(glyphs: .ascii, colors: .none)
    )
    #expect(
      recording.lines.allSatisfy { $0.kind != "o" || $0.text.unicodeScalars.allSatisfy(\.isASCII) })
    let rendered = CommandRun(["render", Self.program, "--keys", "G", "--glyphs", "ascii"])
    #expect(
      recording.screen(columns: 80, rows: 24).rows.map { $0 + "\n" }.joined() == rendered.output)
  }

  @Test func `the header is that of version 2, and times never go back`() throws {
    let recording = try cast(Self.program, keys: "n n G", size: Size(width: 80, height: 24))
    #expect(recording.header["version"] as? Int == 2)
    #expect(recording.header["width"] as? Int == 80 && recording.header["height"] as? Int == 24)
    #expect(recording.header["timestamp"] as? Int == 1_800_000_000)
    let times = recording.lines.map(\.time)
    #expect(times == times.sorted())
    // A tenth of a second between two keys is one in the recording, too.
    let frames = recording.lines.filter { $0.kind == "o" }.map(\.time)
    #expect(zip(frames, frames.dropFirst()).allSatisfy { abs($1 - $0 - 0.1) < 1e-3 })
  }

  @Test func `there is a marker for each event that is stopped at, just behind its frame`() throws {
    let recording = try cast(Self.program, keys: "n n Down G N", size: Size(width: 80, height: 24))
    let markers = recording.lines.filter { $0.kind == "m" }
    #expect(
      markers.map(\.text) == [
        "event 0/11", "event 1/11: x", "event 2/11: y", "event 11/11: a → y",
        "event 9/11: b → x",
      ])
    for marker in markers {
      let frame = recording.lines.last { $0.kind == "o" && $0.time < marker.time }
      #expect(frame.map { abs(marker.time - $0.time - 1e-6) < 1e-9 } == true)
    }
  }

  @Test func `another size is said, and everything is written again`() throws {
    var text = CastText(Capabilities())
    var canvas = Canvas(size: Size(width: 4, height: 1))
    canvas.write("abcd", x: 0, y: 0)
    _ = text.lines(for: Frame(canvas: canvas, cursor: nil), nil, after: .zero)
    var larger = Canvas(size: Size(width: 5, height: 2))
    larger.write("abcd", x: 0, y: 0)
    let lines = text.lines(for: Frame(canvas: larger, cursor: nil), nil, after: .milliseconds(1500))
    #expect(
      lines == "[1.5,\"r\",\"5x2\"]\n"
        + "[1.5,\"o\",\"\\u001b[0m\\u001b[2J\\u001b[1;1Habcd\"]\n")
  }

  @Test func `a frame like the last one takes no line`() {
    var text = CastText(Capabilities())
    let frame = Frame(canvas: Canvas(size: Size(width: 3, height: 1)), cursor: Position(x: 1, y: 0))
    _ = text.lines(for: frame, "a", after: .zero)
    #expect(text.lines(for: frame, "a", after: .seconds(1)) == "")
    #expect(text.lines(for: frame, "b", after: .seconds(1)) == "[1.000001,\"m\",\"b\"]\n")
  }

  @Test func `a file that is there already is not replaced`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.cast"
    try "mine".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(
      throws: Failure(.badInput, "\(path): exists already; give another name, or remove it first")
    ) {
      try CastFile(path)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    #expect(throws: Failure.self) { try CastFile(folder.path + "/none/a.cast") }
  }

  @Test(arguments: [
    ["explore", "z = x", "--plain", "--cast", "a.cast"],
    ["train", "--headless", "--cast", "a.cast"],
  ])
  func `without a screen there is nothing to record`(words: [String]) {
    let run = CommandRun(words)
    #expect(run.code == 64 && run.errors.contains("--cast records the screen"))
  }
}
