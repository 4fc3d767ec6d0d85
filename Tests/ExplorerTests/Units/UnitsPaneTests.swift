import Autodiff
import Formula
import Inquiry
import Presentation
import Testing
import TextCanvas
import Widgets

@testable import Explorer

@Suite struct UnitsPaneTests {
  private static let network = """
    x = [0.5, -1]; W1 = [[0.2, -0.4], [0.7, 0.1], [-0.3, 0.5]]; b1 = [0.1, 0, -0.1]
    W2 = [[0.6, -0.2, 0.3], [-0.5, 0.4, 0.1]]; z1 = W1 @ x + b1; a1 = sigmoid(z1)
    a2 = tanh(W2 @ a1); C = sum(a2^2)
    """

  private func model(_ keys: String = "", size: Size = Size(width: 120, height: 40)) throws
    -> ExplorerModel
  {
    try ExplorerModel(Self.network, size: size, keys: keys)
  }

  @Test func `a key changes between graph and units, and Escape leads back`() throws {
    var model = try model()
    try model.press("Y")
    #expect(model.units != nil)
    #expect(model.rows.contains { $0.contains("units") })
    let node = try #require(model.units?.network.node(2))
    try model.press("Y")
    #expect(model.units == nil)
    #expect(model.rows.contains { $0.contains("graph") })
    // What was selected as a unit stays selected as a node.
    #expect(model.selection == node)
    try model.press("Y Escape")
    #expect(model.units == nil)
  }

  @Test func `arrows go from unit to unit, and select its node for all other keys`() throws {
    var model = try model("Y")
    #expect(model.units?.place == .init(column: 2, unit: 0))
    try model.press("Down")
    #expect(model.units?.place == .init(column: 2, unit: 1))
    try model.press("Down")
    #expect(model.units?.place == .init(column: 2, unit: 1))
    try model.press("Left")
    // Of the terms -0.5·a1[0], 0.4·a1[1], 0.1·a1[2] the first is the largest.
    #expect(model.units?.place == .init(column: 1, unit: 0))
    #expect(model.selection.map { model.text.names[$0] } == "z1")
    try model.press("Left")
    // -0.4·(-1) is larger than 0.2·0.5.
    #expect(model.units?.place == .init(column: 0, unit: 1))
    #expect(model.selection.map { model.text.names[$0] } == "x")
    try model.press("Left")
    #expect(model.units?.place.column == 0)
  }

  @Test func `a name selects a unit, and what is no part of a layer is refused`() throws {
    var model = try model("':units a1[2]' Enter")
    #expect(model.units?.place == .init(column: 1, unit: 2))
    try model.press("':units C' Enter")
    #expect(model.rows.joined().contains("C is not part of a layer"))
    var plain = try ExplorerModel("z = x*y", at: "x=2,y=3", keys: "Y")
    #expect(plain.units == nil)
    #expect(plain.notice?.plain.hasPrefix("there are no units here") == true)
    try plain.press("n")
  }

  @Test func `a click selects a unit, and one on the selected unit looks inside`() throws {
    var model = try model("G Y")
    let pane = try #require(model.units)
    let plan = UnitsView(model: model, pane: pane).plan(in: model.frame.graph)
    for unit in plan.columns.flatMap(\.units) where unit.place != model.units?.place {
      let cell = Position(x: unit.rect.x + 1, y: unit.row)
      model.press(.mouse(MouseEvent(.press(.left), at: cell)))
      #expect(model.units?.place == unit.place)
    }
    try model.press("Enter")
    #expect(model.tensorPane?.element == model.units?.place.unit)
    try model.press("Escape")
    #expect(model.tensorPane == nil && model.units != nil)
  }

  @Test func `what moves is lit, event by event`() throws {
    var model = try model("Y")
    let network = try #require(model.units?.network)
    let nodes = network.layers.map(\.nodes)
    var seen: Set<UnitMovement> = []
    while model.timeline.position < model.timeline.count {
      try model.press("s")
      guard let movement = UnitMovement(model.timeline, in: network) else { continue }
      seen.insert(movement)
      let expected: UnitMovement? =
        switch model.timeline.lastEvent {
        case .value(let node) where node == nodes[0].product: .forward(1)
        case .value(let node) where node == nodes[1].product: .forward(2)
        case .value(let node) where node == nodes[0].sum: .units(1)
        case .contribution(let node, let place) where node == nodes[1].product:
          place == 0 ? .weightAdjoints(2) : .backward(2)
        case .contribution(let node, let place) where node == nodes[0].product:
          place == 0 ? .weightAdjoints(1) : .backward(1)
        default: nil
        }
      if let expected { #expect(movement == expected) }
    }
    #expect(
      seen.isSuperset(of: [
        .weights(1), .forward(1), .units(1), .forward(2), .units(2), .backward(2), .backward(1),
        .weightAdjoints(1), .weightAdjoints(2),
      ]))
    #expect(model.tensorPane == nil)
  }

  @Test func `every event and its return draw the same frames, at any size`() throws {
    for size in [
      Size(width: 60, height: 18), Size(width: 80, height: 24), Size(width: 40, height: 12),
    ] {
      var model = try model("Y", size: size)
      var frames = [model.view().canvas]
      while model.timeline.position < model.timeline.count {
        try model.press("s")
        frames.append(model.view().canvas)
      }
      for frame in frames.dropLast().reversed() {
        try model.press("S")
        #expect(model.view().canvas == frame)
      }
    }
  }

  @Test func `done, current and still to come differ without colour`() throws {
    var model = try ExplorerModel(
      Self.network, size: Size(width: 80, height: 24), capabilities: Capabilities(colors: .none))
    try model.press("Y")
    #expect(model.rows.joined().contains("○"))
    try model.press("s s s s s s s")
    let now = model.rows.joined()
    #expect(now.contains("◆") || now.contains("◉"))
    try model.press("G")
    #expect(model.rows.joined().contains("●"))
  }

  @Test func `with reveal on the latest number is a question until a key`() throws {
    var model = try model("':set reveal on' Enter ':goto 7' Enter Y")
    try model.press("n")
    #expect(model.hidesLatestNumber)
    #expect(model.rows.joined().contains("?"))
  }

  @Test func `new numbers and another program are followed`() throws {
    var model = try model("G Y ':set x[0] 2' Enter")
    let numbers = UnitNumbers(try #require(model.units?.network), in: model.timeline)
    #expect(numbers.output(.init(column: 0, unit: 0)).known == 2)
    try model.press("':open small-regression' Enter")
    #expect(model.units?.network.unitCount(0) == 5)
    try model.press("':open product-gate' Enter")
    #expect(model.units == nil)
  }

  @Test func `minibatches are leafed through, example by example`() throws {
    var model = try ExplorerModel(
      "data X = [[1, 2], [3, -4], [5, 6]]; W = [[0.5, -1], [1, 0.25]]; b = [1, 2]; "
        + "a = tanh(matmul(X, W, transposed=[0, 1]) + b); C = sum(a^2)", keys: "G Y")
    let network = try #require(model.units?.network)
    #expect(network.exampleCount == 3)
    #expect(network.unitCount(0) == 2 && network.unitCount(1) == 2)
    for example in 0..<3 {
      let numbers = UnitNumbers(network, in: model.timeline, example: example)
      let x = [[1.0, 2], [3, -4], [5, 6]][example]
      #expect(numbers.sum(.init(column: 1, unit: 0)).known == 0.5 * x[0] - x[1] + 1)
      #expect(numbers.sum(.init(column: 1, unit: 1)).known == x[0] + 0.25 * x[1] + 2)
    }
    try model.press("PageDown PageDown PageDown")
    #expect(model.units?.example == 2)
    #expect(model.rows.joined().contains("example 2 of 3"))
  }

  @Test func `of a wide layer the strongest units are shown, and the rest as one`() throws {
    let numbers = (1...60).map { number in Double(number % 7) - 3 + Double(number) / 100 }
    let inputs = (1...60).map { number in Double(number % 5) }
    let model = try ExplorerModel(
      "x = \(inputs); W = [\(numbers)]; f = tanh(W @ x); z = sum(f)", keys: "G Y")
    let pane = try #require(model.units)
    let plan = UnitsView(model: model, pane: pane).plan(in: model.frame.graph)
    let column = try #require(plan.columns.first)
    let shown = column.units.map(\.place.unit)
    #expect(shown.count + (column.rest?.count ?? 0) == 60)
    let terms = zip(numbers, inputs).map { ($0 * $1).magnitude }
    let weakest = shown.map { terms[$0] }.min() ?? 0
    let strongestLeft = terms.indices.filter { !shown.contains($0) }.map { terms[$0] }.max() ?? 0
    #expect(weakest >= strongestLeft)
    #expect(model.rows.joined().contains("\(60 - shown.count) more"))
  }
}
