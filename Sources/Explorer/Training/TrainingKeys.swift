import TextCanvas

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
  case switchScreen, help, redraw, interrupt, quit
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

extension KeyTable<TrainingCommand> {
  /// The keys of the training screen.
  package static let training = KeyTable(
    bindings: runKeys + paneKeys + TrainingPane.allCases.map(focusKey) + programKeys)

  private static let runKeys: [Binding] = [
    .init([.character(" ")], .togglePause, "pause and go on", hint: "pause"),
    .init([.character(".")], .oneMinibatch, "pause and do one minibatch", hint: "one minibatch"),
    .init([.character("+"), .character("=")], .raiseRate, "a quarter more learning rate"),
    .init([.character("-")], .lowerRate, "a fifth less learning rate"),
    .init([.character("r")], .set(.rate), "set the learning rate", hint: "rate"),
    .init([.character("b")], .set(.batch), "set the batch size"),
    .init([.character("m")], .set(.momentum), "set the momentum"),
    .init([.character("n")], .set(.seed), "begin a new run with another seed"),
    .init([.character("s")], .set(.file), "save the run", hint: "save"),
  ]

  private static let paneKeys: [Binding] = [
    .init([.tab], .nextPane, "next pane", hint: "pane"),
    .init([.backTab], .previousPane, "pane before"),
    .init([.character("z")], .zoom, "this pane alone, and back", hint: "zoom"),
    .init([.left, .character("h")], .moveLeft, "crosshair, unit, digit, mistake or pen left"),
    .init([.right, .character("l")], .moveRight, "the same right", hint: "move"),
    .init([.up, .character("k")], .moveUp, "the same up"),
    .init([.down, .character("j")], .moveDown, "the same down"),
    .init([.enter], .open, "one unit with exact values; a mistake as the digit"),
    .init([.escape], .leave, "leave the unit, the crosshair or the zoom"),
    .init([.character("y")], .toggleLogScale, "curves: logarithmic loss", hint: "log"),
    .init([.character("x")], .changeAxis, "curves: by epoch, minibatch or time"),
    .init([.character("w")], .changeSmoothing, "curves: smooth the losses more, then not at all"),
    .init([.character("a")], .set(.savedRun), "curves: add those of a saved run"),
    .init([.character("A")], .removeSavedRun, "curves: take the last saved run away"),
    .init([.character("g")], .changeSource, "tiles: weights, gradient, last update"),
    .init([.character("c")], .changeTileScale, "tiles: one scale for all, or one each"),
    .init([.character("t")], .changeOrder, "tiles: by norm, or as numbered"),
    .init([.character("[")], .previousLayer, "tiles and histograms: layer before"),
    .init([.character("]")], .nextLayer, "tiles and histograms: next layer"),
    .init([.character("d")], .togglePen, "drawing: pen down and up", hint: "draw"),
    .init([.backspace, .delete], .clearDrawing, "drawing: a new sheet"),
  ]

  private static func focusKey(_ pane: TrainingPane) -> Binding {
    .init([.character(pane.key)], .focus(pane), "to the pane: \(pane.title)")
  }

  private static let programKeys: [Binding] = [
    .init([.character("v")], .switchScreen, "to the explorer and back", hint: "explorer"),
    .init([.character("?")], .help, "this help", hint: "help"),
    .init([.function(2)], .change(.glyphs), "Unicode or ASCII"),
    .init([.function(3)], .change(.colors), "more or fewer colours"),
    .init([.function(4)], .change(.background), "for a dark or a light background"),
    .init([.function(5)], .toggleMouse, "let the mouse do something, or no more"),
    .init([.control("l")], .redraw, "redraw the screen"),
    .init([.control("c")], .interrupt, "quit"),
    .init([.character("q")], .quit, "quit; asks when the run is not saved", hint: "quit"),
  ]
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
    case .digit: "one digit"
    case .confusion: "confusion"
    case .mistakes: "worst mistakes"
    case .drawing: "draw a digit"
    }
  }
}
