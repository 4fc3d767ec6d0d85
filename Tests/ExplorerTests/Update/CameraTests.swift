import Autodiff
import TestSupport
import Testing
import TextCanvas

@testable import Explorer

/// The part of a large drawing that is seen.
@Suite struct CameraTests {
  /// A chain of cells that is wider than any screen.
  private static let chain =
    "h0 = 0.1; w = 0.9; "
    + (1...25).map { "h\($0) = tanh(w*h\($0 - 1) + \($0)/7)" }.joined(separator: "; ")

  @Test(arguments: ["n", "s"])
  func `what happened last is in sight in both directions`(_ key: String) throws {
    var model = try ExplorerModel(Self.chain, size: Size(width: 100, height: 30))
    for key in Array(repeating: key, count: 80) + Array(repeating: key.uppercased(), count: 60) {
      try model.press(key)
      guard model.tensorPane == nil, let box = model.drawing?.box(of: model.currentNode) else {
        continue
      }
      #expect(model.sight.contains(box), "event \(model.timeline.position)")
    }
  }

  @Test func `the camera keeps still until something happens out of sight`() throws {
    var model = try ExplorerModel(
      Self.chain, size: Size(width: 100, height: 30), keys: "':set flow right' Enter Z Z Z g")
    var moves = 0
    for _ in 0..<model.timeline.count {
      let (before, sight) = (model.camera, model.sight)
      try model.press("s")
      guard model.camera != before, let event = model.timeline.lastEvent else { continue }
      moves += 1
      let box = try #require(model.drawing?.box(of: event.node))
      let target = model.timeline.target(of: event).flatMap { model.drawing?.box(of: $0) } ?? box
      #expect(!sight.contains(box) || !sight.contains(target))
    }
    // The drawing is gone through forth and back, and a move shows at least half a pane of it
    // again.
    let panes = try #require(model.drawing?.size.width) / model.sight.width + 1
    #expect((1...4 * panes).contains(moves), "\(moves) moves for \(panes) panes")
  }
}

extension ExplorerModel {
  /// The part of the drawing that the pane shows.
  fileprivate var sight: Rect {
    let pane = frame.graph.inset(by: 1)
    return Rect(x: camera.x, y: camera.y, width: pane.width, height: pane.height)
  }
}
