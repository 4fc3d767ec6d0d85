/// A cell of the drawing; the top left one is (0, 0).
package struct CellPoint: Hashable, Sendable {
  /// The column, growing to the right.
  package var x: Int
  /// The row, growing downward.
  package var y: Int

  /// The cell in the given column and row.
  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// A rectangle of cells.
package struct CellRect: Hashable, Sendable {
  /// The leftmost column.
  package var x: Int
  /// The topmost row.
  package var y: Int
  /// The number of columns.
  package var width: Int
  /// The number of rows.
  package var height: Int

  /// The rectangle with the given top left cell and size.
  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}

/// The line of one edge.
package struct Route: Equatable, Sendable {
  /// Where the line starts, turns and ends: from the cell right of the source box to the cell left
  /// of the target box, where the arrow head sits (where the flow is downward, from below the one to
  /// above the other). Empty for an edge that cannot be drawn (a loop,
  /// an edge against the flow of a cycle, an end that does not exist).
  ///
  /// Invariant: neighbours differ in exactly one coordinate.
  package var points: [CellPoint]
  /// The first cell of the label, when the edge asked for one: on the run into the target, or where
  /// the flow is downward beside its head, if there is room.
  package var label: CellPoint?
  /// Where the line leaves its source, when it is cut and `points` hold nothing but its head.
  package var exit: CellPoint?

  /// The line through the given points.
  package init(points: [CellPoint] = [], label: CellPoint? = nil, exit: CellPoint? = nil) {
    self.points = points
    self.label = label
    self.exit = exit
  }
}

/// A graph as boxes and lines in terminal cells.
package struct Layout: Equatable, Sendable {
  /// Where each node lies, in the order given.
  package var boxes: [CellRect]
  /// The line of each edge, in the order given.
  ///
  /// Lines of one source may share cells; those of different sources meet only where one crosses
  /// the other at a right angle.
  package var routes: [Route]
  /// The nodes of each layer across the flow, the layers along it.
  package var layers: [[Int]]
  /// The columns that boxes and lines take together.
  package var width: Int
  /// The rows that boxes and lines take together.
  package var height: Int
}
