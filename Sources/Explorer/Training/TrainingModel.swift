package import Learning
package import TextCanvas

/// All that the training screen knows.
package struct TrainingModel: Hashable, Sendable {
  /// What lies over the panes and takes the keys until it is left.
  enum Overlay: Hashable, Sendable {
    /// The table of keys, scrolled down by some rows.
    case help(scroll: Int)
    case prompt(TrainingControl, Prompt)
    /// Whether to leave a run that no file holds, which may have been asked for on another screen.
    case quitting(fromElsewhere: Bool)
  }

  package internal(set) var snapshot: TrainingSnapshot
  package internal(set) var size: Size
  package internal(set) var capabilities: Capabilities
  /// What the screen can show, of which one may choose less.
  let screenCapabilities: Capabilities
  var overlay: Overlay?
  /// A word on what a key did or could not do, until the next key.
  var notice: String?
  var focus = TrainingPane.loss
  /// The pane without a place of its own that had the focus last.
  var guest: TrainingPane
  var isZoomed = false
  var curves = CurveSettings()
  var savedRuns: [SavedRun] = []
  var tiles = TileSettings()
  /// The number of the test example that is read.
  var digit = 0
  /// Which of the worst mistakes is chosen.
  var mistake = 0
  var drawing = DigitDrawing()
  /// Whether the run was told to save and has not answered yet.
  var awaitsSaving = false
  /// What the mouse draws with a button held down.
  var stroke: MouseStroke?
  /// What the run was last told to show.
  var wishes = Wishes()

  package init(_ snapshot: TrainingSnapshot, size: Size, capabilities: Capabilities) {
    self.snapshot = snapshot
    self.size = size
    self.capabilities = capabilities
    screenCapabilities = capabilities
    guest = size.height < 34 || size.width < 110 ? .weights : .digit
  }

  /// Shows how far the run has come, and once what came of saving it.
  mutating func show(_ snapshot: TrainingSnapshot) {
    if awaitsSaving, snapshot.saving != self.snapshot.saving {
      awaitsSaving = false
      if case .done(let path, let step)? = snapshot.saving {
        notice = "saved to \(path) after \(step) minibatches"
      }
    }
    self.snapshot = snapshot
  }

  package var theme: Theme { Theme.fitting(capabilities) }

  var layout: TrainingLayout {
    TrainingLayout(size, focus: focus, guest: guest, isZoomed: isZoomed)
  }

  /// What the panes that are seen want to know. Layers and histograms are always followed, so that
  /// their past is there when someone looks.
  package var wanted: Wishes {
    let panes = layout.places.keys
    var wishes = Wishes(layers: true, histograms: true)
    wishes.changes = panes.contains(.weights) && tiles.source != .weights
    if panes.contains(.drawing), focus == .drawing || !panes.contains(.digit),
      let pixels = drawing.centred
    {
      wishes.digit = .drawn(pixels)
    } else if panes.contains(.digit) {
      wishes.digit = .test(digit)
    }
    return wishes
  }
}
