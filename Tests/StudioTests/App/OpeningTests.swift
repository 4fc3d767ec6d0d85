import Autodiff
import Formula
import Inquiry
import Learning
import Testing
import TextCanvas
import Widgets

@testable import Explorer
@testable import Studio
@testable import TrainingScreen

/// From the training screen to the graph of an image, and back.
@Suite struct OpeningTests {
  private let run: SmallRun

  init() throws { run = try SmallRun(steps: 8, wishes: Wishes(digit: .test(0))) }

  private func app(_ pane: TrainingPane) -> AppModel {
    var model = AppModel(size: Size(width: 120, height: 40))
    model.openTraining(run.model(zooming: pane).snapshot)
    model.press(.character(pane.key), of: run)
    return model
  }

  @Test func `o opens the graph of a mistake, and Escape leads back to where one was`() throws {
    var model = app(.mistakes)
    model.press(.right, of: run)
    let before = model.view()
    let mistake = try #require(model.training?.mistakes[1])
    model.press(.character("o"), of: run)
    #expect(model.front == .explorer)
    let explorer = try #require(model.explorer)
    #expect(
      explorer.program.headline.hasPrefix("test image \(mistake.example): label \(mistake.truth)"))
    #expect(explorer.program.headline.contains("predicted \(mistake.predicted)"))
    #expect(explorer.program.precision == .single)
    model.press(.escape, of: run)
    #expect(model.front == .training && model.explorer == nil)
    #expect(model.view() == before)
  }

  @Test func `what was in the explorer is there again afterwards`() throws {
    var model = AppModel(size: Size(width: 120, height: 40))
    try model.open(Program("x = 2; z = x*x"))
    for key in [Key.character("n"), .character("v")] { model.press(key, of: run) }
    model.openTraining(run.model(zooming: .digit).snapshot)
    let before = try #require(model.explorer)
    for key in [Key.character("7"), .character("o")] { model.press(key, of: run) }
    #expect(model.explorer?.images != nil)
    model.press(.escape, of: run)
    #expect(model.front == .training)
    #expect(model.explorer?.program == before.program)
    #expect(model.explorer?.timeline.position == 1)
    model.press(.escape, of: run)
    #expect(model.front == .explorer, "the training screen was opened from there")
  }

  @Test func `the next image keeps the place in time, the selection and the breakpoints`() throws {
    var model = app(.digit)
    for key in [Key.character("o"), .character("n"), .character("n"), .character("b")] {
      model.press(key, of: run)
    }
    let before = try #require(model.explorer)
    model.press(.pageDown, of: run)
    let after = try #require(model.explorer)
    #expect(after.images?.index == 1)
    #expect(after.program.headline.hasPrefix("test image 1: "))
    #expect(after.timeline.position == before.timeline.position)
    #expect(after.selection == before.selection && after.breakpoints == before.breakpoints)
    let pixels = run.data.test.image(1).map { Double(Float($0) * (1 / 255)) }
    #expect(after.program.inputs.first?.values == pixels)
    for key in ":image 99" { model.press(.character(key), of: run) }
    model.press(.enter, of: run)
    #expect(model.explorer?.images?.index == 99)
    model.press(.pageDown, of: run)
    #expect(model.view().canvas.text().contains("this is the last test image"))
    for key in ":image 100" { model.press(.character(key), of: run) }
    model.press(.enter, of: run)
    #expect(model.view().canvas.text().contains("there is no test image 100"))
  }

  @Test func `a drawing is opened with what is predicted as its label`() throws {
    var model = app(.drawing)
    for key in [Key.character("p")] + Array(repeating: .down, count: 9) + [.character("o")] {
      model.press(key, of: run)
    }
    let explorer = try #require(model.explorer)
    #expect(explorer.program.headline.hasPrefix("your drawing: predicted "))
    #expect(explorer.images?.count == 1)
  }

  @Test func `pixels are shown as an image, and a unit's terms pixel by pixel`() throws {
    var model = app(.digit)
    model.press(.character("o"), of: run)
    for key in [Key.character("n"), .enter] { model.press(key, of: run) }
    let pane = try #require(model.explorer?.tensorPane)
    let program = try #require(model.explorer?.program)
    #expect(
      SlicePlan(program.graph.shape(of: pane.node), images: program.imageShape).isImage)
    model.press(.escape, of: run)
    #expect(model.explorer?.tensorPane == nil && model.front == .explorer)
    for key in "/@" { model.press(.character(key), of: run) }
    for key in [Key.enter, .character("G"), .enter, .enter] { model.press(key, of: run) }
    #expect(model.view().canvas.text().contains("these products, pixel by pixel:"))
  }

  @Test func `Y shows the network as units, its image and the strongest of a wide layer`() throws {
    var model = app(.digit)
    for key in [Key.character("o"), .character("G"), .character("Y")] { model.press(key, of: run) }
    let explorer = try #require(model.explorer)
    let pane = try #require(explorer.units)
    #expect((0...2).map { pane.network.unitCount($0) } == [784, 12, 10])
    let plan = UnitsView(model: explorer, pane: pane).plan(in: explorer.frame.graph)
    #expect(plan.columns.first?.image != nil)
    // What the network gives for the image, computed with nothing but loops.
    let expected = run.scores(of: Array(run.data.test.image(0)))
    let numbers = UnitNumbers(pane.network, in: explorer.timeline)
    for (unit, feature) in expected.features.enumerated() {
      let found = try #require(numbers.output(.init(column: 1, unit: unit)).known)
      #expect(abs(found - feature) < 1e-5)
    }
    for (unit, score) in expected.scores.enumerated() {
      let found = try #require(numbers.sum(.init(column: 2, unit: unit)).known)
      #expect(abs(found - score) < 1e-5)
    }
    let predicted = expected.scores.indices.max { expected.scores[$0] < expected.scores[$1] }
    #expect(pane.place == .init(column: 2, unit: predicted ?? -1))
    model.press(.left, of: run)
    #expect(model.explorer?.units?.place.column == 1)
    // The terms of a hidden unit are its weights times pixels, the largest first.
    let terms = try #require(
      model.explorer.map { explorer in
        UnitStory(
          explorer.units?.place ?? pane.place,
          UnitNumbers(pane.network, in: explorer.timeline), ElementTeller(explorer)
        ).forward.terms.terms.map(\.amount.magnitude)
      })
    #expect(terms.count == 785 && terms == terms.sorted(by: >))
    model.press(.escape, of: run)
    #expect(model.explorer?.units == nil && model.front == .explorer)
  }

  @Test func `K compares the numbers with those of double precision`() throws {
    var model = app(.digit)
    for key in [Key.character("o"), .character("K")] { model.press(key, of: run) }
    let text = model.view().canvas.text()
    #expect(text.contains("single beside double precision"))
    #expect(text.contains("largest difference"))
    #expect(!text.contains("out of range"))
  }

  @Test func `Escape on the start screen quits only where nothing is open`() throws {
    var empty = AppModel(size: Size(width: 80, height: 24))
    #expect(empty.update(.key(.escape)) == [.screen(.quit)])
    _ = empty.update(.key(.character("e")))
    for key in "z = 2*x" { _ = empty.update(.key(.character(key))) }
    _ = empty.update(.key(.enter))
    #expect(empty.front == .explorer)
    #expect(empty.update(.key(.escape)) == [])
    #expect(empty.front == .start)
    #expect(empty.update(.key(.escape)) == [])
    #expect(empty.front == .explorer)
  }

  @Test func `Escape leads from an example to the list, and from a formula nowhere`() throws {
    var model = AppModel(size: Size(width: 80, height: 40))
    let example = try #require(Example.named("quotient"))
    try model.open(Program(example.text), isOfList: true)
    #expect(model.update(.key(.escape)) == [] && model.front == .start)
    let lines = model.view().canvas.text().split(separator: "\n").map(String.init)
    let heading = try #require(lines.firstIndex { $0.contains("002: gradients of programs") })
    let entry = try #require(lines.firstIndex { $0.contains("Quotient") })
    #expect(heading < entry && entry < heading + 6)
    try model.open(Program("z = 2*x"))
    _ = model.update(.key(.escape))
    #expect(model.front == .explorer)
  }
}

extension AppModel {
  /// Presses a key and does what it asks for with the data of a run.
  fileprivate mutating func press(_ key: Key, of run: SmallRun) {
    let split = ExampleSplit(run.data)
    for effect in update(.key(key)) {
      switch effect {
      case .openImage(let choice): openImage(choice, of: split)
      default: break
      }
    }
    while let order = takeCommandOrder() {
      if let answer = order.answer(unless: { false }) { show(answer) }
    }
  }
}
