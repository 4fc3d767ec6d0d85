import GraphLayout
import LayoutSamples

/// A layout as text: boxes with their names, lines merged by their arms.
struct Drawing {
  private var cells: [[Character]]

  init(_ layout: Layout, edges: [LayoutEdge], names: [String]) {
    cells = [[Character]](
      repeating: [Character](repeating: " ", count: layout.width), count: layout.height)
    let map = CellMap(layout, edges: edges)
    for y in 0..<map.height {
      for x in 0..<map.width {
        let arms = map[x, y].marks.reduce(CellMap.Arms()) { $0.union($1.arms) }
        cells[y][x] = Self.glyphs[arms.rawValue]
      }
    }
    for (node, box) in layout.boxes.enumerated() { draw(box, names[node]) }
    for (route, edge) in zip(layout.routes, edges) {
      if let end = route.points.last { cells[end.y][end.x] = "▶" }
      if let label = route.label { write("·12345678".prefix(edge.labelWidth), label.x, label.y) }
    }
  }

  /// The picture, without blanks at the ends of lines.
  var text: String {
    cells.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }

  /// Indexed by arms: up 1, right 2, down 4, left 8.
  private static let glyphs: [Character] = [
    " ", "╵", "╶", "╰", "╷", "│", "╭", "├", "╴", "╯", "─", "┴", "╮", "┤", "┬", "┼",
  ]

  private mutating func draw(_ box: CellRect, _ name: String) {
    let inner = max(box.width - 2, 0)
    write("╭" + String(repeating: "─", count: inner) + "╮", box.x, box.y)
    for y in (box.y + 1)..<max(box.y + box.height - 1, box.y + 1) {
      write("│" + String(repeating: " ", count: inner) + "│", box.x, y)
    }
    write("╰" + String(repeating: "─", count: inner) + "╯", box.x, box.y + box.height - 1)
    write(
      name.prefix(inner), box.x + 1 + (inner - min(name.count, inner)) / 2, box.y + box.height / 2)
  }

  private mutating func write(_ text: some StringProtocol, _ x: Int, _ y: Int) {
    for (index, character) in text.enumerated() { cells[y][x + index] = character }
  }
}
