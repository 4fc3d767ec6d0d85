import Foundation
import Presentation
import Testing
import TextCanvas

@testable import Learning
@testable import TrainingScreen
@testable import Widgets

/// One step of the run: its rows, an update, and the way back.
@Suite struct StepScreenTests {
  private let run: SmallRun

  init() throws { run = try SmallRun(steps: 12, wishes: Wishes(digit: .test(0))) }

  /// The screen with a step that was replayed.
  private func model(
    _ step: Int = 12, size: Size = Size(width: 120, height: 40)
  ) throws -> TrainingModel {
    var model = run.model(zooming: .loss, size: size)
    #expect(model.type(":step \(step)").contains(.replay(step: step)))
    model.show(.success(try run.replayed(step)), number: step)
    return model
  }

  @Test func `o asks for the step under the crosshair, or the last one`() {
    var model = run.model(zooming: .loss)
    #expect(model.update(.key(.character("o"))) == [.replay(step: 12)])
    #expect(model.text.contains("replaying step 12"))
    for key in [Key.escape, .left, .left] { _ = model.update(.key(key)) }
    let step = model.curves.crosshair ?? 0
    #expect(step > 0 && step < 12)
    #expect(model.update(.key(.character("o"))) == [.replay(step: step)])
  }

  @Test func `a step that is waited for opens when the run has come to it`() {
    var model = run.model(zooming: .loss)
    model.awaitedStep = 12
    #expect(model.update(.wake) == [.replay(step: 12)])
    #expect(model.update(.wake).isEmpty, "only once")
    model = run.model(zooming: .loss)
    model.awaitedStep = 13
    #expect(model.update(.wake).isEmpty, "the run goes on")
    model.live.state = .finished
    #expect(model.update(.wake) == [.screen(.quit)])
  }

  @Test func `o opens the step whose update a condition holds back`() {
    var model = run.model(zooming: .loss)
    model.live.heldBy = "loss > 1"
    #expect(model.update(.key(.character("o"))) == [.replay(step: 13)])
  }

  @Test func `rows come by their share of the loss, and Enter opens the chosen one`() throws {
    var model = try model()
    let step = try run.replayed(12)
    let losses = step.rowsByShare.map(\.loss)
    #expect(losses == losses.sorted(by: >) && losses.count == 32)
    _ = model.update(.key(.right))
    let row = step.rowsByShare[1]
    #expect(model.text.contains("row \(row.row), training example \(row.example): "))
    #expect(model.text.contains("loss \(NumberText.short(Double(row.loss), digits: 4))"))
    #expect(model.update(.key(.enter)) == [.openRow(row.row, of: step)])
    #expect(model.update(.key(.character("m"))) == [.openMinibatch(of: step)])
    let before = model.view()
    #expect(before == model.view(), "what is opened leaves the screen as it is")
  }

  @Test func `a click chooses the row that is drawn there, and another one opens it`() throws {
    var model = try model()
    let step = try run.replayed(12)
    func click(_ cell: Position) throws -> [TrainingEffect] {
      try KeySequence.parse("Click(\(cell.x + 1),\(cell.y + 1))").flatMap { model.update($0) }
    }
    guard case .step(let sight) = model.overlay else {
      Issue.record("no step is shown")
      return
    }
    let view = StepView(model: model, sight: sight)
    let places = view.places(in: view.field(in: Rect(model.size)))
    #expect(places.count > 3)
    for (place, area) in places.dropFirst() {
      let cell = Position(x: area.x + 1, y: area.maxY - 1)
      #expect(try click(cell) == [])
      let row = step.rowsByShare[place]
      #expect(model.text.contains("row \(row.row), training example \(row.example): "))
      #expect(try click(cell) == [.openRow(row.row, of: step)])
    }
    #expect(try click(Position(x: 0, y: 0)) == [])
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40)])
  func `arrows reach every row, which is in sight when it is chosen`(size: Size) throws {
    var model = try model(size: size)
    var seen: Set<Int> = []
    for _ in 0..<40 {
      guard case .step(let sight) = model.overlay, let row = sight.row else { break }
      seen.insert(row.row)
      #expect(model.text.contains("▸"))
      _ = model.update(.key(.right))
    }
    #expect(seen.count == 32)
    for _ in 0..<40 { _ = model.update(.key(.up)) }
    guard case .step(let sight) = model.overlay else { throw Wrong() }
    #expect(sight.place < 8)
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40)])
  func `the algorithm marks what the step shows, with its variables`(size: Size) throws {
    var model = try model(size: size)
    _ = model.update(.key(.character("B")))
    func marked() -> String? {
      model.text.split(separator: "\n").compactMap { line in
        line.range(of: "▸ +(take|W ←)", options: .regularExpression).map { String(line[$0]) }
      }.first.map { String($0.suffix(4)).trimmingCharacters(in: .whitespaces) }
    }
    let step = try run.replayed(12)
    #expect(marked() == "take")
    #expect(model.text.contains(NumberText.short(Double(step.record.loss))))
    _ = model.update(.key(.character("u")))
    #expect(marked() == "W ←")
    let element = try #require(step.mostMoved(ofParameter: 0))
    #expect(model.text.contains(NumberText.short(Double(step.after[0].elements[element]))))
    #expect(model.text.contains(NumberText.short(Double(step.gradients[0].elements[element]))))
    _ = model.update(.key(.character("N")))
    model.show(.success(try run.replayed(11)), number: 11)
    #expect(marked() == "W ←")
    _ = model.update(.key(.character("B")))
    #expect(marked() == nil)
  }

  @Test func `an update says how the weight came to its new value`() throws {
    var model = try model()
    let step = try run.replayed(12)
    _ = model.update(.key(.character("u")))
    let element = try #require(step.mostMoved(ofParameter: 0))
    let terms = try #require(step.update(ofParameter: 0, element: element))
    let text = model.text
    #expect(text.contains("W1["))
    #expect(text.contains("new \(terms.new)") && text.contains("old \(terms.old)"))
    #expect(text.contains("v ← μ·v + g"))
    _ = model.update(.key(.pageDown))
    #expect(model.text.contains("b1["))
    for _ in 0..<2 { _ = model.update(.key(.escape)) }
    #expect(model.overlay == nil)
  }

  @Test func `n and N go from step to step, up to the ends`() throws {
    var model = try model(5)
    #expect(model.update(.key(.character("n"))).contains(.replay(step: 6)))
    // An answer that is late is not shown.
    model.show(.success(try run.replayed(5)), number: 5)
    #expect(model.text.contains("replaying step 6"))
    model.show(.success(try run.replayed(6)), number: 6)
    #expect(model.text.contains("step 6: the rows"))
    for _ in 0..<9 { _ = model.update(.key(.character("N"))) }
    #expect(model.text.contains("replaying step 1 "))
  }

  @Test func `a step that cannot be replayed says why`() throws {
    var model = run.model(zooming: .loss)
    model.type(":step 3")
    model.show(
      .failure(ReplayProblem(ReplayError.beforeStart(step: 3, first: 7))), number: 3)
    #expect(model.text.contains("the first that can be shown is 8"))
  }

  @Test func `the help of a step shows each key in full at 80 columns, and leads back`() throws {
    var model = try model(size: Size(width: 80, height: 60))
    _ = model.update(.key(.character("?")))
    for help in KeyTable<StepCommand>.step.bindings.map(\.help) {
      #expect(model.text.contains(help), "\(help)")
    }
    _ = model.update(.key(.escape))
    #expect(model.text.contains("step 12: the rows"))
  }

  private struct Wrong: Error {}
}
