import Autodiff
import Learning
import TextCanvas

/// The units of one layer as images, in the order in which they are shown.
struct TileOrder {
  let name: String
  let imageRows: Int
  let imageColumns: Int
  /// One image a unit, by the units' numbers.
  let images: [Heatmap]
  /// The units' numbers, in the order in which they are shown.
  let units: [Int]

  var count: Int { units.count }

  /// The images of what the model shows; `nil` when it is not there yet.
  init?(_ model: TrainingModel) {
    guard let matrix = model.shownMatrix, matrix.shape.rank == 2 else { return nil }
    let (count, width) = (matrix.shape.extents[0], matrix.shape.extents[1])
    guard count > 0, width > 0, matrix.elements.count == count * width else { return nil }
    // Squares are taken for pictures.
    let side = Int(Double(width).squareRoot())
    let isSquare = side * side == width
    (imageRows, imageColumns) = isSquare ? (side, side) : (1, width)
    name = matrix.name
    let (rows, columns) = (imageRows, imageColumns)
    images = (0..<count).compactMap { unit in
      let line = matrix.elements[unit * width..<(unit + 1) * width]
      return Heatmap(rows: rows, columns: columns, values: line.map { Double($0) })
    }
    units = model.tiles.isSortedByNorm ? Self.byNorm(images) : Array(images.indices)
  }

  /// The unit that is shown at a place.
  func unit(at place: Int) -> Int? { units.indices.contains(place) ? units[place] : nil }

  private static func byNorm(_ images: [Heatmap]) -> [Int] {
    let norms = images.map { $0.values.reduce(0) { $0 + $1 * $1 } }
    return images.indices.sorted { (norms[$0], $1) > (norms[$1], $0) }
  }
}

extension TrainingModel {
  /// The matrix of the chosen layer whose rows the tiles show; `nil` when it is not there yet.
  var shownMatrix: TrainingSnapshot.Weights? {
    let matrices =
      switch tiles.source {
      case .weights: snapshot.weights
      case .gradient: snapshot.inspection?.gradients ?? []
      case .update: snapshot.inspection?.updates ?? []
      }
    return matrices.indices.contains(tiles.layer) ? matrices[tiles.layer] : nil
  }
}
