/// A digit that someone drew, brought into the form of MNIST's: fitted into 20×20 pixels, and its
/// centre of mass in the middle of 28×28.
package enum DrawnDigit {
  /// The sheet for a drawing of any size, from 0 for paper to 255 for ink, row by row; `nil` when
  /// the count does not fit or nothing is drawn.
  package static func centred(_ ink: [UInt8], rows: Int, columns: Int) -> [UInt8]? {
    guard rows > 0, columns > 0, ink.count / columns == rows, ink.count.isMultiple(of: columns),
      let bounds = Bounds(ink, columns: columns)
    else { return nil }
    let paper = Paper(ink: fitted(ink, columns, bounds))
    return [UInt8](unsafeUninitializedCapacity: Paper.side * Paper.side) { pixels, count in
      pixels.initialize(repeating: 0)
      paper.write(into: pixels)
      count = Paper.side * Paper.side
    }
  }

  /// The rows and columns that hold ink.
  private struct Bounds {
    let rows: Range<Int>
    let columns: Range<Int>

    init?(_ ink: [UInt8], columns width: Int) {
      let inked = ink.indices.filter { ink[$0] > 0 }
      guard let first = inked.first, let last = inked.last else { return nil }
      rows = first / width..<last / width + 1
      let places = inked.map { $0 % width }
      columns = (places.min() ?? 0)..<(places.max() ?? 0) + 1
    }
  }

  /// The drawing on a sheet with its longer side 20 pixels long, each pixel the mean of what it
  /// covers.
  private static func fitted(_ ink: [UInt8], _ width: Int, _ bounds: Bounds) -> [Float] {
    let side = Paper.side
    let scale = Float(max(bounds.rows.count, bounds.columns.count)) / Paper.box
    // The middle of the drawing lies on the middle of the sheet.
    let top = Float(bounds.rows.lowerBound + bounds.rows.upperBound) / 2 - Float(side) / 2 * scale
    let left =
      Float(bounds.columns.lowerBound + bounds.columns.upperBound) / 2 - Float(side) / 2 * scale
    return (0..<side * side).map { place in
      let row = Cover(from: top + Float(place / side) * scale, length: scale, within: bounds.rows)
      let column = Cover(
        from: left + Float(place % side) * scale, length: scale, within: bounds.columns)
      var sum: Float = 0
      for (y, height) in row.parts {
        for (x, part) in column.parts { sum += Float(ink[y * width + x]) * height * part }
      }
      return sum / (255 * scale * scale)
    }
  }

  /// How much of each row or column a stretch covers.
  private struct Cover {
    let parts: [(index: Int, part: Float)]

    init(from start: Float, length: Float, within bounds: Range<Int>) {
      let end = start + length
      let first = max(Int(start.rounded(.down)), bounds.lowerBound)
      let last = min(Int(end.rounded(.up)), bounds.upperBound)
      parts = (first..<max(first, last)).compactMap { index in
        let part = min(end, Float(index + 1)) - max(start, Float(index))
        return part > 0 ? (index, part) : nil
      }
    }
  }
}
