import TextCanvas
package import Widgets

/// What a key of the training screen means.
package enum TrainingCommand: Hashable, Sendable {
  case togglePause, oneMinibatch
  case raiseRate, lowerRate
  case set(TrainingControl)
  case focus(TrainingPane)
  case nextPane, previousPane, zoom
  case moveUp, moveDown, moveLeft, moveRight, open
  case toggleLogScale, changeAxis, changeSmoothing, removeSavedRun
  case changeSource, changeTileScale, changeOrder, previousLayer, nextLayer
  case togglePen, clearDrawing
  case leave, toggleMouse
  case change(Look)
  case switchScreen, help, redraw, quit
}

/// Something about the run that is set by typing a value.
package enum TrainingControl: Hashable, Sendable {
  case rate, batch, momentum, seed, file, savedRun

  /// What is asked for.
  var name: String {
    switch self {
    case .rate: "learning rate"
    case .batch: "batch size"
    case .momentum: "momentum"
    case .seed: "seed of a new run"
    case .file: "file to save to"
    case .savedRun: "log or checkpoint of another run"
    }
  }
}

extension TrainingControl: PromptPurpose {
  package var label: String { "\(name) =" }
  package var title: String { "set \(name): Enter to apply, Esc to cancel" }
  package var subject: String { "the value of \(name)" }
}

extension KeyTable<TrainingCommand> {
  /// The keys of the training screen.
  package static let training = KeyTable(
    bindings: runKeys + paneKeys + TrainingPane.allCases.map(focusKey) + programKeys)

  /// The keys for a run on numbers: without what speaks of images and their classes.
  static let trainingWithoutImages = KeyTable(
    bindings: training.bindings.filter { $0.command.panes.allSatisfy { !$0.needsImages } })

  private static let runKeys: [Binding] = [
    .init([.character(" ")], .togglePause, "pause or resume", hint: "pause"),
    .init([.character(".")], .oneMinibatch, "pause and run one minibatch", hint: "one minibatch"),
    .init([.character("+"), .character("=")], .raiseRate, "raise the learning rate (×1.25)"),
    .init([.character("-")], .lowerRate, "lower the learning rate (×0.8)"),
    .init([.character("r")], .set(.rate), "set the learning rate", hint: "rate"),
    .init([.character("b")], .set(.batch), "set the batch size"),
    .init([.character("m")], .set(.momentum), "set the momentum"),
    .init([.character("n")], .set(.seed), "start a new run with another seed"),
    .init([.character("s")], .set(.file), "save the run", hint: "save"),
  ]

  private static let paneKeys: [Binding] = [
    .init([.tab], .nextPane, "next pane", hint: "pane"),
    .init([.backTab], .previousPane, "previous pane"),
    .init([.character("z")], .zoom, "show only this pane; again: show all", hint: "zoom"),
    .init(
      [.left, .character("h")], .moveLeft, "move left: crosshair, unit, digit, mistake or pen"),
    .init([.right, .character("l")], .moveRight, "move right", hint: "move"),
    .init([.up, .character("k")], .moveUp, "move up"),
    .init([.down, .character("j")], .moveDown, "move down"),
    .init([.enter], .open, "open a unit with exact values, or a mistake as the digit"),
    .init([.escape], .leave, "close the unit or crosshair; show all panes"),
    .init(
      [.character("y")], .toggleLogScale, "curves: switch the loss to a log scale and back",
      hint: "log"),
    .init([.character("x")], .changeAxis, "curves: against epochs, minibatches or time"),
    .init([.character("w")], .changeSmoothing, "curves: smooth the loss more, then not at all"),
    .init([.character("a")], .set(.savedRun), "curves: add a saved run"),
    .init([.character("A")], .removeSavedRun, "curves: remove the last saved run"),
    .init([.character("g")], .changeSource, "tiles: show weights, gradient or last update"),
    .init([.character("c")], .changeTileScale, "tiles: use one scale for all, or one for each"),
    .init([.character("t")], .changeOrder, "tiles: sort by norm or by number"),
    .init([.character("[")], .previousLayer, "tiles and histograms: previous layer"),
    .init([.character("]")], .nextLayer, "tiles and histograms: next layer"),
    .init([.character("d")], .togglePen, "drawing: pen down or up", hint: "draw"),
    .init([.backspace, .delete], .clearDrawing, "drawing: clear the sheet"),
  ]

  private static func focusKey(_ pane: TrainingPane) -> Binding {
    .init([.character(pane.key)], .focus(pane), "go to pane: \(pane.title)")
  }

  private static let programKeys: [Binding] = [
    .init([.character("v")], .switchScreen, "switch to the explorer", hint: "explorer"),
    .init([.character("?")], .help, "show this help", hint: "help"),
    .init([.function(2)], .change(.glyphs), "switch between Unicode and ASCII"),
    .init([.function(3)], .change(.colors), "use more or fewer colours"),
    .init([.function(4)], .change(.background), "switch between dark and light background"),
    .init([.function(5)], .toggleMouse, "turn mouse support on or off"),
    .init([.control("l")], .redraw, "redraw the screen"),
    .init(
      [.character("q"), .control("c")], .quit, "quit; asks first if the run is not saved",
      hint: "quit"),
  ]
}

extension TrainingCommand {
  /// The panes in which one sees what it does, the foremost first; none where that is anywhere.
  var panes: [TrainingPane] {
    switch self {
    case .focus(let pane): [pane]
    case .toggleLogScale, .changeAxis, .changeSmoothing, .removeSavedRun: [.loss]
    case .changeSource, .changeTileScale, .changeOrder: [.weights]
    case .previousLayer, .nextLayer: [.weights, .histograms]
    case .togglePen, .clearDrawing: [.drawing]
    case .togglePause, .oneMinibatch, .raiseRate, .lowerRate, .set, .nextPane, .previousPane, .zoom,
      .moveUp, .moveDown, .moveLeft, .moveRight, .open, .leave, .toggleMouse, .change,
      .switchScreen, .help, .redraw, .quit:
      []
    }
  }
}

extension TrainingPane {
  /// What it shows, in a few words.
  var title: String {
    switch self {
    case .loss: "loss"
    case .accuracy: "accuracy"
    case .weights: "units as images"
    case .scores: "units to scores"
    case .layers: "layers"
    case .histograms: "histograms"
    case .digit: "test digit"
    case .confusion: "confusion"
    case .mistakes: "worst mistakes"
    case .drawing: "draw a digit"
    }
  }
}
