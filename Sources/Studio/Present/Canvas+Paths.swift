import TextCanvas

extension Canvas {
  /// The same picture with only the last part of every path that begins at the root or at home: where
  /// things lie on a machine is nobody's business who looks on.
  func hidingFolders() -> Canvas {
    var canvas = self
    for y in 0..<size.height {
      let cells = Array(row(y))
      for path in cells.paths { canvas.shorten(path, in: cells, y: y) }
    }
    return canvas
  }

  /// Writes the last part of a path where all of it stood, and blanks behind it.
  private mutating func shorten(_ path: Range<Int>, in cells: [Cell], y: Int) {
    let style = cells[path.lowerBound].style
    let last = path.lastIndex { cells[$0].character == "/" && $0 < path.upperBound - 1 }
    let name = cells[((last ?? path.lowerBound) + 1)..<path.upperBound]
    fill(
      Rect(x: path.lowerBound, y: y, width: path.count, height: 1), with: Cell(style: style))
    write("…/", x: path.lowerBound, y: y, style: style)
    for (offset, cell) in name.enumerated() { self[path.lowerBound + 2 + offset, y] = cell }
  }
}

extension [Cell] {
  /// Where paths of at least two parts stand.
  fileprivate var paths: [Range<Int>] {
    var (paths, index) = ([Range<Int>](), 0)
    while index < count {
      guard let end = endOfPath(at: index) else {
        index += 1
        continue
      }
      paths.append(index..<end)
      index = end
    }
    return paths
  }

  /// Where a path ends that begins here, as a word of its own.
  private func endOfPath(at start: Int) -> Int? {
    let begins =
      self[start].character == "/"
      || self[start].character == "~" && start + 1 < count && self[start + 1].character == "/"
    guard begins, start == 0 || isBorder(start - 1) else { return nil }
    let end = indices[start...].first { isBorder($0) } ?? count
    let slashes = self[start..<end].count { $0.character == "/" }
    return slashes >= 2 && end - start > 3 ? end : nil
  }

  /// Whether a word ends here.
  private func isBorder(_ index: Int) -> Bool {
    !self[index].arms.isEmpty || " '\"(),;:=│".contains(self[index].character)
  }
}
