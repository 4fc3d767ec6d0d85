import Inquiry
import TextCanvas

/// The lines of a drawing as straight pieces, of which those in sight are found without a look at
/// the others.
///
/// Edges of one source share their way; every cell of it is drawn once, however many there are.
struct WireIndex: Equatable, Sendable {
  /// A straight piece of the lines that leave one item.
  struct Piece: Hashable, Sendable {
    let start: Position
    let end: Position
    let source: Int

    var isHorizontal: Bool { start.y == end.y }

    fileprivate var rect: Rect {
      Rect(x: start.x, y: start.y, width: end.x - start.x + 1, height: end.y - start.y + 1)
    }
  }

  private let pieces: [Piece]
  private let tiles: TileIndex

  /// The pieces of all edges' routes.
  init(_ edges: [GraphDrawing.Edge], in size: Size) {
    var raw: [Piece] = []
    for edge in edges {
      for (first, second) in zip(edge.path, edge.path.dropFirst()) {
        let start = Position(x: min(first.x, second.x), y: min(first.y, second.y))
        let end = Position(x: max(first.x, second.x), y: max(first.y, second.y))
        raw.append(Piece(start: start, end: end, source: edge.source))
      }
    }
    pieces = raw.merged()
    tiles = TileIndex(pieces.map(\.rect), in: size)
  }

  /// The pieces that may touch an area.
  func pieces(touching area: Rect) -> [Piece] {
    tiles.numbers(touching: area).map { pieces[$0] }
  }
}

extension [WireIndex.Piece] {
  /// The pieces with those of one source that overlap or touch made one.
  fileprivate func merged() -> [WireIndex.Piece] {
    var result: [WireIndex.Piece] = []
    for piece in sorted(by: { $0.key < $1.key }) {
      guard let last = result.last, last.isOnOneLine(with: piece), last.reaches(piece) else {
        result.append(piece)
        continue
      }
      let end = Position(
        x: Swift.max(last.end.x, piece.end.x), y: Swift.max(last.end.y, piece.end.y))
      result[result.count - 1] = WireIndex.Piece(start: last.start, end: end, source: last.source)
    }
    return result
  }
}

extension WireIndex.Piece {
  /// Sorts pieces by source, direction, line, and then by where they begin.
  fileprivate var key: (Int, Int, Int, Int, Int) {
    isHorizontal ? (source, 0, start.y, start.x, end.x) : (source, 1, start.x, start.y, end.y)
  }

  fileprivate func isOnOneLine(with other: WireIndex.Piece) -> Bool {
    guard source == other.source, isHorizontal == other.isHorizontal else { return false }
    return isHorizontal ? start.y == other.start.y : start.x == other.start.x
  }

  /// Whether a piece on the same line that begins no earlier begins within this one.
  fileprivate func reaches(_ other: WireIndex.Piece) -> Bool {
    isHorizontal ? other.start.x <= end.x : other.start.y <= end.y
  }
}
