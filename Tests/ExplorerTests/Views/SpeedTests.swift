import Formula
import TestSupport
import Testing
import TextCanvas

@testable import Explorer

/// What a key costs, from the event to the finished frame; `make bench` has its goals.
@Suite struct SpeedTests {
  private static let sizes = (small: 60, large: 3000)

  /// A model in the middle of a program, where lines are densest.
  private static func opened(_ text: String, _ keys: String) throws -> ExplorerModel {
    var model = try ExplorerModel(text, size: Size(width: 200, height: 60))
    model.finishLayout()
    try model.press(keys)
    return model
  }

  private static let sequence: [Key] = [
    .character("n"), .character("s"), .right, .down, .character("N"), .left,
  ]

  /// The time of three hundred steps and moves.
  private static func play(_ model: inout ExplorerModel) {
    for number in 0..<300 {
      _ = model.update(.key(sequence[number % sequence.count]))
      _ = model.view()
    }
  }

  @Test func `a step costs about the same in a large graph as in a small one`() throws {
    var small = try Self.opened(LargePrograms.tangle(Self.sizes.small), "\(Self.sizes.small)n")
    var large = try Self.opened(LargePrograms.tangle(Self.sizes.large), "\(Self.sizes.large)n")
    Growth.expect(lessThan: 3) {
      Self.play(&large)
    } _: {
      Self.play(&small)
    }
  }
}
