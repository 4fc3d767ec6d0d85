import Foundation
import TestSupport
import Testing

/// What the training screen costs the training. Measured when asked for, since it takes all of a
/// quiet machine for a minute: `make screen-cost`.
@Suite(.drivesPrograms) struct ScreenCostTests {
  /// How often to train with the screen and without, in turns.
  private static let rounds =
    ProcessInfo.processInfo.environment["RETROGRADE_SCREEN_COST"].flatMap { Int($0) } ?? 0

  private static let epochs = 10

  @Test(.enabled(if: rounds > 0, "skipped: RETROGRADE_SCREEN_COST names no number of rounds"))
  func `a screen of 200×60 slows training down by at most a twentieth`() throws {
    var (headless, onScreen): ([Double], [Double]) = ([], [])
    var memory = 0.0
    for round in 0..<Self.rounds {
      for isFirst in [true, false] {
        if isFirst == round.isMultiple(of: 2) {
          headless.append(try secondsHeadless())
        } else {
          let (seconds, peak) = try secondsOnScreen()
          onScreen.append(seconds)
          memory = max(memory, peak)
        }
      }
    }
    let (plain, shown) = (median(headless), median(onScreen))
    print(
      """
      headless   \(plain) s   \(headless)
      on screen  \(shown) s   \(onScreen)
      ratio      \(shown / plain)   peak memory on screen \(memory) MB
      """)
    #expect(shown <= plain * 1.05)
  }

  private func secondsHeadless() throws -> Double {
    let log = Log()
    let run = try RunningProgram(Self.command(log) + ["--headless"], environment: Self.environment)
    var watch = Watch(log, epochs: Self.epochs)
    try run.wait { watch.isOver() }
    return watch.seconds
  }

  private func secondsOnScreen() throws -> (seconds: Double, megabytes: Double) {
    let log = Log()
    let terminal = try PseudoTerminal(
      running: Self.command(log), environment: Self.environment, columns: 200, rows: 60)
    var watch = Watch(log, epochs: Self.epochs)
    try #require(terminal.until(.seconds(600)) { watch.isOver() }, "\(terminal.text.suffix(2000))")
    return (watch.seconds, try peakMegabytes(of: terminal.pid))
  }

  private static func command(_ log: Log) -> [String] {
    [Program.path, "train", "--epochs", "\(epochs)", "--seed", "1", "--log", log.path]
  }

  /// The real digits where the tests are told of some.
  private static var environment: [String: String] {
    let digits = ProcessInfo.processInfo.environment["RETROGRADE_MNIST"]
    return Program.environment.merging(digits.map { ["RETROGRADE_MNIST": $0] } ?? [:]) { $1 }
  }

  private func peakMegabytes(of pid: pid_t) throws -> Double {
    let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
    return (kilobytes.flatMap { Double($0) } ?? .nan) / 1024
  }

  private func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
}

/// The log of one run, which goes with it.
private final class Log {
  let path = FileManager.default.temporaryDirectory
    .appending(path: "retrograde-\(UUID().uuidString).jsonl").path
  private var file: FileHandle?
  /// The points of the training loss and the examinations that were read so far.
  private(set) var losses = 0
  private(set) var tests = 0
  /// The line that is not whole yet.
  private var rest = ""

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Reads what was added since the last time.
  func readOn() {
    if file == nil { file = FileHandle(forReadingAtPath: path) }
    guard let added = file?.availableData, !added.isEmpty else { return }
    var lines = (rest + String(decoding: added, as: UTF8.self))
      .split(separator: "\n", omittingEmptySubsequences: false)
    rest = lines.popLast().map(String.init) ?? ""
    losses += lines.count { $0.contains("trainLoss") }
    tests += lines.count { $0.contains("testLoss") }
  }
}

/// Looks at a log from the first point of its curve to its last evaluation.
private struct Watch {
  private let log: Log
  private let epochs: Int
  private let clock = ContinuousClock()
  private var start: ContinuousClock.Instant?
  private(set) var seconds = 0.0

  init(_ log: Log, epochs: Int) {
    self.log = log
    self.epochs = epochs
  }

  /// Whether the run has come to its end; to be asked again and again.
  mutating func isOver() -> Bool {
    log.readOn()
    if start == nil, log.losses > 0 { start = clock.now }
    // One evaluation comes before the first epoch.
    guard let start, log.tests > epochs else { return false }
    seconds = (clock.now - start) / .seconds(1)
    return true
  }
}
