import Inquiry
import TextCanvas

/// Where the columns and the units of a network lie, as large as they fit.
struct UnitsPlan {
  /// How a unit is drawn, the largest first.
  enum Look: CaseIterable, Hashable {
    /// A box with a line for each number.
    case tall
    /// Two lines.
    case low
    /// One line, without the weighted sum.
    case line

    /// The rows of a unit.
    var rows: Int {
      switch self {
      case .tall: 5
      case .low: 2
      case .line: 1
      }
    }

    /// The columns that a number may fill.
    var digits: Int { self == .tall ? 8 : 6 }
  }

  struct Unit: Hashable {
    let place: UnitNetwork.Place
    let rect: Rect
    /// The row in which its lines end.
    let row: Int
  }

  struct Column: Hashable {
    /// Its number in the network.
    let number: Int
    /// Where its heading is written.
    let heading: Rect
    /// What it takes from top to bottom.
    let rect: Rect
    var units: [Unit] = []
    /// How many units are not shown one by one, and where it says so.
    var rest: (count: Int, rect: Rect)?
    /// Where what comes in is shown as an image, instead of unit by unit.
    var image: Rect?

    static func == (one: Column, other: Column) -> Bool {
      one.number == other.number && one.rect == other.rect && one.units == other.units
    }

    func hash(into hasher: inout Hasher) { hasher.combine(units) }
  }

  let look: Look
  let columns: [Column]
  /// Where the equations of the selected unit are; empty where there is no room for them.
  let story: Rect

  private static let leastGap = 8

  /// - Parameters:
  ///   - image: The cells of what comes in, if it is an image.
  ///   - hasStory: Whether there is room to be kept for the equations of the selected unit.
  init(_ pane: UnitsPane, in area: Rect, image: Size?, hasStory: Bool = true) {
    let storyRows = hasStory && area.height >= 12 ? Self.storyRows(pane, in: area, image: image) : 0
    let (upper, story) = area.rows(bottom: storyRows)
    let field = upper.rows(top: 1).bottom
    let fit = Fit(pane, field: field, image: image)
    self.story = story
    look = fit.look
    columns = fit.columns(below: upper.rows(top: 1).top)
  }

  /// A third of the height and, where that is little, what low units leave.
  private static func storyRows(_ pane: UnitsPane, in area: Rect, image: Size?) -> Int {
    let usual = min(max(area.height / 3, 6), 11)
    guard area.height < 24 else { return usual }
    let rows = (0..<pane.network.columnCount).map { column in
      column == 0
        ? image?.height ?? pane.network.unitCount(0)
        : Look.low.rows * pane.network.unitCount(column)
    }
    return max(usual, min(area.height - 1 - (rows.max() ?? 0), 8))
  }

  /// The cells of a picture that shows a network as large as can be, up to so many rows.
  static func pictureSize(of network: UnitNetwork, image: Size?, mostRows: Int = 64) -> Size {
    let rows = (0..<network.columnCount).map { column in
      column == 0 ? image?.height ?? 3 * network.unitCount(0) : 5 * network.unitCount(column)
    }
    let first = image?.width ?? Look.tall.digits + 6
    let gap = 26
    return Size(
      width: first + (network.columnCount - 1) * (Look.tall.digits + 6 + gap),
      height: min(rows.max() ?? 1, mostRows) + 1)
  }

  /// The unit at a cell of the screen.
  func unit(at position: Position) -> UnitNetwork.Place? {
    columns.lazy.flatMap(\.units).first { $0.rect.contains(position) }?.place
  }

  /// What of a network fits into a field, and how.
  private struct Fit {
    let pane: UnitsPane
    let field: Rect
    let image: Size?
    let look: Look
    let shown: Range<Int>

    init(_ pane: UnitsPane, field: Rect, image: Size?) {
      self.pane = pane
      self.field = field
      let all = 0..<pane.network.columnCount
      let sizes = [
        image, image.map { Size(width: ($0.width + 1) / 2, height: ($0.height + 1) / 2) },
      ]
      let candidates = Look.allCases.flatMap { look in sizes.map { (look, $0) } }
      let fitting = candidates.first { look, image in
        Self.width(of: all, pane, look, image) <= field.width
          && all.allSatisfy { Self.rows(of: $0, pane, look, image) <= field.height }
      }
      // Where not even that fits, the strongest units and the columns around the selected one do.
      let narrow = candidates.last { $0.0 == .line }
      (look, self.image) =
        fitting ?? candidates.first { look, image in
          look == .line && Self.width(of: all, pane, look, image) <= field.width
        } ?? narrow ?? (.line, nil)
      shown = Self.columns(around: pane.place.column, pane, look, self.image, in: field.width)
    }

    private static func columns(
      around focus: Int, _ pane: UnitsPane, _ look: Look, _ image: Size?, in room: Int
    ) -> Range<Int> {
      var shown = focus..<(focus + 1)
      var hasGrown = true
      while hasGrown {
        hasGrown = false
        for wider in [
          shown.lowerBound - 1..<shown.upperBound, shown.lowerBound..<shown.upperBound + 1,
        ] where wider.lowerBound >= 0 && wider.upperBound <= pane.network.columnCount {
          guard width(of: wider, pane, look, image) <= room else { continue }
          (shown, hasGrown) = (wider, true)
          break
        }
      }
      return shown
    }

    private static func width(
      of columns: Range<Int>, _ pane: UnitsPane, _ look: Look, _ image: Size?
    ) -> Int {
      columns.reduce((columns.count - 1) * leastGap) { $0 + width($1, pane, look, image) }
    }

    private static func width(
      _ column: Int, _ pane: UnitsPane, _ look: Look, _ image: Size?
    ) -> Int {
      if column == 0, let image { return image.width }
      let index = "\(pane.network.unitCount(column) - 1)".count
      switch look {
      case .tall: return look.digits + 6
      case .low, .line: return index + (column == 0 ? 2 + look.digits : 5 + 2 * look.digits + 2)
      }
    }

    private static func rows(
      of column: Int, _ pane: UnitsPane, _ look: Look, _ image: Size?
    ) -> Int {
      if column == 0, let image { return image.height }
      return pane.network.unitCount(column) * rows(ofUnitIn: column, look)
    }

    private static func rows(ofUnitIn column: Int, _ look: Look) -> Int {
      column == 0 ? (look == .tall ? 3 : 1) : look.rows
    }

    /// The columns from left to right, with all the room between them.
    func columns(below headings: Rect) -> [Column] {
      let widths = shown.map { Self.width($0, pane, look, image) }
      let spare = max(field.width - widths.reduce(0, +), 0)
      let gap = shown.count > 1 ? min(spare / (shown.count - 1), 30) : 0
      var x = field.x + max(spare - gap * (shown.count - 1), 0) / 2
      return zip(shown, widths).map { number, width in
        let rect = Rect(x: x, y: field.y, width: width, height: field.height)
        // The last one may begin between the columns.
        let isLast = number == shown.upperBound - 1
        let heading = Rect(
          minX: isLast ? max(x - gap / 2, headings.x) : x, minY: headings.y,
          maxX: isLast ? headings.maxX : min(x + width + gap / 2 - 1, headings.maxX),
          maxY: headings.y + 1)
        x += width + gap
        return column(number, in: rect, heading)
      }
    }

    private func column(_ number: Int, in rect: Rect, _ heading: Rect) -> Column {
      var column = Column(number: number, heading: heading, rect: rect)
      if number == 0, let image {
        column.image = rect.centered(image)
        return column
      }
      let rows = Self.rows(ofUnitIn: number, look)
      let count = pane.network.unitCount(number)
      let room = rect.height / rows
      let chosen =
        count <= room
        ? Array(0..<count) : pane.ranking.order[number].prefix(max(room - 1, 1)).sorted()
      let slots = chosen.count + (chosen.count < count ? 1 : 0)
      for (slot, unit) in chosen.enumerated() {
        let place = slotRect(slot, of: slots, rows: rows, in: rect)
        column.units.append(
          Unit(
            place: .init(column: number, unit: unit), rect: place,
            row: place.y + (rows >= 3 ? rows / 2 : 0)))
      }
      if chosen.count < count {
        column.rest = (
          count - chosen.count, slotRect(chosen.count, of: slots, rows: rows, in: rect)
        )
      }
      return column
    }

    /// The slots share the height evenly.
    private func slotRect(_ slot: Int, of slots: Int, rows: Int, in rect: Rect) -> Rect {
      let share = (2 * slot + 1) * rect.height / (2 * max(slots, 1))
      let y = min(max(rect.y + share - rows / 2, rect.y), max(rect.maxY - rows, rect.y))
      return Rect(x: rect.x, y: y, width: rect.width, height: min(rows, rect.height))
    }
  }
}
