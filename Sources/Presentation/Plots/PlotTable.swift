package import Autodiff
import Interchange

/// The numbers of a plot for other programs, with every digit.
package struct PlotTable {
  private let plot: Plot
  private let precision: Precision

  /// The numbers of a plot that were computed in a precision.
  package init(_ plot: Plot, _ precision: Precision) {
    (self.plot, self.precision) = (plot, precision)
  }

  /// Writes them as CSV: a line of headings, then a row for each place.
  package func write(to write: (String) throws -> Void) rethrows {
    switch plot {
    case .curve(let curve):
      try write(CSV.row([curve.variable, curve.name, curve.slopeName]))
      for point in curve.points {
        try write(CSV.row([exact(point.x), exact(point.y), point.slope.map(exact) ?? ""]))
      }
    case .surface(let surface):
      try write(CSV.row(surface.variables + [surface.name]))
      for (line, y) in surface.ys.enumerated() {
        for (column, x) in surface.xs.enumerated() {
          try write(CSV.row([exact(x), exact(y), exact(surface.value(column: column, row: line))]))
        }
      }
    }
  }

  private func exact(_ number: Double) -> String {
    precision == .single ? CSV.number(Float(number)) : CSV.number(number)
  }
}
