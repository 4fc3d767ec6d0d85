extension Rect {
  /// The first `left` columns and the rest; both lie inside, whatever is asked for.
  package func columns(left: Int) -> (left: Rect, right: Rect) {
    let cut = x.addingClamped(left.clamped(to: 0...width))
    return (
      Rect(minX: x, minY: y, maxX: cut, maxY: maxY),
      Rect(minX: cut, minY: y, maxX: maxX, maxY: maxY)
    )
  }

  /// The last `right` columns and what lies before them.
  package func columns(right: Int) -> (left: Rect, right: Rect) {
    columns(left: width.subtractingClamped(right.clamped(to: 0...width)))
  }

  /// The first `top` rows and the rest; both lie inside, whatever is asked for.
  package func rows(top: Int) -> (top: Rect, bottom: Rect) {
    let cut = y.addingClamped(top.clamped(to: 0...height))
    return (
      Rect(minX: x, minY: y, maxX: maxX, maxY: cut),
      Rect(minX: x, minY: cut, maxX: maxX, maxY: maxY)
    )
  }

  /// The last `bottom` rows and what lies above them.
  package func rows(bottom: Int) -> (top: Rect, bottom: Rect) {
    rows(top: height.subtractingClamped(bottom.clamped(to: 0...height)))
  }
}
