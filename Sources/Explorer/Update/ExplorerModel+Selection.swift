import Autodiff
import TextCanvas

extension ExplorerModel {
  /// Moves the selection along an edge, or up and down in its column.
  mutating func moveSelection(_ command: ExplorerCommand) {
    guard let item = outline.number(of: selection) else { return }
    let target: Int? =
      switch command {
      case .selectLeft: nearest(to: item, among: drawing?.operands(of: item) ?? [])
      case .selectRight: nearest(to: item, among: drawing?.users(of: item) ?? [])
      case .selectUp: neighbour(of: item, by: -1)
      case .selectDown: neighbour(of: item, by: 1)
      default: nil
      }
    if let target, outline.items.indices.contains(target) {
      selection = outline.items[target].node
    }
  }

  /// The item above or below in the same column; without a drawing of columns, in the list.
  private func neighbour(of item: Int, by step: Int) -> Int? {
    guard let drawing, !frame.graph.isEmpty, !isLayingOut else { return item + step }
    let column = drawing.column(of: item)
    guard let place = column.firstIndex(of: item) else { return nil }
    return column.indices.contains(place + step) ? column[place + step] : nil
  }

  /// The item whose box is nearest in height; of equally near ones the first.
  private func nearest(to item: Int, among others: [Int]) -> Int? {
    guard let drawing, !isLayingOut else { return nil }
    let row = drawing.boxes[item].y
    return others.min { abs(drawing.boxes[$0].y - row) < abs(drawing.boxes[$1].y - row) }
  }
}

extension GraphDrawing {
  /// The items that this one is computed from.
  func operands(of item: Int) -> [Int] { edges(into: item).map(\.source) }

  /// The items that use this one.
  func users(of item: Int) -> [Int] { edges(outOf: item).map(\.target) }
}
