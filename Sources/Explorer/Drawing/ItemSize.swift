import Autodiff
import GraphLayout
import Presentation
import TextCanvas

/// How large an item is drawn.
///
/// ```
/// ╭ a = x*y ─╮    ╭ h = W @ x ──╮    ╭ b ───────────╮    [a = x*y  6     ]    o
/// │ v 6      │    │ v ▒▒▓▓░░██  │    │ v  0.1  -0.2 │
/// │ ā 1      │    │ h̄ ░░▒▒▓▓░░  │    │ b̄    0     1 │
/// ╰──────────╯    ╰─────── 4×8 ─╯    ╰────────── 2 ─╯
/// ```
struct ItemSize {
  /// The columns of a title that are shown in full.
  static let longestTitle = 24
  /// The columns of a title in one line with its value.
  static let lineTitle = 16
  /// The columns of a value in one line with its title.
  static let lineNumber = 7
  /// The columns of what stands before a number: `adj`, `dot`.
  static let longestLabel = 3
  /// The columns of a tensor's picture.
  static let thumbnailWidth = 12
  /// The columns of an element of a tensor that is small enough for digits.
  static let elementWidth = 7
  /// The most rows and columns of such a tensor.
  static let spelledOut = (rows: 3, columns: 4)

  let zoom: Zoom
  let mode: TimelineMode

  /// The rows of numbers in a box.
  var numbers: Int { mode == .both ? 3 : 2 }

  /// Whether the elements of a tensor are shown in digits, and not as a picture.
  static func spellsOut(_ shape: Shape) -> Bool {
    let (rows, columns) = shape.matrixExtents
    return rows <= spelledOut.rows && columns <= spelledOut.columns
  }

  /// The rows that each number takes in a box.
  static func rowsPerNumber(_ shape: Shape) -> Int {
    spellsOut(shape) ? max(shape.matrixExtents.rows, 1) : shape.rank >= 2 ? 2 : 1
  }

  /// The columns that a tensor takes in a box.
  private static func columns(of shape: Shape) -> Int {
    spellsOut(shape)
      ? max(shape.matrixExtents.columns * elementWidth, NumberText.usualWidth) : thumbnailWidth
  }

  func box(title: String, shape: Shape, ports: Int) -> LayoutNode {
    switch zoom {
    case .glyph: return LayoutNode(width: 1, height: 1, ports: ports)
    case .line:
      let width = min(title.columns, Self.lineTitle) + Self.lineNumber + 3
      return LayoutNode(width: width, height: 1, ports: ports)
    case .box:
      let inner =
        shape.isScalar ? NumberText.usualWidth + 1 : Self.longestLabel + Self.columns(of: shape)
      let width = max(min(title.columns, Self.longestTitle) + 4, inner + 5)
      let rows = numbers * Self.rowsPerNumber(shape)
      return LayoutNode(width: width, height: max(rows, ports) + 2, ports: ports)
    }
  }
}
