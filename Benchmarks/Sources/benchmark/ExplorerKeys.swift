import Autodiff
import Explorer
import Formula
import Studio
import TestSupport
import TextCanvas

/// What keys and changed values cost in the explorer's model, from the event to the finished frame.
enum ExplorerKeys {
  private static let screen = Size(width: 200, height: 60)

  static func measure() throws -> [Figure] {
    let small = try times(of: LargePrograms.tangle(60), keys: 600).median
    let large = try times(of: LargePrograms.tangle(10_000), keys: 1200)
    return [
      Figure("explorer/key-60", small, "ms"),
      Figure("explorer/key-10000", large.median, "ms"),
      Figure("explorer/key-10000-p99", large.p99, "ms", goal: .atMost(16)),
    ] + (try whatIf())
  }

  /// The explorer of a program, laid out.
  private static func opened(_ text: String) throws -> AppModel {
    var model = AppModel(size: screen)
    try model.open(Program(text))
    finishLayout(&model)
    return model
  }

  private static func finishLayout(_ model: inout AppModel) {
    if let answer = model.takeWantedDrawing()?.answer() { model.show(answer) }
  }

  private static func press(_ keys: String, _ model: inout AppModel) throws {
    for event in try KeySequence.parse(keys) { _ = model.update(event) }
  }

  /// The times of steps and moves in the middle of a program, where lines are densest.
  private static func times(of text: String, keys: Int) throws -> Distribution {
    var model = try opened(text)
    try press("G 1 0 0 N", &model)
    let sequence: [Key] = [.character("n"), .character("s"), .right, .down, .character("N"), .left]
    return Distribution(
      (0..<keys).map { number in
        Contest.Clock.thread.seconds {
          _ = model.update(.key(sequence[number % sequence.count]))
          _ = model.view()
        } * 1000
      })
  }

  /// Setting an input, holding a node and taking both back, at the end of time.
  private static func whatIf() throws -> [Figure] {
    try [10_000, 100_000].flatMap { count in
      var model = try opened(LargePrograms.recurrence(count))
      try press("G", &model)
      let last = count / 4
      let changes = [
        ("set-first", "':set u 0.31' Enter"), ("set-last", "':set x\(last) 0.6' Enter"),
        ("hold", "':set h\(last / 2) 0.2' Enter"), ("release", "':release' Enter"),
      ]
      return try changes.map { name, keys in
        let times = try (0..<5).map { _ in
          let events = try KeySequence.parse(keys)
          for event in events.dropLast() { _ = model.update(event) }
          let time = Contest.Clock.thread.seconds {
            for event in events.suffix(1) { _ = model.update(event) }
            _ = model.view()
          }
          _ = model.update(.key(.escape))
          return time * 1000
        }
        return Figure(
          "explorer/\(name)-\(count)", Distribution(times).median, "ms",
          goal: count == 10_000 ? .atMost(16) : nil)
      }
    }
  }
}

/// Figures of which some matter more than others.
struct Distribution {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  var median: Double { share(0.5) }
  var p99: Double { share(0.99) }
  var most: Double { sorted.last ?? .nan }

  /// How many are above a bound.
  func count(above bound: Double) -> Int { sorted.filter { $0 > bound }.count }

  private func share(_ part: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(Int(Double(sorted.count) * part), sorted.count - 1)]
  }
}
