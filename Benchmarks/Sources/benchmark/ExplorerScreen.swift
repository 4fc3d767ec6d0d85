import Formula
import Foundation
import TestSupport

/// What the built program costs on a terminal: the time from a key to the last byte of its frame, the
/// bytes of a step, the first frame, and idling.
enum ExplorerScreen {
  static func measure() throws -> [Figure] {
    let files = try ProgramFiles()
    defer { files.remove() }
    return try keys(files) + bytes(files) + firstFrames(files) + [idle()]
  }

  /// Long enough for any answer, and a thirtieth of a second altogether.
  private static let beat = Duration.seconds(1) / 30

  /// A thousand keys at the speed at which a key repeats, also beside a training run.
  private static func keys(_ files: ProgramFiles) throws -> [Figure] {
    let path = try files.path(of: LargePrograms.tangle(10_000))
    return try [false, true].flatMap { isTraining in
      let terminal = try opened([path, "--command", "goto 10000"])
      _ = terminal.comesToRest()
      if isTraining {
        terminal.send("v")
        _ = terminal.shows("training")
        terminal.send("v")
        // Training goes on, so that the program never comes to rest.
        _ = terminal.showsNext("event 10")
      }
      let sequence = ["n", "s", "\u{1B}[C", "\u{1B}[B", "N", "\u{1B}[D"]
      let times = Distribution(
        (0..<1000).map { number in
          terminal.answer(to: sequence[number % sequence.count], within: beat).delay.milliseconds
        })
      let name = "explorer/terminal-key-10000" + (isTraining ? "-training" : "")
      return [
        Figure(name, times.median, "ms"), Figure(name + "-p99", times.p99, "ms", goal: .atMost(16)),
      ]
    }
  }

  /// The bytes of the steps of all examples, and of some hundred steps of larger programs.
  private static func bytes(_ files: ProgramFiles) throws -> [Figure] {
    var figures: [Figure] = []
    for (columns, rows) in [(UInt16(80), UInt16(24)), (200, 60)] {
      let lengths = try Example.all.flatMap { example in
        let terminal = try opened([example.name], columns: columns, rows: rows)
        return walk(terminal, "s", steps: eventCount(terminal))
      }
      figures += report("examples-\(columns)x\(rows)", lengths)
    }
    let larger = [
      ("tangle-500", LargePrograms.tangle(500)), ("recurrence-400", LargePrograms.recurrence(400)),
    ]
    for (name, text) in larger {
      let terminal = try opened([try files.path(of: text)])
      figures += report(name, walk(terminal, "n", steps: 300))
    }
    return figures
  }

  /// The bytes of each of so many steps.
  private static func walk(_ terminal: PseudoTerminal, _ key: String, steps: Int) -> [Double] {
    (0..<steps).map { _ in Double(terminal.answerLength(to: key)) }
  }

  /// How many events the header says that there are.
  private static func eventCount(_ terminal: PseudoTerminal) -> Int {
    _ = terminal.comesToRest()
    let behind = terminal.text.split(separator: "event 0/").last ?? ""
    return Int(behind.prefix(while: \.isNumber)) ?? 0
  }

  private static func report(_ name: String, _ lengths: [Double]) -> [Figure] {
    let lengths = Distribution(lengths)
    return [
      Figure("explorer/bytes-\(name)", lengths.median, "bytes"),
      Figure("explorer/bytes-\(name)-most", lengths.most, "bytes", goal: .atMost(4096)),
      Figure(
        "explorer/bytes-\(name)-above", Double(lengths.count(above: 4096)), "steps",
        goal: .atMost(0)),
    ]
  }

  private static func firstFrames(_ files: ProgramFiles) throws -> [Figure] {
    let programs = [
      ("small", "z = x*y + sin(x)"), ("10000", try files.path(of: LargePrograms.tangle(10_000))),
      ("100000", try files.path(of: LargePrograms.tangle(100_000))),
    ]
    return try programs.map { name, program in
      let times = Distribution(
        try (0..<5).map { _ in
          let start = ContinuousClock.now
          let terminal = try opened([program])
          let time = ContinuousClock.now - start
          terminal.send("q")
          _ = terminal.ending()
          return time.milliseconds
        })
      return Figure(
        "explorer/first-frame-\(name)", times.median, "ms",
        goal: name == "small" ? .atMost(100) : nil)
    }
  }

  private static func idle() throws -> Figure {
    let terminal = try opened(["z = x*y + sin(x)"])
    _ = terminal.comesToRest()
    let before = try terminal.processorTime
    Thread.sleep(forTimeInterval: 30)
    let spent = try terminal.processorTime - before
    return Figure("explorer/idle-30s", spent.milliseconds, "ms", goal: .atMost(10))
  }

  /// The program on a terminal, with its first frame shown.
  private static func opened(
    _ arguments: [String], columns: UInt16 = 200, rows: UInt16 = 60
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      running: [ChildProcess.builtBeside("retrograde")] + arguments, columns: columns, rows: rows)
    guard terminal.shows("event") else { throw NoFrame(text: terminal.text) }
    return terminal
  }

  private struct NoFrame: Error {
    let text: String
  }
}

/// Programs in a folder of their own, for as long as they are measured.
private struct ProgramFiles {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "retrograde-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func path(of text: String) throws -> String {
    let file = folder.appending(path: "\(text.utf8.count).rg")
    try Data(text.utf8).write(to: file)
    return file.path
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}

extension Duration {
  var milliseconds: Double {
    Double(components.seconds) * 1000 + Double(components.attoseconds) * 1e-15
  }
}
