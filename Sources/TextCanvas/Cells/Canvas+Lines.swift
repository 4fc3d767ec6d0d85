extension Canvas {
  /// Draws a horizontal line from column `from` to column `to`, both included.
  package mutating func horizontalLine(
    from: Int, to: Int, y: Int, pen: Pen = Pen(), clippedTo clip: Rect? = nil
  ) {
    line(
      through: [Position(x: from, y: y), Position(x: to, y: y)], pen: pen, clippedTo: clip)
  }

  /// Draws a vertical line from row `from` to row `to`, both included.
  package mutating func verticalLine(
    x: Int, from: Int, to: Int, pen: Pen = Pen(), clippedTo clip: Rect? = nil
  ) {
    line(
      through: [Position(x: x, y: from), Position(x: x, y: to)], pen: pen, clippedTo: clip)
  }

  /// Draws a line through the given corners.
  ///
  /// ```
  /// through (0, 0) (3, 0) (3, 2) (6, 2):   ───╮
  ///                                           │
  ///                                           ╰───
  /// ```
  /// Consecutive corners share a row or a column; a slanted step goes across first, then down.
  package mutating func line(
    through corners: [Position], pen: Pen = Pen(), clippedTo clip: Rect? = nil
  ) {
    let path = corners.rectilinear()
    let visible = visible(in: clip)
    guard !visible.isEmpty else { return }
    for (index, corner) in path.enumerated() {
      var arms: Arms = []
      if index > 0 { arms.formUnion(corner.arm(toward: path[index - 1])) }
      if index + 1 < path.count {
        arms.formUnion(corner.arm(toward: path[index + 1]))
        run(between: corner, and: path[index + 1], pen: pen, in: visible)
      }
      unite(arms, at: corner, pen: pen, in: visible)
    }
  }

  /// The cells strictly between two corners.
  private mutating func run(
    between start: Position, and end: Position, pen: Pen, in visible: Rect
  ) {
    if start.y == end.y {
      let first = max(min(start.x, end.x).addingClamped(1), visible.x)
      let last = min(max(start.x, end.x), visible.maxX)
      guard first < last else { return }
      for x in first..<last {
        unite(.horizontal, at: Position(x: x, y: start.y), pen: pen, in: visible)
      }
    } else {
      let first = max(min(start.y, end.y).addingClamped(1), visible.y)
      let last = min(max(start.y, end.y), visible.maxY)
      guard first < last else { return }
      for y in first..<last {
        unite(.vertical, at: Position(x: start.x, y: y), pen: pen, in: visible)
      }
    }
  }

  private mutating func unite(_ arms: Arms, at position: Position, pen: Pen, in visible: Rect) {
    guard visible.contains(position), !arms.isEmpty else { return }
    let under = self[position.x, position.y].arms
    let keepsUnder = pen.meeting == .joins || under.crosses(arms)
    put(
      Cell(
        arms: keepsUnder ? under.union(arms) : arms, weight: pen.weight,
        style: pen.style),
      x: position.x, y: position.y)
  }

  /// Draws the outline of a rectangle and writes a title into its upper edge.
  ///
  /// ```
  /// ╭ watch ─╮     Less than two columns or rows have no inside: that is drawn as a line.
  /// │        │
  /// ╰────────╯
  /// ```
  package mutating func box(
    _ area: Rect, title: String = "", pen: Pen = Pen(), titleStyle: Style? = nil,
    clippedTo clip: Rect? = nil
  ) {
    guard !area.isEmpty else { return }
    let right = area.maxX - 1
    let bottom = area.maxY - 1
    horizontalLine(from: area.x, to: right, y: area.y, pen: pen, clippedTo: clip)
    horizontalLine(from: area.x, to: right, y: bottom, pen: pen, clippedTo: clip)
    verticalLine(x: area.x, from: area.y, to: bottom, pen: pen, clippedTo: clip)
    verticalLine(x: right, from: area.y, to: bottom, pen: pen, clippedTo: clip)
    let room = area.width - 4
    guard !title.isEmpty, room > 0 else { return }
    write(
      " \(title.truncated(toColumns: room)) ", x: area.x + 1, y: area.y,
      style: titleStyle ?? pen.style, clippedTo: clip)
  }
}

extension Position {
  /// The direction of `other`, which shares a row or a column; none when they are the same.
  fileprivate func arm(toward other: Position) -> Arms {
    if other.x > x { return .right }
    if other.x < x { return .left }
    if other.y > y { return .down }
    return other.y < y ? .up : []
  }
}

extension [Position] {
  /// The same corners without repeats, with one more wherever a step is slanted.
  fileprivate func rectilinear() -> [Position] {
    var path: [Position] = []
    for corner in self {
      guard let last = path.last else {
        path.append(corner)
        continue
      }
      guard corner != last else { continue }
      if corner.x != last.x, corner.y != last.y { path.append(Position(x: corner.x, y: last.y)) }
      path.append(corner)
    }
    return path
  }
}
