import Autodiff
import Debugging
import Formula
import GraphLayout
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Has the outline laid out at the present zoom: at once where that is quick, else later.
  ///
  /// Until then the former drawing stays.
  mutating func requestDrawing() {
    let isQuick = outline.items.count <= DrawingSearch.mostAtOnce
    let request = drawingRequest(in: places)
    if let answer = graphSight.request(request, isQuick: isQuick) { adopt(answer) }
  }

  /// What it takes to lay out the outline for some panes, or for a picture of some size.
  func drawingRequest(in places: [DrawingPlace], fitting picture: Size? = nil) -> DrawingRequest {
    DrawingRequest(
      graph: program.graph, text: itemText, labels: numberLabels,
      outline: outline, mode: mode, images: program.imageShape, choice: choice, places: places,
      picture: picture,
      anchor: outline.number(of: currentNode ?? selection), structure: structure,
      formerRows: formerRows)
  }

  /// The panes in which the drawing may be shown. Where the user arranged them, they stay.
  var places: [DrawingPlace] {
    let possible = FrameLayout.arrangements(
      on: lesson == nil ? size : FrameLayout.sizeBesideLesson(on: size), panes,
      watches: debugger.watches.all.count, besideLesson: lesson != nil)
    let chosen = panes.hasOwnSizes ? drawing?.arrangement.map { [$0] } : nil
    return (chosen ?? possible).compactMap { arrangement in
      let pane = frame(arranged: arrangement).graph.inset(by: 1)
      return pane.isEmpty ? nil : DrawingPlace(arrangement: arrangement, size: pane.size)
    }
  }

  /// What stands before numbers.
  var numberLabels: NumberLabels {
    NumberLabels(
      notation: notation, hasCombiningMarks: capabilities.hasCombiningMarks,
      output: text.names[timeline.output])
  }

  /// The layers and orders of the present drawing, if what it shows is what is wanted.
  private var structure: LayoutStructure? {
    drawing?.outline.items == outline.items ? drawing?.structure : nil
  }

  /// Where each item, or what it is part of, lies in the present drawing, across the flow.
  private var formerRows: [Int]? {
    guard let drawing else { return nil }
    let isDownward = drawing.plan.flow.isDownward
    return outline.items.map { item in
      drawing.box(of: item.node).map {
        isDownward ? $0.x * 2 + $0.width : $0.y * 2 + $0.height
      } ?? 0
    }
  }

  /// The layout that is to be worked out, if nobody has taken it yet.
  package mutating func takeWantedDrawing() -> DrawingRequest? { graphSight.takeWanted() }

  /// Shows a drawing that was worked out, unless another one is wanted by now.
  ///
  /// The selected node stays where it is on the screen, as far as the drawing's edges allow.
  package mutating func adopt(_ answer: DrawingAnswer) {
    let before = drawing
    guard graphSight.adopt(answer) else { return }
    if let before, before.plan == answer.drawing.plan, !isSeenWhole,
      before.arrangement == answer.drawing.arrangement, let old = before.box(of: selection),
      let now = drawing?.box(of: selection)
    {
      camera.x += now.x + now.width / 2 - old.x - old.width / 2
      camera.y += now.y + now.height / 2 - old.y - old.height / 2
      showSelection()
    } else {
      resetCamera()
    }
  }

  /// Whether the pane shows all of the drawing.
  var isSeenWhole: Bool {
    guard let drawing else { return false }
    return drawing.size.width <= viewport.pane.width
      && drawing.size.height <= viewport.pane.height
  }

  /// Whether the drawing that belongs to the outline is still being worked out.
  var isLayingOut: Bool { graphSight.isLayingOut }

  /// How much of each node is shown.
  var zoom: Zoom { choice.zoom ?? drawing?.zoom ?? .box }

  /// Draws nearer or farther, and no longer as it fits.
  mutating func changeZoom(by step: Int) {
    let wanted = zoom.moved(by: step)
    guard wanted != zoom else { return }
    choice.zoom = wanted
    requestDrawing()
  }

  /// Draws the graph in one direction.
  mutating func setFlow(_ flow: FlowChoice) {
    choice.flow = flow
    requestDrawing()
  }

  /// Chooses again how the graph is drawn, so that as much as possible of it is seen.
  mutating func fitDrawing() {
    choice = DrawingChoice()
    panes.sideShift = 0
    requestDrawing()
    resetCamera()
    notice = StyledText(fitRemark, .muted)
  }

  private var fitRemark: String {
    guard !isLayingOut, let drawing else { return "fitting the graph" }
    let whole = isSeenWhole ? "the whole graph" : "as much of the graph as fits"
    return "\(whole), \(drawing.zoom) zoom, \(drawing.plan.flow.words)"
  }
}

extension LayoutFlow {
  /// `left to right`
  fileprivate var words: String {
    switch self {
    case .right: "left to right"
    case .down: "top down"
    case .wrapped(let bands): "in \(bands) bands"
    case .separate: "in bands"
    }
  }
}
