import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import TextCanvas
import Widgets

/// The last line: a notice, a count that is being typed, or the keys worth knowing.
struct HintsView {
  let model: ExplorerModel

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !area.isEmpty else { return }
    if let notice = model.notice {
      canvas.write(notice, x: area.x + 1, y: area.y, theme: model.theme, clippedTo: area)
    } else if let count = model.typedCount {
      let panes = ExplorerPane(rawValue: count).map { ", or Tab: \($0.title)" } ?? ""
      let line =
        StyledText("\(count)", .prompt)
        + StyledText("×: press a key, for example n\(panes)", .muted)
      canvas.write(line, x: area.x + 1, y: area.y, theme: model.theme, clippedTo: area)
    } else if let question = model.lessonHint {
      canvas.write(question, x: area.x + 1, y: area.y, theme: model.theme, clippedTo: area)
    } else {
      let lesson = model.lessonKeyHint ?? StyledText("")
      canvas.write(lesson, x: area.x + 1, y: area.y, theme: model.theme, clippedTo: area)
      KeyHints(KeyTable.explorer, for: model.commandsOfNow, theme: model.theme)
        .draw(on: &canvas, in: area.columns(left: lesson.plain.columns).right)
    }
  }
}

extension ExplorerModel {
  /// What makes sense at this place in time, the most useful first.
  var commandsOfNow: [DebuggerCommand] {
    let fit: [DebuggerCommand] = choice.isAutomatic ? [] : [.fit]
    let others: [DebuggerCommand] =
      fit + (images == nil ? [] : [.turnPage(by: 1)])
      + (canGoBack && hintsBack && !leadsToLesson ? [.arrange(.leave)] : [])
      + [.toggleBreakpoint, .open(.command), .open(.program), .open(.input), .switchScreen]
    let (next, back): (DebuggerCommand, DebuggerCommand) = (
      .travel(.nextNode), .travel(.previousNode)
    )
    let (start, end): (DebuggerCommand, DebuggerCommand) = (
      .travel(.goToStart), .travel(.goToEnd)
    )
    let (step, run): (DebuggerCommand, DebuggerCommand) = (
      .travel(.nextEvent), .run(isForward: true)
    )
    switch timeline.position {
    case 0: return [next, step, end, run] + others
    case timeline.count: return [back] + questionsOfNow.prefix(3) + [start] + others
    default: return [next, back, step, run, start, end] + others
    }
  }

  /// What is worth asking of this graph and the selected node.
  private var questionsOfNow: [DebuggerCommand] {
    let consumers = outline.number(of: selection).flatMap { item in
      drawing.map { $0.consumers(of: item).count }
    }
    let isDeep = drawing.map { $0.layers.count >= 8 } ?? false
    let hasPaths = selection != timeline.output && timeline.mode != .forward
    let questions: [(DebuggerCommand, Bool)] = [
      (.ask(.differences), recordedMarks.map { !$0.report.isEqual } ?? false),
      (.ask(.whyNotFinite), hasNonFinite),
      (.ask(.contributions(to: nil)), hasPaths && consumers ?? 0 > 1),
      (.ask(.signal(to: nil)), hasPaths && isDeep),
      (.ask(.paths(from: nil, to: nil)), hasPaths),
      (.check, timeline.mode != .forward), (.ask(.costs(of: nil)), true),
    ]
    return questions.filter(\.1).map(\.0)
  }

  /// Whether the output, or the adjoint of one of the first small inputs, is not finite.
  private var hasNonFinite: Bool {
    let inputs = timeline.mode == .forward ? [] : program.inputs.prefix(20).map(\.node)
    return timeline.value(of: timeline.output).hasNonFinite
      || inputs.contains {
        timeline.graph.shape(of: $0).count <= 64 && timeline.adjoint(of: $0).hasNonFinite
      }
  }
}
