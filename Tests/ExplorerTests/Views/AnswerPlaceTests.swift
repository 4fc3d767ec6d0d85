import Autodiff
import Formula
import Presentation
import Testing
import Widgets

@testable import Explorer
@testable import TextCanvas

/// An answer covers none of what its chosen line names, read from the frames.
@Suite struct AnswerPlaceTests {
  private static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 40)]

  /// Questions of which each line may name other nodes.
  private static let questions = ["A", "P", "W", "D", "R", "M", "':swell' Enter"]

  @Test(arguments: Example.all, sizes)
  func `no node that the chosen line names is covered`(_ example: Example, _ size: Size) throws {
    for start in ["", "9 9 h"] {
      for question in Self.questions {
        var model = try ExplorerModel(
          example.text, size: size, keys: "G \(start) \(question)")
        for line in 0..<10 {
          expectVisible(in: model, "\(question), line \(line) after G \(start)")
          try model.press("Down")
        }
      }
    }
  }

  @Test(arguments: ["P", "M", "J", "A", "':engine set' Enter", "':nudge x 0.1' Enter"])
  func `a key that means nothing to an answer closes it and does what it always does`(
    _ question: String
  ) throws {
    let model = try ExplorerModel("x = 2; y = 3; z = x*y + x", keys: "G \(question)")
    #expect(model.overlay != nil)
    for (keys, isDone) in [
      (":", { if case .prompt = $0.overlay { true } else { false } }),
      ("?", { if case .help = $0.overlay { true } else { false } }),
      ("s N", { $0.overlay == nil && $0.timeline.position < $0.timeline.count }),
    ] as [(String, (ExplorerModel) -> Bool)] {
      var model = model
      // In matrices N leads to the one before.
      if case .matrices = model.overlay, keys == "s N" { continue }
      try model.press(keys)
      #expect(isDone(model), "\(question), then \(keys)")
    }
  }

  @Test(arguments: Example.all, sizes)
  func `no input that a line of the check is about is covered`(
    _ example: Example, _ size: Size
  ) throws {
    var model = try ExplorerModel(example.text, size: size, keys: "G V")
    model.finishCheck()
    try model.press("V")
    for line in 0..<10 {
      expectVisible(in: model, "check, line \(line)")
      try model.press("Down")
    }
  }

  /// A chain that is NaN from its second node on.
  @Test(arguments: sizes)
  func `no node of the story of a NaN is covered`(_ size: Size) throws {
    let text = "x = -1; y = 2; a = log(x); b = a*y; c = b + x; d = tanh(c); z = d*d"
    var model = try ExplorerModel(text, size: size, keys: "G W")
    var named: Set<NodeID> = []
    for line in 0..<12 {
      named.formUnion(model.answerLight?.nodes ?? [])
      expectVisible(in: model, "line \(line)")
      try model.press("Down")
    }
    #expect(named.count >= 3)
  }

  /// Compares what is written in the boxes with what is there without an answer.
  private func expectVisible(in model: ExplorerModel, _ place: String) {
    var bare = model
    bare.overlay = nil
    let (with, without) = (model.view().canvas, bare.view().canvas)
    for node in model.answerLight?.nodes ?? [] {
      guard let box = model.drawing?.box(of: node) else { continue }
      let area = model.viewport.onScreen(box).intersection(model.viewport.pane)
      let isCovered = area.rowRange.contains { y in
        area.columnRange.contains { x in
          let there = without[x, y].glyph(in: .unicode)
          return (there.isLetter || there.isNumber) && with[x, y].glyph(in: .unicode) != there
        }
      }
      #expect(!isCovered, "\(place): \(model.text.names[node])")
    }
  }
}
