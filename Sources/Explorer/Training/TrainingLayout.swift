import TextCanvas

/// Where the panes of the training screen lie on a screen of a given size.
///
/// ```
/// wide                  medium             small
/// ┌────────┬──────────┐ ┌────────┬───────┐ ┌───────┐
/// │ loss   │ W1       │ │ loss   │ accur.│ │ loss  │
/// ├────────┤          │ ├────────┼───────┤ │       │
/// │ accur. │          │ │ W1     │ W2    │ └───────┘
/// ├────────┤          │ │        │       │
/// │ W2     │          │ │        │       │
/// └────────┴──────────┘ └────────┴───────┘
/// ```
struct TrainingLayout: Hashable, Sendable {
  let header: Rect
  let progress: Rect
  var loss = Rect(x: 0, y: 0, width: 0, height: 0)
  var accuracy = Rect(x: 0, y: 0, width: 0, height: 0)
  var hidden = Rect(x: 0, y: 0, width: 0, height: 0)
  var output = Rect(x: 0, y: 0, width: 0, height: 0)
  let hints: Rect

  init(_ size: Size) {
    var rest: Rect
    (header, rest) = Rect(size).rows(top: 1)
    (progress, rest) = rest.rows(top: size.height >= 6 ? 1 : 0)
    (rest, hints) = rest.rows(bottom: size.height >= 8 ? 1 : 0)
    if size.width >= 110, size.height >= 28 {
      let left: Rect
      (left, hidden) = rest.columns(left: size.width >= 160 ? 80 : 46)
      let curves: Rect
      (curves, output) = left.rows(bottom: 7)
      (loss, accuracy) = curves.rows(top: curves.height * 3 / 5)
    } else if size.width >= 60, size.height >= 20 {
      let curves: Rect
      (curves, rest) = rest.rows(top: min(max(rest.height / 3, 6), 12))
      (loss, accuracy) = curves.columns(left: curves.width / 2)
      (hidden, output) = rest.columns(right: 42)
    } else {
      loss = rest
    }
  }
}
