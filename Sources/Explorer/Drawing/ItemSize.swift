import Autodiff
import GraphLayout
import Presentation
import TextCanvas

/// How large an item is drawn.
///
/// ```
/// ╭ a = x*y ─╮    ╭ h = W @ x ──╮    [a = x*y  6     ]    o
/// │ v 6      │    │ v ▒▒▓▓░░██  │
/// │ ā 1      │    │ h̄ ░░▒▒▓▓░░  │
/// ╰──────────╯    ╰─────── 4×2 ─╯
/// ```
struct ItemSize {
  /// The columns of a title that are shown in full.
  static let longestTitle = 24
  /// The columns of a title in one line with its value.
  static let lineTitle = 16
  /// The columns of a value in one line with its title.
  static let lineNumber = 7
  /// The columns of a tensor's picture.
  static let thumbnailWidth = 12

  let zoom: Zoom
  let mode: TimelineMode

  /// The rows of numbers in a box.
  var numbers: Int { mode == .both ? 3 : 2 }

  /// The rows that each number takes in a box: a matrix is shown as a picture.
  static func rowsPerNumber(_ shape: Shape) -> Int { shape.rank >= 2 ? 2 : 1 }

  func box(title: String, shape: Shape, ports: Int) -> LayoutNode {
    switch zoom {
    case .glyph: return LayoutNode(width: 1, height: 1, ports: ports)
    case .line:
      let width = min(title.columns, Self.lineTitle) + Self.lineNumber + 3
      return LayoutNode(width: width, height: 1, ports: ports)
    case .box:
      let inner = shape.isScalar ? NumberText.usualWidth + 2 : Self.thumbnailWidth + 2
      let width = max(min(title.columns, Self.longestTitle) + 4, inner + 4)
      let rows = numbers * Self.rowsPerNumber(shape)
      return LayoutNode(width: width, height: max(rows, ports) + 2, ports: ports)
    }
  }
}
