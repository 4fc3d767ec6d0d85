import Formula
import Foundation
import TestSupport
import Testing
import TextCanvas

@testable import Explorer

/// What a key costs, from the event to the finished frame; measured when `RETROGRADE_SPEED=1`, since
/// a busy machine proves nothing.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["RETROGRADE_SPEED"] == "1",
    "RETROGRADE_SPEED is not 1"), .serialized)
struct SpeedTests {
  /// A program of so many results, each of two of the sixty before it.
  private static func program(_ count: Int) -> String {
    var random = SplitMix64(seed: 3)
    var lines = ["x = 0.5", "y = -0.3"]
    var names = ["x", "y"]
    for number in 0..<count {
      let recent = names.suffix(60)
      let first = recent[recent.startIndex + random.integer(below: recent.count)]
      let second = recent[recent.startIndex + random.integer(below: recent.count)]
      lines.append("n\(number) = tanh(\(first) \(number % 2 == 0 ? "*" : "+") \(second))")
      names.append("n\(number)")
    }
    return lines.joined(separator: "\n")
  }

  /// The times of steps and moves at 200×60, sorted.
  private static func times(_ count: Int, keys: Int) throws -> [Duration] {
    var model = try ExplorerModel(program(count), size: Size(width: 200, height: 60))
    model.finishLayout()
    // Into the middle, where lines are densest.
    try model.press("\(count)n")
    let sequence: [Key] = [.character("n"), .character("s"), .right, .down, .character("N"), .left]
    var times: [Duration] = []
    for number in 0..<keys {
      times.append(
        cpuTime {
          _ = model.update(.key(sequence[number % sequence.count]))
          _ = model.view()
        })
    }
    return times.sorted()
  }

  @Test func `a key costs less than a frame among ten thousand nodes`() throws {
    let times = try Self.times(10_000, keys: 1000)
    let (median, slow) = (times[times.count / 2], times[times.count * 99 / 100])
    print("10000 nodes: median \(median), p99 \(slow)")
    #expect(slow <= Duration.milliseconds(16))
  }

  @Test func `a step costs about the same in a large graph as in a small one`() throws {
    let small = try Self.times(60, keys: 300)
    let large = try Self.times(10_000, keys: 300)
    print("60 nodes: median \(small[small.count / 2])")
    let bar = small[small.count / 2] * 3 + Duration.milliseconds(1)
    #expect(large[large.count / 2] <= bar)
  }
}
