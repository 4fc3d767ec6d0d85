import TextCanvas

extension Canvas {
  /// The same picture with only the last part of every path that begins at the root or at home: where
  /// things lie on a machine is nobody's business who looks on.
  func hidingFolders() -> Canvas {
    var canvas = self
    for y in 0..<size.height {
      // From the right, so that what moves up behind one path takes none of the others along.
      for path in Array(row(y)).paths.reversed() { canvas.shorten(path, y: y) }
    }
    return canvas
  }

  /// Writes the last part of a path where all of it stood; the rest of the sentence moves up to it.
  private mutating func shorten(_ path: Range<Int>, y: Int) {
    let cells = Array(row(y))
    let style = cells[path.lowerBound].style
    let last = path.lastIndex { cells[$0].character == "/" && $0 < path.upperBound - 1 }
    let end = cells.endOfSentence(from: path.upperBound)
    let rest = cells[((last ?? path.lowerBound) + 1)..<end]
    fill(
      Rect(x: path.lowerBound, y: y, width: end - path.lowerBound, height: 1),
      with: Cell(style: style))
    write("…/", x: path.lowerBound, y: y, style: style)
    for (offset, cell) in rest.enumerated() { self[path.lowerBound + 2 + offset, y] = cell }
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

  /// Where a line is drawn, or where two blanks begin, as between columns.
  fileprivate func endOfSentence(from start: Int) -> Int {
    indices[start...].first { place in
      !self[place].arms.isEmpty
        || self[place].character == " " && (place + 1 >= count || self[place + 1].character == " ")
    } ?? count
  }

  /// Whether a word ends here.
  private func isBorder(_ index: Int) -> Bool {
    !self[index].arms.isEmpty || " '\"(),;:=│".contains(self[index].character)
  }
}
