import Learning
import TextCanvas
import Widgets

/// The alerts of the run: what is marked on its curves and listed.
extension TrainingModel {
  var alerts: [Alert] { live.alerts }

  /// Goes to the step of the next alert, or of the one before.
  mutating func goToAlert(isLater: Bool) -> [TrainingEffect] {
    let here = past?.step ?? curves.crosshair ?? lastStep + 1
    let steps = alerts.map(\.step)
    let found = isLater ? steps.first { $0 > here } : steps.last { $0 < here }
    guard let found, let alert = alerts.first(where: { $0.step == found }) else {
      notice =
        alerts.isEmpty
        ? "there are no alerts" : "there is no \(isLater ? "later" : "earlier") alert"
      return []
    }
    let effects = go(toStep: found)
    // The last step of all is now.
    curves.crosshair = found
    notice = alert.inOneLine
    return effects
  }

  mutating func listAlerts() {
    guard !alerts.isEmpty else {
      notice = "there are no alerts"
      return
    }
    overlay = .alerts(chosen: alerts.count - 1)
  }

  mutating func pressInAlerts(_ key: Key, _ chosen: Int) -> [TrainingEffect] {
    let last = max(alerts.count - 1, 0)
    switch key {
    case .up, .character("k"): overlay = .alerts(chosen: max(chosen - 1, 0))
    case .down, .character("j"): overlay = .alerts(chosen: min(chosen + 1, last))
    case .home, .character("g"): overlay = .alerts(chosen: 0)
    case .end, .character("G"): overlay = .alerts(chosen: last)
    case .enter:
      overlay = nil
      guard alerts.indices.contains(chosen) else { return [] }
      let effects = go(toStep: alerts[chosen].step)
      curves.crosshair = alerts[chosen].step
      notice = alerts[chosen].inOneLine
      return effects
    case .character("o"):
      guard alerts.indices.contains(chosen) else { return [] }
      curves.crosshair = alerts[chosen].step
      return openStep(alerts[chosen].step)
    case .control("l"): return [.screen(.redrawAll)]
    case .control("c"), .character("q"): return quit()
    default: overlay = nil
    }
    return []
  }
}

extension Alert {
  /// `step 812: loss-spike W1: …`
  var inOneLine: String {
    "step \(step): \(rule.rawValue)\(layer.map { " \($0)" } ?? ""): \(words)"
  }
}

/// The alerts in a box over the panes.
struct AlertListView {
  let model: TrainingModel
  let chosen: Int

  func draw(on canvas: inout Canvas, in area: Rect) {
    let theme = model.theme
    let alerts = model.alerts
    let box = area.inset(columns: 2, rows: 1)
    canvas.fill(box)
    canvas.box(
      box, title: "alerts: Enter goes there, o opens the step, Esc closes",
      pen: Pen(style: theme.style(.focusedBorder)), titleStyle: theme.style(.title))
    let (list, words) = box.inset(columns: 2, rows: 1).rows(bottom: 4)
    let window = RowWindow(alerts.count, in: list.height, about: chosen).rows
    for (row, place) in window.enumerated() where alerts.indices.contains(place) {
      let alert = alerts[place]
      let role: Role = alert.level == .alarm ? .alarm : .warning
      let line =
        StyledText(place == chosen ? "▸ " : "  ", .prompt)
        + StyledText("step \(alert.step)".padded(toColumns: 12), .muted)
        + StyledText(alert.rule.rawValue.padded(toColumns: 14), role)
        + StyledText((alert.layer ?? "").padded(toColumns: 9), .strong)
        + StyledText(alert.words, .text)
      canvas.write(
        line, x: list.x, y: list.y + row, theme: theme, clippedTo: list)
    }
    guard alerts.indices.contains(chosen) else { return }
    for (row, line) in alerts[chosen].words.wrapped(toColumns: words.width).prefix(4).enumerated() {
      canvas.write(line, x: words.x, y: words.y + row, style: theme.style(.text), clippedTo: words)
    }
  }
}
