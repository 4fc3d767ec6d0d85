import TextCanvas

extension GraphDrawing {
  /// The item whose box, line or sign holds a cell.
  func item(at position: Position) -> Int? {
    items(touching: Rect(position)).last { boxes[$0].contains(position) }
  }

  /// The edge whose local partial stands in a cell.
  func labelledEdge(at position: Position) -> Edge? {
    ends(touching: Rect(position)).last { $0.label?.contains(position) == true }
  }
}

extension Rect {
  /// One cell.
  fileprivate init(_ position: Position) {
    self.init(x: position.x, y: position.y, width: 1, height: 1)
  }
}
