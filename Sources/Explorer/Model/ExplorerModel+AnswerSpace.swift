import Autodiff
import TextCanvas

extension ExplorerModel {
  /// What the chosen line of the answer that is shown is about.
  var answerLight: AnswerLight? {
    guard case .answer(let answer) = overlay, let line = answer.chosenLine else { return nil }
    let light = AnswerLight(line, in: timeline)
    return light.nodes.isEmpty ? nil : light
  }

  /// Where an answer may lie: beside the graph, or around the boxes of the nodes that any of its lines
  /// is about, or else of those that the chosen line is about.
  func space(for answer: AnswerBox) -> AnswerSpace {
    let (frame, whole) = (frame, Rect(size))
    // A list of all nodes is about the whole graph, and would be looked up for every frame.
    guard answer.lines.count <= 200 else { return AnswerSpace(whole) }
    guard frame.plot.isEmpty else {
      return AnswerSpace(
        whole, panes: panesBesideGraph + [frame.graph].filter { !$0.isEmpty }, around: [], or: [],
        in: whole)
    }
    guard tensorPane == nil, units == nil, drawing != nil, !frame.graph.isEmpty else {
      return AnswerSpace(whole)
    }
    let body = Rect(
      x: 0, y: frame.header.maxY, width: whole.width, height: frame.timeBar.y - frame.header.maxY)
    let all = answer.lines.reduce(into: Set<NodeID>()) {
      $0.formUnion(AnswerLight($1, in: timeline).nodes)
    }
    return AnswerSpace(
      whole, panes: panesBesideGraph,
      around: boxesInSight(of: all), or: boxesInSight(of: answerLight?.nodes ?? []), in: body)
  }

  private var panesBesideGraph: [Rect] {
    [frame.event, frame.watch, frame.program].filter { !$0.isEmpty }
  }

  /// Where the boxes of some nodes lie on the screen, as far as they are in sight.
  private func boxesInSight(of nodes: Set<NodeID>) -> [Rect] {
    Set(nodes.compactMap { drawing?.outline.number(of: $0) })
      .compactMap { number in drawing.map { viewport.onScreen($0.boxes[number]) } }
      .map { $0.intersection(viewport.pane) }.filter { !$0.isEmpty }
  }
}
