import Autodiff
import Formula
import Inquiry
import Lessons
import Presentation
import TextCanvas

/// The first line: program, mode, direction and place in time.
struct HeaderView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    let theme = model.theme
    let right = rightSide
    let room = area.width - right.plain.columns - 1
    var left = StyledText(" retrograde", .title)
    if room > 30 {
      let subject = model.detour.heading ?? model.programLine
      left = left + StyledText("  " + subject.truncated(toColumns: room - 14))
    }
    if area.width > right.plain.columns + 12 {
      canvas.write(left, x: area.x, y: area.y, theme: theme, clippedTo: area)
    }
    canvas.write(
      right, x: max(area.maxX - right.plain.columns - 1, area.x), y: area.y, theme: theme,
      clippedTo: area)
  }

  private var rightSide: StyledText {
    let timeline = model.timeline
    let place = "event \(timeline.position)/\(timeline.count)"
    guard model.size.width >= 60 else { return StyledText(place, .strong) }
    let engine = model.wrongRun.map { "engine \($0.engine.rawValue), " } ?? ""
    return StyledText(engine, .alarm) + StyledText("\(precision)\(mode) \(phase)", .muted) + "   "
      + StyledText(place, .strong)
      + "   "
      + StyledText("?", .keyHint) + StyledText(" help", .muted)
  }

  /// Nothing for the precision that is usual here.
  private var precision: String {
    switch model.timeline.precision {
    case .single: "single, "
    case .double: ""
    }
  }

  private var mode: String {
    switch model.mode {
    case .reverse: "reverse"
    case .forward: "forward"
    case .both: "both"
    }
  }

  /// What goes forward where nothing else does.
  private var moving: String {
    switch model.timeline.lastEvent {
    case .tangent: "tangents"
    case .tangentSeed: "direction"
    case .value, .seed, .contribution, nil: "values"
    }
  }

  private var phase: String {
    switch model.timeline.lastEvent {
    case nil: "at the start"
    case .value where model.mode == .forward, .tangent where model.mode == .forward,
      .tangentSeed where model.mode == .forward:
      "▸ \(moving)"
    case .value, .tangent, .tangentSeed: "▸ forward"
    case .seed: "◂ seed"
    case .contribution: "◂ backward"
    }
  }
}
