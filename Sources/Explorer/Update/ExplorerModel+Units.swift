import Autodiff
import Debugging
import Inquiry
import Presentation
import TextCanvas
package import Widgets

extension ExplorerModel {
  /// Shows the network as units, with the one selected that a name means; without a name, the graph again
  /// where units are shown.
  mutating func showUnits(of name: String?) throws(CommandFailure) -> Reply {
    guard name != nil || units == nil else {
      leaveUnits()
      return Reply()
    }
    let networks = UnitNetwork.all(in: timeline.graph)
    guard !networks.isEmpty else {
      throw CommandFailure(
        "there are no units here: no φ(W @ v + b) whose weights W are an input and not data")
    }
    tensorPane = nil
    guard let name else {
      let ofSelection = selection.flatMap { node in networks.first { $0.column(of: node) != nil } }
      open(ofSelection ?? networks[0], at: nil)
      return Reply()
    }
    let target = try NumberTarget(name, origin: "units", in: scope)
    guard let network = networks.first(where: { $0.column(of: target.node) != nil }) else {
      throw CommandFailure("\(target.name) is not part of a layer φ(W @ v + b)")
    }
    open(network, at: target)
    return Reply()
  }

  private mutating func open(_ network: UnitNetwork, at target: NumberTarget?) {
    let column = target.flatMap { network.column(of: $0.node) }
    let unit = target?.element.flatMap { element in
      column.flatMap { column in
        (0..<network.unitCount(column)).first {
          network.element(.init(column: column, unit: $0), example: 0) == element
        }
      }
    }
    units = UnitsPane(network, at: endForRanking, column: column, unit: unit)
    focus(on: .graph)
    selectNodeOfUnit()
  }

  /// Back from the units to the graph.
  private mutating func leaveUnits() {
    units = nil
    resetCamera()
    showSelection()
  }

  /// Finds the units anew after the program or its numbers changed.
  mutating func refreshUnits() {
    guard let old = units else { return }
    let place = old.place
    let networks = UnitNetwork.all(in: timeline.graph)
    guard let network = networks.first(where: { $0 == old.network }) ?? networks.first else {
      units = nil
      return
    }
    units = UnitsPane(
      network, at: endForRanking,
      column: place.column < network.columnCount ? place.column : nil, unit: place.unit)
    units?.example = min(old.example, network.exampleCount - 1)
  }

  /// The run at its end, where that is quickly reached; else where it stands.
  private var endForRanking: Run {
    guard effort.run <= patience else { return timeline }
    var end = timeline
    end.seek(to: end.count)
    return end
  }

  /// The node of the selected unit becomes the selected node, of which all other keys speak.
  private mutating func selectNodeOfUnit() {
    guard let units else { return }
    let node = units.network.node(units.place.column)
    selection = outline.item(of: node)?.node ?? node
  }
}

extension ExplorerModel {
  /// Does what a key means where units are shown; `false` when it means nothing there.
  mutating func performInUnits(_ key: Key) -> Bool {
    guard let command = KeyTable.units.command(for: key), frame.focus == .graph else {
      return false
    }
    return performInUnits(command)
  }

  /// Does a command where units are shown.
  @discardableResult
  mutating func performInUnits(_ command: UnitsCommand) -> Bool {
    guard var pane = units, tensorPane == nil else { return false }
    let isLeaf = command == .previousExample || command == .nextExample
    // Where there are no examples to leaf through, the keys lead to other images.
    guard !isLeaf || pane.network.exampleCount > 1 else { return false }
    switch command {
    case .leave: leaveUnits()
    case .lookInside: lookInside(pane)
    case .left, .right, .up, .down, .previousExample, .nextExample:
      for _ in 0..<min(typedCount ?? 1, 1_000) { pane.move(command) }
      select(pane.place, example: pane.example)
    }
    typedCount = nil
    return true
  }

  /// Selects a unit of those that are shown.
  mutating func select(_ place: UnitNetwork.Place, example: Int? = nil) {
    guard var pane = units else { return }
    (pane.place, pane.example) = (place, example ?? pane.example)
    pane.ranking = UnitRanking(
      around: place, UnitNumbers(pane.network, in: endForRanking, example: pane.example))
    units = pane
    selectNodeOfUnit()
  }

  /// Opens the tensor of the unit's column at the unit.
  private mutating func lookInside(_ pane: UnitsPane) {
    let quantity: Quantity = timeline.lastEvent?.isBackward == true ? .adjoint : .value
    let node = pane.network.node(pane.place.column)
    guard !timeline.graph.shape(of: node).isScalar else {
      notice = StyledText("\(text.names[node]) is a single number", .muted)
      return
    }
    tensorPane = TensorPane(
      node: node, quantity: quantity,
      element: pane.network.element(pane.place, example: pane.example), follows: false)
  }
}

extension KeyTable<UnitsCommand> {
  /// The keys of the pane in which a network is shown as units.
  package static let units = KeyTable(bindings: [
    .init(
      [.left, .character("h")], .left, "select the unit in the layer before that matters most"),
    .init(
      [.right, .character("l")], .right, "select the unit in the next layer that matters most"),
    .init([.up, .character("k")], .up, "select the unit above"),
    .init([.down, .character("j")], .down, "select the unit below"),
    .init([.pageUp], .previousExample, "previous example of a minibatch"),
    .init([.pageDown], .nextExample, "next example"),
    .init([.enter], .lookInside, "look inside the layer's weighted sums"),
    .init([.escape], .leave, "return to the graph"),
  ])
}
