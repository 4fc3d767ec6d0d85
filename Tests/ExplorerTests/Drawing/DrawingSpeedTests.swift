import GraphLayout
import TestSupport
import Testing
import TextCanvas

@testable import Explorer

/// What it takes to choose how a graph is drawn, beside what one drawing of it takes.
@Suite struct DrawingSpeedTests {
  /// The time of all that is tried, as a multiple of that of one drawing in boxes.
  private func expectChoice(in text: String, lessThan factor: Double) throws {
    var model = try ExplorerModel(text, size: Size(width: 120, height: 40))
    model.finishLayout()
    var request = model.drawingRequest(in: model.places)
    request.structure = nil
    request.formerRows = nil
    let plan = DrawingPlan(zoom: .box, isLabelled: true, flow: .right)
    let connections = Connections(request.graph, request.outline)
    var measures = ItemMeasures(request, connections)
    let (nodes, edges) = (measures.nodes(plan), measures.edges(plan))
    Growth.expect(lessThan: factor) {
      _ = request.answer()
    } _: {
      _ = layOut(nodes, edges, options: plan.distances)
    }
  }

  @Test(arguments: [10, 29, 70, 99])
  func `a graph that may fit is drawn in some ways, of which the best is chosen`(
    count: Int
  ) throws {
    try expectChoice(in: LargePrograms.tangle(count), lessThan: 30)
  }

  @Test func `a large graph is drawn in bands about as fast as in one piece`() throws {
    try expectChoice(in: LargePrograms.tangle(1500), lessThan: 3)
    try expectChoice(in: LargePrograms.recurrence(700), lessThan: 4)
    try expectChoice(in: LargePrograms.recurrence(10_000), lessThan: 3)
  }
}
