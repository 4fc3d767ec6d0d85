extension Heatmap {
  /// The map with other numbers of rows and columns: larger, each number is repeated; smaller, each
  /// is the mean of a block.
  ///
  /// What is not finite stays visible: it makes its mean so, too.
  package func resampled(rows newRows: Int, columns newColumns: Int) -> Heatmap {
    guard rows > 0, columns > 0, newRows > 0, newColumns > 0 else {
      return Heatmap(rows: 0, columns: 0, values: []) ?? self
    }
    var means: [Double] = []
    means.reserveCapacity(newRows * newColumns)
    for row in 0..<newRows {
      let down = Self.block(row, of: newRows, in: rows)
      for column in 0..<newColumns {
        means.append(mean(down, Self.block(column, of: newColumns, in: columns)))
      }
    }
    return Heatmap(rows: newRows, columns: newColumns, values: means) ?? self
  }

  /// Which of `count` places the block of a number covers, at least one.
  private static func block(_ number: Int, of blocks: Int, in count: Int) -> Range<Int> {
    let start = number * count / blocks
    return start..<max((number + 1) * count / blocks, start + 1)
  }

  private func mean(_ down: Range<Int>, _ across: Range<Int>) -> Double {
    let terms = Double(down.count * across.count)
    var mean = 0.0
    for row in down {
      // Divided first, since the sum of large numbers may be too large.
      for value in values[(row * columns + across.lowerBound)..<(row * columns + across.upperBound)]
      {
        mean += value / terms
      }
    }
    return mean
  }
}
