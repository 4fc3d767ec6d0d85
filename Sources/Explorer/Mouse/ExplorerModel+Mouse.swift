import Autodiff
import Inquiry
import TextCanvas
import Widgets

extension ExplorerModel {
  /// Does what the mouse says, by what was drawn where it is.
  mutating func follow(_ mouse: MouseEvent) {
    if errand.isRunning { _ = interrupt() }
    switch overlay {
    case .help(let sight):
      overlay = help(at: sight).following(mouse, on: size)
        .map { .help($0) }
    case .answer(let answer): follow(mouse, in: answer)
    case .matrices(let sheet): follow(mouse, in: sheet)
    case .editor(let editor): follow(mouse, in: editor)
    case .prompt: break
    case nil: followInPanes(mouse)
    }
  }

  private mutating func followInPanes(_ mouse: MouseEvent) {
    guard !frame.isTooSmall else { return }
    switch mouse.action {
    case .press(let button):
      (notice, typedCount) = (nil, nil)
      press(button, at: mouse.position)
    case .drag: drag(to: mouse.position)
    case .release:
      if case .graph(_, opens: true)? = gesture { lookInside() }
      gesture = nil
    case .wheel(let wheel): turn(wheel, mouse)
    }
  }

  private mutating func press(_ button: MouseEvent.Button, at position: Position) {
    gesture = nil
    let frame = frame
    if frame.timeBar.contains(position) {
      gesture = .timeBar
      return seek(toColumn: position.x)
    }
    if frame.stepBar.contains(position) {
      gesture = .stepBar
      return goToStep(atColumn: position.x)
    }
    guard let pane = frame.pane(at: position) else { return }
    focus(on: pane)
    switch pane {
    case .graph:
      if tensorPane != nil {
        pressInTensor(at: position)
      } else if let units {
        pressInUnits(units, at: position)
      } else {
        pressInGraph(button, at: position)
      }
    case .program:
      guard algorithm == nil,
        let line = ProgramView(model: self).line(at: position, in: frame.program)
      else {
        return
      }
      press(button, onLine: line)
    case .watch:
      guard let place = WatchView(model: self).place(at: position, in: frame.watch) else { return }
      place == panes.watch ? selectWatchedNode() : chooseWatch(place)
    case .event, .lesson: break
    }
  }

  private mutating func drag(to position: Position) {
    switch gesture {
    case .timeBar: seek(toColumn: position.x)
    case .stepBar: goToStep(atColumn: position.x)
    case .minimap: moveInMinimap(to: position)
    case .graph(let last, _) where last != position:
      moveCamera(columns: last.x - position.x, rows: last.y - position.y)
      gesture = .graph(last: position, opens: false)
    case .graph, nil: break
    }
  }

  private mutating func seek(toColumn x: Int) {
    guard let position = TimeBarView(model: self).position(at: x, in: frame.timeBar) else { return }
    travel(to: position)
  }

  private mutating func travel(to position: Int) {
    _ = interrupt()
    timeline.seek(to: position)
    refreshAfterTravel()
  }
}

extension ExplorerModel {
  private mutating func pressInGraph(_ button: MouseEvent.Button, at position: Position) {
    guard let drawing else { return }
    if minimapPlace?.contains(position) == true {
      gesture = .minimap
      return moveInMinimap(to: position)
    }
    let place = viewport.inDrawing(position)
    if let item = drawing.item(at: place) {
      press(button, on: drawing.outline.items[item].node, at: position)
    } else if let edge = drawing.labelledEdge(at: place),
      partial(along: edge, in: drawing.outline) != nil
    {
      go(along: edge)
    } else {
      gesture = .graph(last: position, opens: false)
    }
  }

  private mutating func press(
    _ button: MouseEvent.Button, on node: NodeID, at position: Position
  ) {
    let wasSelected = outline.number(of: node) == outline.number(of: selection)
    selection = outline.item(of: node)?.node ?? node
    if button == .right { return toggleBreakpoint() }
    gesture = .graph(last: position, opens: wasSelected)
  }

  /// Selects a line's node; opens the one that is selected.
  private mutating func press(_ button: MouseEvent.Button, onLine line: Int) {
    let wasSelected = outline.number(of: selection) == line
    select(line: line)
    if button == .right {
      toggleBreakpoint()
    } else if wasSelected {
      lookInside()
    }
  }

  /// Goes to where the adjoint moves along an edge, or the value where none does.
  private mutating func go(along edge: GraphDrawing.Edge) {
    guard let use = edge.uses.first else {
      // What only chooses elements has a value, and no adjoint that could come this way.
      if let chooser = drawing.map({ $0.outline.items[edge.source].node }) {
        selection = chooser
        travel(to: timeline.valueEvent(of: chooser))
      }
      return
    }
    let operand = timeline.graph.operands(of: use.node)[use.place]
    selection = outline.item(of: operand)?.node ?? selection
    let contribution = timeline.contributions(to: operand).first {
      timeline.event($0) == .contribution(from: use.node, operand: use.place)
    }
    travel(to: contribution ?? timeline.valueEvent(of: use.node))
  }

  /// Where the map of the drawing lies, if it is shown.
  private var minimapPlace: Rect? {
    guard let drawing else { return nil }
    return MinimapView(model: self, drawing: drawing).place(in: viewport.pane)
  }

  private mutating func moveInMinimap(to position: Position) {
    guard let drawing, let place = minimapPlace else { return }
    centerCamera(on: MinimapView(model: self, drawing: drawing).target(of: position, in: place))
  }

  /// Selects a unit; opens the one that is selected.
  private mutating func pressInUnits(_ pane: UnitsPane, at position: Position) {
    let plan = UnitsView(model: self, pane: pane).plan(in: frame.graph)
    guard let place = plan.unit(at: position) else { return }
    if place == pane.place { performInUnits(.lookInside) } else { select(place) }
  }

  private mutating func pressInTensor(at position: Position) {
    guard let pane = tensorPane,
      let element = TensorPaneView(model: self, pane: pane).element(at: position, in: frame.graph)
    else { return }
    tensorPane?.element = element
  }
}
