/// A number of columns and rows.
package struct Size: Hashable, Sendable {
  package var width: Int
  package var height: Int

  /// A size in columns and rows; negative extents count as none.
  package init(width: Int, height: Int) {
    self.width = max(width, 0)
    self.height = max(height, 0)
  }

  /// Whether not one cell fits.
  package var isEmpty: Bool { width <= 0 || height <= 0 }
}

extension Size: CustomStringConvertible {
  /// The size as it is typed after `--size`: `120x40`.
  package var description: String { "\(width)x\(height)" }
}
