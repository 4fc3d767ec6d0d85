import Autodiff
import Inquiry
import TextCanvas

/// A light frame around the boxes of a group that is not folded, with the group's name.
struct GroupFrame: Equatable, Sendable {
  let name: String
  let rect: Rect

  /// The frames that hold nothing but their own group; where boxes of others lie between those of
  /// a group, or lines pass that neither come from it nor lead to it, a frame would say something
  /// wrong and there is none.
  ///
  /// - Parameter edges: the edges by the item that they leave.
  static func all(
    of request: DrawingRequest, _ plan: DrawingPlan, boxes: [Rect], tiles: TileIndex,
    wires: WireIndex, edges: (_ source: Int) -> [GraphDrawing.Edge]
  ) -> [GroupFrame] {
    guard plan.zoom == .box else { return [] }
    let (groups, outline) = (request.text.groups, request.outline)
    return groups.foldable.compactMap { group -> GroupFrame? in
      guard let entry = groups[group] else { return nil }
      let members = Set(entry.members.compactMap { outline.number(of: $0) })
      // A group that is folded, by itself or within another, is one item with others or alone.
      guard let first = members.first, members.count > 1 || outline.items[first].group == nil,
        let around = boxes.union(of: members)
      else { return nil }
      let rect = around.inset(by: -1)
      let isClean = tiles.numbers(touching: rect).allSatisfy {
        members.contains($0) || boxes[$0].intersection(rect).isEmpty
      }
      guard isClean else { return nil }
      let strangers = Set(wires.pieces(touching: rect).map(\.source)).subtracting(members)
      let isCrossed = strangers.contains { source in
        edges(source).contains { !members.contains($0.target) && $0.touches(rect) }
      }
      return isCrossed ? nil : GroupFrame(name: entry.name, rect: rect)
    }
  }
}

extension GraphDrawing.Edge {
  /// Whether the line passes any cell of an area.
  func touches(_ area: Rect) -> Bool {
    zip(path, path.dropFirst()).contains { start, end in
      let piece = Rect(
        minX: min(start.x, end.x), minY: min(start.y, end.y), maxX: max(start.x, end.x) + 1,
        maxY: max(start.y, end.y) + 1)
      return !piece.intersection(area).isEmpty
    }
  }
}

extension [Rect] {
  /// The smallest rectangle around some of the rectangles.
  fileprivate func union(of members: Set<Int>) -> Rect? {
    members.reduce(nil) { around, member in around?.union(self[member]) ?? self[member] }
  }
}
