import Autodiff
import Inquiry
import Presentation
import TextCanvas
import Widgets

@testable import Explorer

/// What of a graph can be read from the frame that the explorer shows.
struct ReadableNodes {
  /// How many items the graph has.
  let count: Int
  /// How many of them lie in the pane with nothing cut off, and value and adjoint in digits (or, of
  /// a tensor too large for digits, as a picture).
  let seen: Int
  let zoom: Zoom
  let arrangement: PaneArrangement?

  var isWhole: Bool { seen == count }

  init(_ model: ExplorerModel) {
    let rows = model.view().canvas.rows()
    count = model.outline.items.count
    zoom = model.zoom
    arrangement = model.drawing?.arrangement
    guard let drawing = model.drawing else {
      seen = 0
      return
    }
    seen =
      drawing.boxes.indices.filter { item in
        let box = model.viewport.onScreen(drawing.boxes[item])
        return model.viewport.pane.contains(box)
          && Self.canRead(drawing.outline.items[item], in: rows.cut(to: box), model)
      }.count
  }

  private static func canRead(
    _ item: Outline.Item, in text: [String], _ model: ExplorerModel
  ) -> Bool {
    let all = text.joined(separator: " ")
    guard all.contains(model.text.names[item.node]) else { return false }
    let shape = model.timeline.graph.shape(of: item.node)
    let isPicture = item.isTensor && !ItemSize.spellsOut(shape)
    if isPicture { return model.zoom == .box || model.zoom == .compact }
    let found = Set(all.split { " │║┃╰╯╚╝┗┛┊╮╭".contains($0) }.map(String.init))
    for quantity in Quantity.shown(in: model.mode) {
      guard model.timeline.has(quantity, item.node) else {
        guard all.contains(Marks.none) || all.contains(" 0") else { return false }
        continue
      }
      for number in model.timeline.numbers(quantity, of: item.node).elements
      where !found.contains(where: { $0.says(number) }) { return false }
    }
    return true
  }
}

extension String {
  /// Whether a number is written here, rounded to as many digits as there was room for.
  fileprivate func says(_ number: Double) -> Bool {
    let text = hasSuffix("+") || hasSuffix("!") ? String(dropLast()) : self
    return NumberText.fitting(number, columns: text.count) == text
      || (1...5).contains { NumberText.short(number, digits: $0) == text }
  }
}

extension [String] {
  /// The part of some rows of a screen that lies in a rectangle.
  fileprivate func cut(to box: Rect) -> [String] {
    (box.y..<box.maxY).map { String(self[$0].dropFirst(box.x).prefix(box.width)) }
  }
}
