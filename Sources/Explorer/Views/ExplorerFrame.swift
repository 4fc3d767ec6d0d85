import TextCanvas
package import Widgets

extension ExplorerModel {
  /// The frame for this model.
  package func view() -> Frame {
    wholeFrame().limited(to: capabilities, on: screenCapabilities)
  }

  private func wholeFrame() -> Frame {
    var canvas = Canvas(size: size)
    guard !frame.isTooSmall else {
      let smallest = FrameLayout.smallest
      canvas.write("too small:", x: 0, y: 0)
      canvas.write("\(smallest.width)x\(smallest.height) needed", x: 0, y: 1)
      return Frame(canvas: canvas, cursor: nil)
    }
    HeaderView(model: self).draw(on: &canvas, in: frame.header)
    drawMainPanes(on: &canvas)
    WatchView(model: self).draw(on: &canvas, in: frame.watch)
    EventView(model: self).draw(on: &canvas, in: frame.event)
    LessonView(model: self).draw(on: &canvas, in: lessonArea)
    StepBarView(model: self).draw(on: &canvas, in: frame.stepBar)
    TimeBarView(model: self).draw(on: &canvas, in: frame.timeBar)
    HintsView(model: self).draw(on: &canvas, in: frame.hints)
    switch overlay {
    case .help(let sight):
      help(at: sight).draw(on: &canvas, in: Rect(size))
      return Frame(canvas: canvas, cursor: nil)
    case .prompt(let prompt):
      let cursor = PromptView(prompt: prompt, theme: theme).draw(on: &canvas, in: Rect(size))
      return Frame(canvas: canvas, cursor: cursor)
    case .editor(let editor):
      let view = TextEditorView(editor: editor, title: editor.title, theme: theme)
      let cursor = view.draw(on: &canvas, in: editorArea)
      return Frame(canvas: canvas, cursor: cursor)
    case .answer(let answer):
      AnswerView(answer: answer, space: space(for: answer), theme: theme)
        .draw(on: &canvas)
      return Frame(canvas: canvas, cursor: nil)
    case .matrices(let sheet):
      MatrixSheetView(sheet: sheet, theme: theme, capabilities: capabilities)
        .draw(on: &canvas, in: Rect(size))
      return Frame(canvas: canvas, cursor: nil)
    case nil: return Frame(canvas: canvas, cursor: nil)
    }
  }

  /// Graph and program; a tensor that is looked into, or a network as units, takes the place of the graph.
  private func drawMainPanes(on canvas: inout Canvas) {
    if let tensorPane {
      TensorPaneView(model: self, pane: tensorPane).draw(on: &canvas, in: frame.graph)
    } else if let units {
      UnitsView(model: self, pane: units).draw(on: &canvas, in: frame.graph)
    } else {
      GraphView(model: self).draw(on: &canvas, in: frame.graph)
    }
    if let algorithm {
      AlgorithmView(model: self, algorithm: algorithm).draw(on: &canvas, in: frame.program)
    } else {
      ProgramView(model: self).draw(on: &canvas, in: frame.program)
    }
    drawPlot(on: &canvas, in: frame.plot)
  }
}
