import Autodiff
import Debugging
import Inquiry
import TextCanvas

extension ExplorerModel {
  /// Moves the selection along edges, or across the flow in its layer, so many times.
  mutating func moveSelection(_ way: SelectionMove, count: Int) {
    for _ in 0..<min(count, outline.items.count) { moveSelection(way) }
    showSelection()
  }

  private mutating func moveSelection(_ way: SelectionMove) {
    guard let item = outline.number(of: selection) else { return }
    let isDownward = drawing?.plan.flow.isDownward == true && !frame.graph.isEmpty
    let target: Int? =
      switch (way, isDownward) {
      case (.left, false), (.up, true):
        nearest(to: item, among: drawing?.operands(of: item) ?? [])
      case (.right, false), (.down, true):
        nearest(to: item, among: drawing?.consumers(of: item) ?? [])
      case (.up, false), (.left, true): neighbour(of: item, by: -1)
      case (.down, false), (.right, true): neighbour(of: item, by: 1)
      }
    if let target, outline.items.indices.contains(target) {
      selection = outline.items[target].node
    }
  }

  /// The item beside this one in the same layer; without a drawing, in the list.
  private func neighbour(of item: Int, by step: Int) -> Int? {
    guard let drawing, !frame.graph.isEmpty, !isLayingOut else { return item + step }
    let layer = drawing.layer(of: item)
    guard let place = layer.firstIndex(of: item) else { return nil }
    return layer.indices.contains(place + step) ? layer[place + step] : nil
  }

  /// The item whose box is nearest across the flow; of equally near ones the first.
  private func nearest(to item: Int, among others: [Int]) -> Int? {
    guard let drawing, !isLayingOut else { return nil }
    let isDownward = drawing.plan.flow.isDownward
    func place(_ item: Int) -> Int {
      isDownward ? drawing.boxes[item].x + drawing.boxes[item].width / 2 : drawing.boxes[item].y
    }
    let start = place(item)
    return others.min { abs(place($0) - start) < abs(place($1) - start) }
  }
}

extension GraphDrawing {
  /// The items that this one is computed from.
  func operands(of item: Int) -> [Int] { edges(into: item).map(\.source) }

  /// The items that use this one.
  func consumers(of item: Int) -> [Int] { edges(outOf: item).map(\.target) }
}
