import Formula
package import Learning
import Syntax
package import TextCanvas
import Widgets

/// All that the training screen knows.
package struct TrainingModel: Hashable, Sendable {
  /// What lies over the panes and takes the keys until it is left.
  enum Overlay: Hashable, Sendable {
    /// The table of keys, and which part of it is looked at.
    case help(HelpSight)
    case prompt(Prompt<TrainingControl>)
    /// One step of the run, and the keys that it knows.
    case step(StepSight)
    case stepHelp(StepSight, HelpSight)
    /// The alerts, and which one is chosen.
    case alerts(chosen: Int)
    /// Lines to read.
    case lines([String])
    /// Whether to leave a run that no file holds, which may have been asked for on another screen.
    case quitting(fromElsewhere: Bool)
  }

  /// The run as it is now.
  package internal(set) var live: TrainingSnapshot
  /// An earlier moment that is shown in place of now.
  var past: PastMoment?
  package internal(set) var size: Size
  package var capabilities: Capabilities
  /// What the screen can show, of which one may choose less.
  let screenCapabilities: Capabilities
  var overlay: Overlay?
  /// Whether characters go into a line that is being typed.
  package var isTyping: Bool { if case .prompt = overlay { true } else { false } }
  /// A word on what a key did or could not do, until the next key.
  package var notice: String?
  var focus = TrainingPane.loss
  /// The pane without a place of its own that had the focus last.
  var guest: TrainingPane
  var isZoomed = false
  var curves = CurveSettings()
  /// The runs whose curves are shown beside this one.
  package var savedRuns: [SavedRun] = []
  var tiles = TileSettings()
  /// The number of the test example that is read.
  var digit = 0
  /// Which of the worst mistakes is chosen.
  var mistake = 0
  var drawing = DigitDrawing()
  /// What was typed on the command line, oldest first.
  var history: [String] = []
  /// What stops the run, as it was typed.
  var breaks: [String] = []
  /// How many steps a second the run is held to, as a place in the list of paces.
  var pace = Pace()
  /// Whether the run was asked to save and has not answered yet.
  var awaitsSaving = false
  /// The step that is opened as soon as the run has come to it.
  package var awaitedStep: Int?
  /// What the mouse draws with a button held down.
  var stroke: MouseStroke?
  /// The lesson whose text stands beside the panes, if there is one.
  package var lesson: LessonBeside?
  /// Whether the run is a lesson's: it can be done again at any time, and nothing of it has to be saved.
  package var isOfLesson = false
  /// Whether Escape leads to another screen when nothing is left to close.
  package var canGoBack = false
  /// What the run was last asked to show.
  var wishes = Wishes()

  package init(_ snapshot: TrainingSnapshot, size: Size, capabilities: Capabilities) {
    live = snapshot
    self.size = size
    self.capabilities = capabilities
    screenCapabilities = capabilities
    let isSmall = size.height < 34 || size.width < 110
    guest = isSmall ? .weights : snapshot.readsImages ? .digit : .scores
  }

  /// The panes that have something to show of this run.
  var panes: [TrainingPane] { TrainingPane.all(readingImages: snapshot.readsImages) }

  var keys: KeyTable<TrainingCommand> {
    snapshot.readsImages ? .training : .trainingWithoutImages
  }

  /// Shows the state of the run, and reports once whether it was saved.
  package mutating func show(_ snapshot: TrainingSnapshot) {
    if awaitsSaving, snapshot.saving != live.saving {
      awaitsSaving = false
      if case .done(let path, let step)? = snapshot.saving {
        notice = "saved to \(path) after \(step.counted("minibatch"))"
      }
    }
    if let condition = snapshot.heldBy, condition != live.heldBy {
      notice =
        "stopped before the update of step \(snapshot.record.steps + 1): \(condition); n does it"
    }
    live = snapshot
    past?.follow(snapshot)
  }

  /// What the panes show: the run as it is, or as it was at an earlier moment.
  package var snapshot: TrainingSnapshot { past?.snapshot ?? live }

  /// Asks whether to leave a run that no file holds, when another screen is to quit the program.
  package mutating func askBeforeQuitting() { overlay = .quitting(fromElsewhere: true) }

  package var theme: Theme { Theme.fitting(capabilities) }

  var layout: TrainingLayout {
    TrainingLayout(
      size, showing: panes, focus: focus, guest: guest, isZoomed: isZoomed,
      isBesideLesson: lesson != nil)
  }

  /// What the panes that are seen want to know. Layers and histograms are always followed, so that
  /// their past is there when someone looks.
  package var wanted: Wishes {
    let panes = layout.places.keys
    var wishes = Wishes(layers: true, histograms: true)
    let showsTiles = panes.contains(.weights)
    wishes.changes = showsTiles && [.gradient, .update].contains(tiles.source)
    if panes.contains(.drawing), focus == .drawing || !panes.contains(.digit),
      let pixels = drawing.centred
    {
      wishes.digit = .drawn(pixels)
    } else if panes.contains(.digit) || showsTiles && tiles.source == .maps && snapshot.readsImages
    {
      wishes.digit = .test(digit)
    }
    return wishes
  }
}
