import Autodiff
import Debugging
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// The part of the screen in which the drawing is seen.
  var viewport: Viewport { Viewport(pane: frame.graph.inset(by: 1), camera: camera) }

  private var window: Size { viewport.pane.size }

  /// Centres what fits; of what does not, shows the part with the node that acted last.
  mutating func resetCamera() {
    guard let drawing else { return }
    camera = Position(
      x: Self.home(drawing.size.width, in: window.width, at: drawing.home?.x),
      y: Self.home(drawing.size.height, in: window.height, at: drawing.home?.y))
    followCurrentNode()
  }

  private static func home(_ extent: Int, in room: Int, at start: Int?) -> Int {
    extent <= room ? -((room - extent) / 2) : min(max(start ?? 0, 0), extent - room)
  }

  /// Keeps the camera still as long as what happened last is in sight, and else moves it to where as
  /// much as possible of what comes next will be as well, so that it seldom has to move.
  mutating func followCurrentNode() {
    let isForward = timeline.position >= graphSight.followedPosition
    graphSight.followedPosition = timeline.position
    let last = timeline.lastEvent
    let boxes = [last.flatMap { timeline.target(of: $0) }, currentNode ?? selection]
      .compactMap { graphSight.drawing?.box(of: $0) }
    // Where the two ends of an edge lie too far apart, the node that acts is what is looked at.
    guard let wanted = boxes.union(in: window) ?? boxes.last, !isInSight(wanted) else { return }
    show(extended(wanted, isForward: isForward))
  }

  /// How many events are looked ahead for the camera.
  private static let foresight = 1_000

  /// A part of the drawing with as much of what comes next as the pane can show beside it.
  private func extended(_ start: Rect, isForward: Bool) -> Rect {
    var area = start
    let position = timeline.position
    let coming = stride(from: 1, through: Self.foresight, by: 1).lazy.compactMap { distance in
      timeline.event(isForward ? position + distance : position - distance)
    }
    for event in coming {
      guard let box = graphSight.drawing?.box(of: event.node) else { continue }
      guard let larger = [area, box].union(in: window) else { return area }
      // Where the other end lies too far away, the node is what will be looked at.
      let target = timeline.target(of: event).flatMap { graphSight.drawing?.box(of: $0) }
      area = target.flatMap { [larger, $0].union(in: window) } ?? larger
    }
    return area
  }

  private func isInSight(_ box: Rect) -> Bool {
    Rect(x: camera.x, y: camera.y, width: window.width, height: window.height).contains(box)
  }

  /// Moves the camera just as far as it takes to show the selected node.
  mutating func showSelection() {
    if let box = graphSight.drawing?.box(of: selection) { show(box) }
  }

  private mutating func show(_ box: Rect) {
    guard let drawing else { return }
    camera = Position(
      x: Self.scroll(
        camera.x, toShow: box.x..<box.maxX, in: window.width, of: drawing.size.width),
      y: Self.scroll(
        camera.y, toShow: box.y..<box.maxY, in: window.height, of: drawing.size.height))
  }

  /// The nearest scroll position that shows a range with some room around it, and all of a drawing
  /// that fits.
  static func scroll(_ current: Int, toShow range: Range<Int>, in room: Int, of total: Int) -> Int {
    guard total > room else { return min(max(current, total - room), 0) }
    let margin = min(6, max((room - range.count) / 2, 0))
    let latest = range.lowerBound - margin
    let earliest = range.upperBound + margin - room
    let wanted = current > latest ? latest : current < earliest ? earliest : current
    return min(max(wanted, 0), total - room)
  }

  /// Moves the camera, but not past the drawing; one that fits can be moved within the pane.
  mutating func moveCamera(columns: Int, rows: Int) {
    guard let drawing else { return }
    camera = Position(
      x: Self.limited(camera.x + columns, in: window.width, of: drawing.size.width),
      y: Self.limited(camera.y + rows, in: window.height, of: drawing.size.height))
  }

  /// Goes to another image of a network on images; otherwise pages through the drawing.
  mutating func turnPage(by step: Int) throws(CommandFailure) -> Reply {
    guard images == nil || !detour.waiting.isEmpty else { return try showImage(.by(step)) }
    moveByPages(Double(step))
    return Reply()
  }

  /// Moves the camera by so many panes: down, or to the right where the drawing continues only there.
  /// Two rows or columns stay in sight.
  mutating func moveByPages(_ pages: Double) {
    guard let drawing, tensorPane == nil else { return }
    let before = camera
    if drawing.size.height > window.height {
      moveCamera(columns: 0, rows: Self.distance(pages, of: window.height))
    } else {
      moveCamera(columns: Self.distance(pages, of: window.width), rows: 0)
    }
    guard camera == before else { return }
    let isWhole = drawing.size.width <= window.width && drawing.size.height <= window.height
    let words = isWhole ? "all of the drawing is in sight" : "the drawing ends here"
    notice = StyledText(words, .muted)
  }

  private static func distance(_ pages: Double, of extent: Int) -> Int {
    Int((pages * Double(max(extent - 2, 1))).rounded(.awayFromZero))
  }

  /// Brings a place of the drawing into the middle of the pane, as far as its edges allow.
  mutating func centerCamera(on place: Position) {
    moveCamera(
      columns: place.x - window.width / 2 - camera.x, rows: place.y - window.height / 2 - camera.y)
  }

  private static func limited(_ wanted: Int, in room: Int, of total: Int) -> Int {
    min(max(wanted, min(total - room, 0)), max(total - room, 0))
  }
}

extension [Rect] {
  /// The smallest rectangle around all; `nil` when it does not fit into a window, or there are none.
  fileprivate func union(in window: Size) -> Rect? {
    guard let first else { return nil }
    let around = dropFirst().reduce(first) { $0.union($1) }
    return around.width <= window.width && around.height <= window.height ? around : nil
  }
}
