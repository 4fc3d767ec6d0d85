import Autodiff
import Formula
import Testing
import TextCanvas
import Widgets

@testable import Debugging
@testable import Explorer

/// The examples with loops, functions of several lines, index lists and derivatives inside.
@Suite struct BlockExampleTests {
  static let names = [
    "newton-loop", "unrolled-rnn", "descent-inside", "second-derivative", "tanh-network-parents",
    "lines-of-a-function",
  ]

  private func program(_ name: String) throws -> Program {
    let example = try #require(Example.named(name))
    return try Program(example.text, origin: name)
  }

  /// The bits of every number of the state.
  private func bits(of run: Run) -> [[UInt64]] {
    run.graph.nodes.map { node in
      (run.value(of: node).elements + run.adjoint(of: node).elements).map(\.bitPattern)
    }
  }

  @Test(arguments: names)
  func `every event is passed both ways, with the same numbers`(_ name: String) throws {
    var model = try ExplorerModel(program(name), size: Size(width: 120, height: 40))
    model.finishLayout()
    #expect(model.timeline.count > 10)
    var states: [[[UInt64]]] = []
    while model.timeline.position < model.timeline.count {
      states.append(bits(of: model.timeline))
      _ = try model.perform(.travel(.nextEvent))
      #expect(model.timeline.position == states.count)
      #expect(model.view().canvas.rows().contains { $0.contains("event \(states.count)/") })
    }
    for (position, state) in states.enumerated().reversed() {
      _ = try model.perform(.travel(.previousEvent))
      #expect(model.timeline.position == position)
      #expect(bits(of: model.timeline) == state)
    }
    _ = try model.perform(.travel(.goToEnd))
    let result = model.timeline.value(of: model.timeline.output).elements
    #expect(result.allSatisfy { $0.isFinite })
  }

  @Test(arguments: names)
  func `groups fold and unfold, and a run over folded ones ends alike`(_ name: String) throws {
    var model = try ExplorerModel(program(name), size: Size(width: 120, height: 40))
    model.finishLayout()
    func toggled() throws -> Int {
      try model.press("X")
      return model.outline.items.count
    }
    let (one, two, three) = (try toggled(), try toggled(), try toggled())
    if model.program.graph.notes.groups.isEmpty {
      #expect(one == two)
    } else {
      #expect(one != two)
    }
    #expect(one == three)
    var ends: [[[UInt64]]] = []
    for _ in 0..<2 {
      try model.press("X g")
      var rounds = 0
      while model.timeline.position < model.timeline.count, rounds < 1_000 {
        try model.press("n")
        rounds += 1
      }
      #expect(model.timeline.position == model.timeline.count)
      ends.append(bits(of: model.timeline))
      while model.timeline.position > 0, rounds < 2_000 {
        try model.press("N")
        rounds += 1
      }
      #expect(model.timeline.position == 0)
    }
    #expect(ends[0] == ends[1])
  }

  /// The loss after three steps of descent, for a rate.
  private func loss(atRate rate: Double) throws -> (value: Double, slope: Double) {
    let program = try program("descent-inside").setting("rate", to: "\(rate)")
    let input = try #require(program.inputs.first { $0.name == "rate" })
    var evaluation = try program.evaluation(in: Double.self)
    evaluation.forward()
    try evaluation.reverse(from: program.output)
    return (
      evaluation.value(of: program.output).elements[0],
      evaluation.adjoint(of: input.node).elements[0]
    )
  }

  @Test(arguments: [0.1, 0.02, 0.3])
  func `the derivative of a descent by its rate is what differences find`(_ rate: Double) throws {
    let step = 1e-4
    // Of the fourth order: the errors of the second cancel.
    let near = try (loss(atRate: rate + step).value - loss(atRate: rate - step).value) / (2 * step)
    let far =
      try (loss(atRate: rate + 2 * step).value - loss(atRate: rate - 2 * step).value) / (4 * step)
    let difference = (4 * near - far) / 3
    let slope = try loss(atRate: rate).slope
    #expect(slope != 0)
    #expect(abs(slope - difference) <= 1e-8 * max(1, abs(slope)), "\(slope), \(difference)")
  }
}
