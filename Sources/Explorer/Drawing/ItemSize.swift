import Autodiff
import Formula
import GraphLayout
import Presentation
import TextCanvas

/// How large an item is drawn.
///
/// ```
/// ╭ a = x*y ─╮    ╭ h = W @ x ──╮    ╭ b ───────────╮    ╭ a = x*y ────╮    a = x*y 6      1    o
/// │ v 6      │    │ v ▒▒▓▓░░██  │    │ v  0.1  -0.2 │    ╰6      1     ╯
/// │ ā 1      │    │ h̄ ░░▒▒▓▓░░  │    │ b̄    0     1 │
/// ╰──────────╯    ╰─────── 4×8 ─╯    ╰────────── 2 ─╯
/// ```
struct ItemSize {
  /// The columns of a title that are shown in full.
  static let longestTitle = 24
  /// The columns of a title in a low box, and in one line with its numbers.
  static let compactTitle = 20
  static let lineTitle = 16
  /// The columns of a number in a box, and of one that shares its row with others.
  static let boxNumber = 7
  static let rowNumber = 6
  /// The columns of the norm of a large tensor in one line with others: `‖1.2e-9‖`.
  static let rowNorm = rowNumber + 2
  /// The columns of a tensor's picture.
  static let thumbnailWidth = 12
  /// The most columns of an image in a box.
  private static let imageWidth = 14
  /// The most rows and columns of a tensor that is shown in digits.
  static let spelledOut = (rows: 4, columns: 6)
  /// Tensors of so many columns, together, are shown side by side in a low box, wider ones one below
  /// the other.
  private static let widestPair = 40

  let zoom: Zoom
  let mode: TimelineMode
  /// What vectors are images.
  var images: ImageShape?

  /// How many numbers are shown.
  var numbers: Int { mode == .both ? 3 : 2 }

  /// Whether the elements of a tensor are shown in digits, and not as a picture.
  static func spellsOut(_ shape: Shape) -> Bool {
    let (rows, columns) = shape.matrixExtents
    return rows <= spelledOut.rows && columns <= spelledOut.columns
  }

  /// The rows that each number takes.
  func rowsPerNumber(_ shape: Shape) -> Int {
    if let image = imageSize(shape) { return image.height }
    return Self.spellsOut(shape)
      ? max(shape.matrixExtents.rows, 1) : shape.rank >= 2 ? 2 : 1
  }

  /// The cells that a vector takes as an image, halved until it is small; `nil` for what is none.
  private func imageSize(_ shape: Shape) -> Size? {
    guard let images, shape.rank == 1, images.fits(shape), zoom >= .compact else { return nil }
    var (rows, columns) = (images.rows, images.columns)
    while columns > Self.imageWidth || rows > Self.imageWidth {
      (rows, columns) = (rows / 2 + rows % 2, columns / 2 + columns % 2)
    }
    return Size(width: columns, height: rows / 2 + rows % 2)
  }

  /// The columns that each element of a tensor takes.
  var elementWidth: Int { (zoom == .box ? Self.boxNumber : Self.rowNumber) }

  /// The columns that each number takes: of a scalar, of a tensor in digits or as a picture.
  func columnsPerNumber(_ shape: Shape) -> Int {
    let number = zoom == .box ? Self.boxNumber : Self.rowNumber
    guard !shape.isScalar else { return number }
    if let image = imageSize(shape) { return image.width }
    guard !Self.spellsOut(shape) else {
      return max(shape.matrixExtents.columns * elementWidth, number)
    }
    // In one line there is no picture, only the norm.
    return zoom == .line ? Self.rowNorm : Self.thumbnailWidth
  }

  /// The columns of a title in one line with its numbers: a shape leaves more room for it.
  static func lineTitle(_ shape: Shape) -> Int {
    shape.isScalar || spellsOut(shape) ? lineTitle : longestTitle
  }

  /// Whether the numbers stand beside one another.
  func isSideBySide(_ shape: Shape) -> Bool {
    switch zoom {
    case .box: false
    case .compact: numbers * (columnsPerNumber(shape) + 1) <= Self.widestPair
    case .line, .glyph: true
    }
  }

  /// - Parameters:
  ///   - title: the columns of the title.
  ///   - label: the columns of what stands before the numbers, where they stand one below the other.
  func box(title: Int, shape: Shape, label: Int, ports: Int) -> LayoutNode {
    let (rows, columns) = (rowsPerNumber(shape), columnsPerNumber(shape))
    switch zoom {
    case .glyph: return LayoutNode(width: 1, height: 1, ports: ports)
    case .line:
      let title = min(title, Self.lineTitle(shape))
      let picture = shape.isScalar || Self.spellsOut(shape)
      return LayoutNode(
        width: title + numbers * (columns + 1) + 2, height: picture ? rows : 1, ports: ports)
    case .compact:
      let across = isSideBySide(shape) ? numbers * (columns + 1) - 1 : columns
      let down = isSideBySide(shape) ? rows : rows * numbers
      return LayoutNode(
        width: max(min(title, Self.compactTitle) + 4, across + 2),
        height: max(down + 1, ports > 2 ? ports + 2 : 2), ports: ports)
    case .box:
      return LayoutNode(
        width: max(min(title, Self.longestTitle) + 4, label + columns + 4),
        height: max(numbers * rows, ports) + 2, ports: ports)
    }
  }
}
