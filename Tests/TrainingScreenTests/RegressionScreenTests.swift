import Learning
import Testing
import TextCanvas
import Widgets

@testable import TrainingScreen

/// The training screen of a run on numbers: what speaks of images and classes is not there.
@Suite struct RegressionScreenTests {
  private static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60),
  ]
  private static let shown: Set<TrainingPane> = [.loss, .weights, .scores, .layers, .histograms]

  private func model(_ size: Size) throws -> TrainingModel {
    let options = TrainingOptions(
      plan: NetworkPlan(widths: [5, 3, 1], activation: .relu, loss: .mse))
    let run = try SteppedTraining(
      options, SyntheticRegression.split(), dataName: "regression", epochs: 3)
    run.send(.look(Wishes(layers: true, histograms: true)))
    run.step(20)
    return TrainingModel(run.snapshot, size: size, capabilities: Capabilities(colors: .none))
  }

  @Test(arguments: sizes) func `all panes that are reached have something to show`(
    size: Size
  ) throws {
    var model = try model(size)
    var reached: Set<TrainingPane> = []
    for _ in TrainingPane.allCases {
      _ = model.update(.key(.tab))
      reached.insert(model.focus)
      reached.formUnion(model.layout.places.keys)
      #expect(model.layout.places[model.focus] != nil)
      for words in ["after the first", "none yet", "accuracy", "confusion", "digit"] {
        #expect(!model.text.contains(words), "\(words)")
      }
    }
    #expect(reached == Self.shown)
  }

  @Test(arguments: sizes) func `the panes fill the screen`(size: Size) throws {
    let model = try model(size)
    let cells = model.layout.places.values.reduce(0) { $0 + $1.width * $1.height }
    #expect(cells == size.width * (size.height - 3))
  }

  @Test func `keys of other panes do nothing, and the help is without them`() throws {
    var model = try model(Self.sizes[1])
    for pane in TrainingPane.allCases where !Self.shown.contains(pane) {
      let focus = model.focus
      _ = model.update(.key(.character(pane.key)))
      #expect(model.focus == focus)
      #expect(model.text.contains("\(pane.key) does nothing here"))
    }
    _ = model.update(.key(.character("p")))
    #expect(model.text.contains("p does nothing here"))
    let words = model.keys.bindings.map(\.help)
    #expect(!words.contains { $0.hasPrefix("drawing") || $0.contains("confusion") })
    #expect(words.contains { $0.contains("histograms") })
  }

  @Test func `a run on images has all panes`() throws {
    let model = try SmallRun(steps: 1, wishes: Wishes()).model(zooming: .loss)
    #expect(model.panes == TrainingPane.allCases)
  }
}

/// What a key changes comes into sight.
@Suite struct BringingForthTests {
  private let run: SmallRun

  init() throws {
    run = try SmallRun(steps: 8, wishes: Wishes(digit: .test(0)))
  }

  @Test func `a mistake that is opened is seen as the digit`() throws {
    var model = run.model(zooming: .mistakes)
    let example = try #require(model.mistakes.first).example
    _ = model.update(.key(.enter))
    #expect(model.digit == example)
    #expect(model.layout.places[.digit] != nil)
  }

  @Test func `where the digit is in sight already, the mistakes keep the focus`() throws {
    var model = run.model(zooming: .mistakes, size: Size(width: 200, height: 60))
    for key in [Key.character("O"), .enter] { _ = model.update(.key(key)) }
    #expect(model.focus == .mistakes)
    #expect(model.layout.places[.digit] != nil)
  }

  @Test(
    arguments: [
      ("y", TrainingPane.loss), ("x", .loss), ("~", .loss), ("m", .weights), ("%", .weights),
      ("#", .weights),
    ] as [(Character, TrainingPane)])
  func `a key for a pane that is hidden shows it`(key: Character, pane: TrainingPane) {
    var model = run.model(zooming: .confusion)
    _ = model.update(.key(.character(key)))
    #expect(model.layout.places[pane] != nil)
  }
}
