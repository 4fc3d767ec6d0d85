import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import TextCanvas
package import Widgets

extension ExplorerModel {
  /// Unfolds the selected group, or opens the selected tensor.
  mutating func lookInside() {
    guard let selection, let item = outline.item(of: selection) else { return }
    if item.group != nil { return toggleFold() }
    guard !hidesNumbers else {
      notice = StyledText(
        "this would show numbers that are hidden until the question is answered", .warning)
      return
    }
    guard item.isTensor else {
      notice = StyledText("\(text.names[selection]) is a single number", .muted)
      return
    }
    let quantity: Quantity = timeline.lastEvent?.isBackward == true ? .adjoint : .value
    tensorPane = TensorPane(
      node: selection, quantity: quantity, element: mostStriking(quantity, of: selection),
      follows: false)
    focus(on: .graph)
  }

  /// The element at which one looks first: of images the largest in magnitude, or the first that is no
  /// number; of all else the first.
  private func mostStriking(_ quantity: Quantity, of node: NodeID) -> Int {
    guard program.imageShape?.fits(program.graph.shape(of: node)) == true,
      timeline.has(quantity, node)
    else { return 0 }
    let numbers = timeline.numbers(quantity, of: node).elements
    if let lost = numbers.firstIndex(where: { !$0.isFinite }) { return lost }
    return numbers.indices.max { numbers[$0].magnitude < numbers[$1].magnitude } ?? 0
  }

  /// After a step of one event: unfolds the group and opens the tensor in which it happened.
  mutating func enterWhatHappened(_ way: Travel) {
    guard let event = timeline.lastEvent else { return }
    let isStep = way == .nextEvent || way == .previousEvent
    if isStep { unfold(around: event.node) }
    // Units are the inside of their tensors, and an algorithm has its variables beside it.
    guard units == nil && algorithm == nil || tensorPane != nil else { return }
    guard isStep || tensorPane?.follows == true else { return }
    guard !hidesNumbers else { return }
    let node = timeline.target(of: event) ?? event.node
    let isInput = timeline.graph.operation(of: event.node) == .input
    guard !timeline.graph.shape(of: node).isScalar, !isInput else {
      if tensorPane?.follows == true { tensorPane = nil }
      return
    }
    tensorPane = TensorPane(
      node: node, quantity: event.quantity,
      element: tensorPane?.node == node ? tensorPane?.element ?? 0 : 0, follows: true)
  }
}

extension ExplorerModel {
  /// Does what a key means in the tensor that is looked into; `false` when it means nothing there.
  mutating func performInTensor(_ key: Key) -> Bool {
    guard var pane = tensorPane, frame.focus == .graph,
      let command = KeyTable.tensor.command(for: key)
    else {
      return false
    }
    let shown = Quantity.shown(in: mode)
    let plan = SlicePlan(timeline.graph.shape(of: pane.node), images: program.imageShape)
    switch command {
    // Where there is nothing to leaf through, the keys lead to other images.
    case .previousSlice where plan.slices <= 1, .nextSlice where plan.slices <= 1: return false
    case .leave: tensorPane = nil
    case .nextQuantity:
      let place = shown.firstIndex(of: pane.quantity) ?? 0
      pane.quantity = shown[(place + 1) % shown.count]
      tensorPane = pane
    case .left, .right, .up, .down, .previousSlice, .nextSlice:
      for _ in 0..<min(typedCount ?? 1, 10_000) {
        pane.move(
          command, in: timeline.graph.shape(of: pane.node), images: program.imageShape)
      }
      tensorPane = pane
    }
    typedCount = nil
    return true
  }
}

extension KeyTable<TensorCommand> {
  /// The keys of the pane in which a tensor is looked into.
  package static let tensor = KeyTable(bindings: [
    .init([.left, .character("h")], .left, "move to the element on the left"),
    .init([.right, .character("l")], .right, "move to the element on the right"),
    .init([.up, .character("k")], .up, "move to the element above"),
    .init([.down, .character("j")], .down, "move to the element below"),
    .init(
      [.pageUp], .previousSlice, "previous slice of a tensor with more than two axes, or of images"),
    .init([.pageDown], .nextSlice, "next slice"),
    .init([.enter], .nextQuantity, "show value, tangent or adjoint"),
    .init([.escape], .leave, "return to the graph"),
  ])
}
