import TextCanvas

/// How a line is drawn.
struct Stroke: Hashable {
  let color: Color
  let weight: LineWeight
}

/// The lines of a canvas as paths, in which what goes straight on is one piece.
struct LineTracing {
  /// What goes through a cell.
  struct Crossing {
    let column: Int
    let row: Int
    let arms: Arms
    let stroke: Stroke

    /// Light lines turn in an arc where nothing else meets them, as `╭` does.
    var isArc: Bool {
      (stroke.weight == .light || stroke.weight == .dashed)
        && arms.intersection(.horizontal).rawValue.nonzeroBitCount == 1
        && arms.intersection(.vertical).rawValue.nonzeroBitCount == 1
    }
  }

  /// A straight piece along one axis, at a place on the other.
  private struct Piece {
    let isVertical: Bool
    let across: Int
    let start: Int
    var end: Int
    let stroke: Stroke

    var path: String {
      isVertical ? "M\(across) \(start)V\(end)" : "M\(start) \(across)H\(end)"
    }
  }

  private(set) var layer = PathLayer<Stroke>()
  private var arms: [Position: Arms] = [:]

  /// Traces what goes through the cells, which come row by row.
  init(_ crossings: [Crossing]) {
    for crossing in crossings {
      arms[Position(x: crossing.column, y: crossing.row)] = crossing.arms
    }
    for crossing in crossings where crossing.isArc { layer.add(arc(crossing), crossing.stroke) }
    let straight = crossings.filter { !$0.isArc }
    let columns = straight.sorted { ($0.column, $0.row) < ($1.column, $1.row) }
    for piece in merged(straight.compactMap(horizontal)) + merged(columns.compactMap(vertical)) {
      layer.add(piece.path, piece.stroke)
    }
  }

  private func horizontal(_ crossing: Crossing) -> Piece? {
    guard !crossing.arms.isDisjoint(with: .horizontal) else { return nil }
    let middle = CellGrid.x(crossing.column) + CellGrid.width / 2
    let half = CellGrid.width / 2
    return Piece(
      isVertical: false, across: CellGrid.y(crossing.row) + CellGrid.height / 2,
      start: middle - half * reach(of: crossing, to: .left),
      end: middle + half * reach(of: crossing, to: .right), stroke: crossing.stroke)
  }

  private func vertical(_ crossing: Crossing) -> Piece? {
    guard !crossing.arms.isDisjoint(with: .vertical) else { return nil }
    let middle = CellGrid.y(crossing.row) + CellGrid.height / 2
    let half = CellGrid.height / 2
    return Piece(
      isVertical: true, across: CellGrid.x(crossing.column) + CellGrid.width / 2,
      start: middle - half * reach(of: crossing, to: .up),
      end: middle + half * reach(of: crossing, to: .down), stroke: crossing.stroke)
  }

  /// How many halves of a cell a line goes from the middle of one in a direction.
  ///
  /// A line that begins here fills the cell, as its glyph does, and continues to the middle of the
  /// next when another line passes there: edges touch the boxes that they lead out of.
  private func reach(of crossing: Crossing, to arm: Arms) -> Int {
    if crossing.arms.contains(arm) { return 1 }
    guard crossing.arms == arm.opposite else { return 0 }
    let next = arms[Position(x: crossing.column, y: crossing.row).next(arm)] ?? []
    return next.isSuperset(of: arm.isDisjoint(with: .horizontal) ? .horizontal : .vertical) ? 2 : 1
  }

  /// Joins each piece with the one before it where that ends as this begins.
  private func merged(_ pieces: [Piece]) -> [Piece] {
    pieces.reduce(into: []) { result, piece in
      if let last = result.last, last.across == piece.across, last.end == piece.start,
        last.stroke == piece.stroke
      {
        result[result.count - 1].end = piece.end
      } else {
        result.append(piece)
      }
    }
  }

  private func arc(_ crossing: Crossing) -> String {
    let middle = (
      x: CellGrid.x(crossing.column) + CellGrid.width / 2,
      y: CellGrid.y(crossing.row) + CellGrid.height / 2
    )
    let side = CellGrid.width / 2 * (crossing.arms.contains(.left) ? -1 : 1)
    let end = CellGrid.height / 2 * (crossing.arms.contains(.up) ? -1 : 1)
    return "M\(middle.x) \(middle.y + end)V\(middle.y + end / 2)"
      + "Q\(middle.x) \(middle.y) \(middle.x + side) \(middle.y)"
  }
}

extension Arms {
  /// The other end of the same line.
  fileprivate var opposite: Arms {
    switch self {
    case .up: .down
    case .down: .up
    case .left: .right
    case .right: .left
    default: []
    }
  }
}

extension Position {
  /// The cell beside this one.
  fileprivate func next(_ arm: Arms) -> Position {
    switch arm {
    case .up: Position(x: x, y: y - 1)
    case .down: Position(x: x, y: y + 1)
    case .left: Position(x: x - 1, y: y)
    case .right: Position(x: x + 1, y: y)
    default: self
    }
  }
}
