import TextCanvas

extension GraphDrawing {
  /// The item whose box, line or sign holds a cell.
  func item(at position: Position) -> Int? {
    items(touching: Rect(position)).last { boxes[$0].contains(position) }
  }

  /// The edge whose local partial stands in a cell.
  func labelledEdge(at position: Position) -> Edge? {
    ends(touching: Rect(position)).last { $0.labelArea?.contains(position) == true }
  }
}

extension GraphDrawing.Edge {
  /// The cells that the local partial is given.
  var labelArea: Rect? {
    label.map { Rect(x: $0.x, y: $0.y, width: GraphDrawing.labelWidth, height: 1) }
  }
}

extension Rect {
  /// One cell.
  fileprivate init(_ position: Position) {
    self.init(x: position.x, y: position.y, width: 1, height: 1)
  }
}
