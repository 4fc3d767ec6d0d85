import TextCanvas
package import Widgets

/// What a key of the training screen means.
package enum TrainingCommand: Hashable, Sendable {
  case togglePause, nextStep, previousStep, nextAlert, previousAlert, goToStart, goToNow
  case listAlerts
  case raiseRate, lowerRate, changePace(by: Int)
  case set(TrainingControl)
  /// Opens the command line with the beginning of a command.
  case type(String)
  case focus(TrainingPane)
  case nextPane, previousPane, alone
  case moveUp, moveDown, moveLeft, moveRight, open, openInExplorer
  case toggleLogScale, changeAxis, changeSmoothing
  case changeSource, changeTileScale, changeOrder, previousLayer, nextLayer
  case togglePen, clearDrawing
  case leave, toggleMouse
  case change(Look)
  case switchScreen, help, redraw, quit
}

/// Something about the run that is set by typing a value.
package enum TrainingControl: Hashable, Sendable {
  case rate, batch, momentum, seed, file, savedRun
  /// A command.
  case line

  /// What is asked for.
  var name: String {
    switch self {
    case .rate: "learning rate"
    case .batch: "batch size"
    case .momentum: "momentum"
    case .seed: "seed of a new run"
    case .file: "file to save to"
    case .savedRun: "log or checkpoint of another run"
    case .line: "command"
    }
  }
}

extension TrainingControl: PromptPurpose {
  package var label: String { self == .line ? ":" : "\(name) =" }
  package var title: String {
    switch self {
    case .line: "command: Tab to complete, ↑ to recall, Esc to cancel"
    case .seed: "start a new run and lose this one? Enter to start, Esc to keep it"
    case .rate, .batch, .momentum, .file, .savedRun: "set \(name): Enter to apply, Esc to cancel"
    }
  }
  package var subject: String { "the value of \(name)" }
}

extension KeyTable<TrainingCommand> {
  /// The keys of the training screen.
  package static let training = KeyTable(
    sections: [
      Section("the run", runKeys), Section("the panes", paneKeys),
      Section("which pane", TrainingPane.allCases.map(focusKey)),
      Section("screen and program", programKeys),
    ])

  /// The keys for a run on numbers: without what speaks of images and their classes.
  static let trainingWithoutImages = training.filter {
    $0.command.panes.allSatisfy { !$0.needsImages }
  }

  private static let runKeys: [Binding] = [
    .init([.character(" "), .character("a")], .togglePause, "pause or resume", hint: "pause"),
    .init(
      [.character("o")], .openInExplorer,
      "open this step, or a mistake, digit or drawing as a graph",
      hint: "open"),
    .init(
      [.character("n"), .character("s")], .nextStep,
      "pause and run one minibatch; in the past: one on", hint: "next"),
    .init(
      [.character("N"), .character("S")], .previousStep,
      "one minibatch back: see the run as it was", hint: "back"),
    .init([.character("c")], .nextAlert, "on to the next alert"),
    .init([.character("C")], .previousAlert, "back to the previous alert"),
    .init([.character("g"), .home], .goToStart, "go to the start of the run"),
    .init([.character("G"), .end], .goToNow, "return to now", hint: "now"),
    .init([.character("!")], .listAlerts, "list the alerts", hint: "alerts"),
    .init([.character("+")], .changePace(by: 1), "run faster"),
    .init([.character("-")], .changePace(by: -1), "run slower, so that one can watch"),
    .init([.character(">")], .raiseRate, "raise the learning rate (×1.25)"),
    .init([.character("<")], .lowerRate, "lower the learning rate (×0.8)"),
    .init([.character("i")], .set(.rate), "set the learning rate"),
    .init(
      [.character("b")], .type("break "),
      "stop the run on a condition: break loss > 2"),
    .init([.character(":")], .type(""), "type a command (:help lists them)", hint: "command"),
    .init([.character("r")], .set(.seed), "start a new run with another seed; asks first"),
  ]

  private static let paneKeys: [Binding] = [
    .init([.tab], .nextPane, "next pane", hint: "pane"),
    .init([.backTab], .previousPane, "previous pane"),
    .init([.character("O")], .alone, "show only this pane; again: show all", hint: "only this"),
    .init(
      [.left, .character("h")], .moveLeft, "move left: crosshair, unit, digit, mistake or pen"),
    .init([.right, .character("l")], .moveRight, "move right", hint: "move"),
    .init([.up, .character("k")], .moveUp, "move up"),
    .init([.down, .character("j")], .moveDown, "move down"),
    .init([.enter], .open, "open a unit with exact values, or a mistake as the digit"),
    .init(
      [.escape], .leave,
      "close what is open, show all panes, then go back"),
    .init(
      [.character("y")], .toggleLogScale, "curves: switch the loss to a log scale and back",
      hint: "log"),
    .init([.character("x")], .changeAxis, "curves: against epochs, minibatches or time"),
    .init([.character("~")], .changeSmoothing, "curves: smooth the loss more, then not at all"),
    .init(
      [.character("m")], .changeSource, "tiles: show weights, gradient, last update or feature maps"
    ),
    .init([.character("%")], .changeTileScale, "tiles: use one scale for all, or one for each"),
    .init([.character("#")], .changeOrder, "tiles: sort by norm or by number"),
    .init([.pageUp], .previousLayer, "tiles and histograms: previous layer"),
    .init([.pageDown], .nextLayer, "tiles and histograms: next layer"),
    .init([.character("p")], .togglePen, "drawing: pen down or up", hint: "draw"),
    .init([.backspace, .delete], .clearDrawing, "drawing: clear the sheet"),
  ]

  private static func focusKey(_ pane: TrainingPane) -> Binding {
    .init(
      [.character(pane.key)], .focus(pane), "go to pane: \(pane.title)",
      hint: pane == .mistakes ? "mistakes" : "")
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
    case .toggleLogScale, .changeAxis, .changeSmoothing: [.loss]
    case .changeSource, .changeTileScale, .changeOrder: [.weights]
    case .previousLayer, .nextLayer: [.weights, .histograms]
    case .togglePen, .clearDrawing: [.drawing]
    case .togglePause, .nextStep, .previousStep, .nextAlert, .previousAlert, .goToStart, .goToNow,
      .listAlerts, .raiseRate, .lowerRate, .changePace, .set, .type, .nextPane, .previousPane,
      .alone,
      .moveUp, .moveDown, .moveLeft, .moveRight, .open, .openInExplorer, .leave, .toggleMouse,
      .change, .switchScreen, .help, .redraw, .quit:
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
