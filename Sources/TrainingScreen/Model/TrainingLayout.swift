import TextCanvas

/// Where the panes of the training screen lie on a screen of a given size.
///
/// ```
/// 200×60                       120×40              80×24            smaller
/// ┌──────┬──────────┬───────┐  ┌──────┬─────────┐  ┌──────┬──────┐  ┌───────┐
/// │ loss │          │ digit │  │ loss │ weights │  │ loss │ acc. │  │ focus │
/// ├──────┤ weights  ├───────┤  ├──────┤         │  ├──────┴──────┤  │       │
/// │ acc. │          │ conf. │  │ acc. │         │  │ guest       │  │       │
/// ├──────┤          ├───────┤  ├──────┼─────────┤  │             │  │       │
/// │layers│          │ mist. │  │layers│ guest   │  │             │  │       │
/// ├──────┼──────────┼───────┤  └──────┴─────────┘  └─────────────┘  └───────┘
/// │ hist.│ scores   │ draw  │
/// └──────┴──────────┴───────┘
/// ```
/// Above a lesson on a low screen there are the loss and one other pane.
///
/// The guest is the pane without a place of its own that had the focus last. Where a run has nothing
/// for a pane to show, the others have its place.
struct TrainingLayout: Hashable, Sendable {
  let header: Rect
  let progress: Rect
  let hints: Rect
  private(set) var places: [TrainingPane: Rect] = [:]
  private let panes: [TrainingPane]

  init(
    _ size: Size, showing panes: [TrainingPane], focus: TrainingPane, guest: TrainingPane,
    isZoomed: Bool, isBesideLesson: Bool = false
  ) {
    self.panes = panes
    var rest: Rect
    (header, rest) = Rect(size).rows(top: 1)
    (progress, rest) = rest.rows(top: size.height >= 6 ? 1 : 0)
    // Beside a lesson one line below both has the keys.
    (rest, hints) = rest.rows(bottom: size.height >= 8 && !isBesideLesson ? 1 : 0)
    if isBesideLesson, !isZoomed, size.width >= 60, 9..<20 ~= size.height {
      fillLow(rest, focus: focus)
    } else if isZoomed || size.width < 60 || size.height < 20 {
      places[focus] = rest
    } else if size.width >= 170, size.height >= 56 {
      fillFull(rest)
    } else if size.width >= 110, size.height >= 34 {
      fillMedium(rest, guest: guest)
    } else {
      fillSmall(rest, guest: guest)
    }
  }

  /// The panes that have a place whatever has the focus, on a screen of this size.
  static func residents(
    _ size: Size, showing panes: [TrainingPane], isBesideLesson: Bool = false
  ) -> Set<TrainingPane> {
    let guest = TrainingPane.scores
    let layout = TrainingLayout(
      size, showing: panes, focus: .loss, guest: guest, isZoomed: false,
      isBesideLesson: isBesideLesson)
    var residents = Set(layout.places.keys)
    if residents.count < panes.count { residents.remove(guest) }
    return residents
  }

  private mutating func fillFull(_ area: Rect) {
    let (left, others) = area.columns(left: 54)
    let (middle, right) = others.columns(right: panes.contains(.digit) ? 58 : 0)
    stack([(.histograms, 15), (.layers, 11)], under: [.loss, .accuracy], in: left)
    stack([(.scores, 7)], under: [.weights], in: middle)
    stack([(.drawing, 16), (.mistakes, 12), (.confusion, 13)], under: [.digit], in: right)
  }

  private mutating func fillMedium(_ area: Rect, guest: TrainingPane) {
    let (left, right) = area.columns(left: area.width >= 150 ? 60 : 46)
    stack([(.layers, 9)], under: [.loss, .accuracy], in: left)
    stack([(guest, 17)], under: [.weights], in: right)
  }

  /// The loss and one other pane: the one that has the focus, or else the accuracy.
  private mutating func fillLow(_ area: Rect, focus: TrainingPane) {
    let other = focus != .loss ? focus : panes.contains(.accuracy) ? .accuracy : .layers
    let (left, right) = area.columns(left: area.width * 2 / 5)
    (places[.loss], places[other]) = (left, right)
  }

  private mutating func fillSmall(_ area: Rect, guest: TrainingPane) {
    let (curves, rest) = area.rows(top: min(max(area.height * 2 / 5, 7), 14))
    let hasAccuracy = panes.contains(.accuracy)
    let (loss, accuracy) = curves.columns(left: hasAccuracy ? curves.width / 2 : curves.width)
    places[.loss] = loss
    if hasAccuracy { places[.accuracy] = accuracy }
    places[guest] = rest
  }

  /// Panes of fixed heights from the bottom up, and others that share the rows above.
  private mutating func stack(
    _ fixed: [(TrainingPane, rows: Int)], under flexible: [TrainingPane], in area: Rect
  ) {
    var rest = area
    let flexible = flexible.filter(panes.contains)
    for (pane, rows) in fixed where panes.contains(pane) {
      let cut = rest.rows(bottom: rows)
      (rest, places[pane]) = (cut.top, cut.bottom)
    }
    for (index, pane) in flexible.enumerated() {
      let cut = rest.rows(top: rest.height / (flexible.count - index))
      (places[pane], rest) = (cut.top, cut.bottom)
    }
  }
}
