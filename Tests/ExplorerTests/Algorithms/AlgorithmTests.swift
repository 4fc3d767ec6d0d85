import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas
import Widgets

@testable import Explorer
@testable import Inquiry

@Suite struct AlgorithmTests {
  private func model(_ example: String, _ algorithm: Algorithm) throws -> ExplorerModel {
    var model = try ExplorerModel(
      Program(#require(Example.named(example)).text), size: Size(width: 120, height: 40))
    try model.press("':algorithm \(algorithm.rawValue)' Enter g")
    return model
  }

  /// Goes through all events forth and back, and compares the line that is marked on the screen, and the
  /// numbers that it changed, with what an interpreter of the pseudo-code did.
  private func expectSteps(
    of algorithm: Algorithm, on example: String, like executed: [ExecutedLine]
  ) throws {
    var model = try model(example, algorithm)
    let lines = algorithm.lines(output: model.text.names[model.timeline.output])
    #expect(model.timeline.count == executed.count)
    #expect(model.markedLine == nil)
    for (place, expected) in executed.enumerated() {
      try model.press("s")
      #expect(model.timeline.position == place + 1)
      #expect(model.markedLine == lines[expected.line].text, "\(example), event \(place + 1)")
      #expect(model.changedNumbers.isNear(expected.numbers), "\(example), event \(place + 1)")
    }
    for expected in executed.dropLast().reversed() {
      try model.press("S")
      #expect(model.markedLine == lines[expected.line].text)
    }
    try model.press("S")
    #expect(model.markedLine == nil)
  }

  @Test(arguments: HandProgram.all.indices)
  func `the marked line is that of the loops over parents`(_ place: Int) throws {
    let program = HandProgram.all[place]
    try expectSteps(of: .parents, on: program.name, like: program.parents())
  }

  @Test(arguments: HandProgram.all.indices)
  func `the marked line is that of the recursive passes`(_ place: Int) throws {
    let program = HandProgram.all[place]
    try expectSteps(of: .recursive, on: program.name, like: program.recursive())
  }

  @Test(arguments: HandProgram.all.indices)
  func `the marked line is that of forward mode, values and tangents in turns`(
    _ place: Int
  ) throws {
    let program = HandProgram.all[place]
    let model = try model(program.name, .tangents)
    #expect(model.mode == .forward)
    // The direction is the first input, unless another is asked for.
    let seeds = program.nodes.filter(\.parents.isEmpty).indices.map { $0 == 0 ? 1.0 : 0 }
    let moved = (1...model.timeline.count).filter {
      if case .tangentSeed = model.timeline.event($0) { true } else { false }
    }.count
    try expectSteps(
      of: .tangents, on: program.name,
      like: program.tangents(seeds: Array(seeds.prefix(moved))))
  }

  @Test(arguments: HandNetworkProgram.all.indices)
  func `the marked line is that of propagation with weights`(_ place: Int) throws {
    let program = HandNetworkProgram.all[place]
    try expectSteps(of: .weights, on: program.name, like: program.run(.weights))
  }

  @Test(arguments: HandNetworkProgram.all.indices)
  func `the marked line is that of backpropagation with minibatches`(_ place: Int) throws {
    let program = HandNetworkProgram.all[place]
    try expectSteps(of: .minibatches, on: program.name, like: program.run(.minibatches))
  }

  @Test func `the listings are these`() {
    #expect(
      Algorithm.parents.lines(output: "z").map(\.text) == [
        "forward propagation", "for i = 1, …, N:", "input: vᵢ ← the number given",
        "else:  vᵢ ← gᵢ(v of Pa(i))", "back propagation", "dz/dv ← 0, but dz/dz ← 1",
        "for j = N, …, 1:", "for each i in Pa(j) that varies:",
        "dz/dvᵢ ← dz/dvᵢ + dz/dvⱼ · ∂gⱼ/∂vᵢ",
      ])
    for algorithm in Algorithm.allCases {
      let lines = algorithm.lines(output: "z")
      let steps = lines.compactMap(\.step)
      #expect(Set(steps).count == steps.count, "a step is one line")
      #expect(Set(lines.map(\.text)).count == lines.count)
    }
  }

  @Test func `a key goes from one algorithm to the next that fits, and then back to the program`()
    throws
  {
    var model = try ExplorerModel("z = x*y", at: "x=2,y=3")
    var seen: [Algorithm?] = []
    for _ in 0..<3 {
      try model.press("B")
      seen.append(model.algorithm)
    }
    #expect(seen == [.parents, .recursive, nil])
    try model.press("m B")
    #expect(model.algorithm == .tangents)
    try model.press("':algorithm off' Enter")
    #expect(model.algorithm == nil)
    try model.press("':algorithm weights' Enter")
    #expect(model.rows.joined().contains("there is no layer"))
  }

  @Test func `with reveal on the number that a line changes is a question first`() throws {
    var model = try model("reused-variable", .parents)
    try model.press("':set reveal on' Enter ':goto 5' Enter n")
    #expect(model.hidesLatestNumber == true)
    #expect(model.markedLine != nil)
    let steps = try #require(AlgorithmSteps(.parents, in: model.timeline.graph))
    let event = try #require(model.timeline.lastEvent)
    let variables = AlgorithmVariables(
      .parents, at: model.timeline, text: model.text, hidesLatest: model.hidesLatestNumber
    ).all(steps.step(event, in: model.timeline))
    #expect(variables.last?.value.plain == "?")
  }

  @Test func `at any size the marked line is in sight`() throws {
    for size in [
      Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 60, height: 16),
      Size(width: 200, height: 60),
    ] {
      for algorithm in [Algorithm.parents, .weights, .recursive, .minibatches] {
        var model = try model("four-equations", algorithm)
        _ = model.update(.resize(size))
        while model.timeline.position < model.timeline.count {
          try model.press("s")
          #expect(model.markedLine != nil, "\(size), \(algorithm)")
        }
      }
    }
  }
}

extension ExplorerModel {
  /// The line of pseudo-code that is marked on the screen.
  fileprivate var markedLine: String? {
    let (area, canvas) = (frame.program, view().canvas)
    for y in area.y..<area.maxY {
      let cells = (area.x + 1..<area.maxX).map { canvas[$0, y] }
      guard cells.first?.character == "▸" else { continue }
      // What stands out after the mark is the line.
      let text = cells.dropFirst().filter { $0.style.attributes.contains(.reverse) }
      return text.isEmpty ? nil : String(text.map(\.character))
    }
    return nil
  }

  /// What the last event changed.
  fileprivate var changedNumbers: [Double] {
    guard let event = timeline.lastEvent else { return [] }
    return timeline.numbers(event.quantity, of: timeline.target(of: event) ?? event.node).elements
  }
}

extension [Double] {
  fileprivate func isNear(_ others: [Double]) -> Bool {
    count == others.count
      && zip(self, others).allSatisfy { abs($0 - $1) <= 1e-12 * Swift.max(1, abs($1)) }
  }
}
