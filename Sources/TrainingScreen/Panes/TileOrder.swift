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
    guard let numbers = model.shownNumbers, let form = TileForm(numbers.shape),
      numbers.elements.count == form.count * form.width
    else { return nil }
    (imageRows, imageColumns) = (form.imageRows, form.imageColumns)
    name = numbers.name
    images = (0..<form.count).compactMap { unit in
      form.image(numbers.elements[unit * form.width..<(unit + 1) * form.width])
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

/// How the numbers of one unit lie in its image.
private struct TileForm {
  /// The units, and how many numbers each has.
  let count: Int
  let width: Int
  /// Planes of rows and columns, so many side by side, with an empty row or column between them.
  private let planes: Int
  private let rows: Int
  private let columns: Int
  private let across: Int

  var imageRows: Int { (planes + across - 1) / across * (rows + 1) - 1 }
  var imageColumns: Int { across * (columns + 1) - 1 }

  /// The rows of a matrix; the maps of an image; or kernels, each with a plane for every channel.
  /// `nil` for other shapes, and where there is nothing.
  init?(_ shape: Shape) {
    let extents = shape.extents
    guard extents.allSatisfy({ $0 > 0 }), 2...4 ~= extents.count else { return nil }
    count = extents[0]
    width = extents.dropFirst().reduce(1, *)
    planes = extents.count == 4 ? extents[1] : 1
    across = Int(Double(planes).squareRoot().rounded(.up))
    guard extents.count == 2 else {
      (rows, columns) = (extents[extents.count - 2], extents[extents.count - 1])
      return
    }
    // Squares are taken for pictures.
    let side = Int(Double(width).squareRoot())
    (rows, columns) = side * side == width ? (side, side) : (1, width)
  }

  func image(_ numbers: ArraySlice<Float>) -> Heatmap? {
    let (imageRows, imageColumns) = (imageRows, imageColumns)
    var values = [Double](repeating: 0, count: imageRows * imageColumns)
    for (place, number) in numbers.enumerated() {
      let (plane, inside) = place.quotientAndRemainder(dividingBy: rows * columns)
      let row = plane / across * (rows + 1) + inside / columns
      values[row * imageColumns + plane % across * (columns + 1) + inside % columns] =
        Double(number)
    }
    return Heatmap(rows: imageRows, columns: imageColumns, values: values)
  }
}

extension TrainingModel {
  /// What the tiles show of the chosen layer: a matrix whose rows are units, kernels, or the maps that they
  /// make of the digit; `nil` when it is not there yet.
  var shownNumbers: (name: String, shape: Shape, elements: [Float])? {
    let matrices: [TrainingSnapshot.Weights]
    switch tiles.source {
    case .weights: matrices = snapshot.weights
    case .gradient: matrices = snapshot.inspection?.gradients ?? []
    case .update: matrices = snapshot.inspection?.updates ?? []
    case .maps: return shownMaps
    }
    guard matrices.indices.contains(tiles.layer) else { return nil }
    let matrix = matrices[tiles.layer]
    return (matrix.name, matrix.shape, matrix.elements)
  }

  private var shownMaps: (name: String, shape: Shape, elements: [Float])? {
    guard let reading = snapshot.reading, reading.features.indices.contains(tiles.layer),
      let layer = snapshot.options.plan.convolution(ofLayer: tiles.layer),
      let shape = Shape([layer.kernels, layer.outputRows, layer.outputColumns])
    else { return nil }
    return ("a\(tiles.layer + 1)", shape, reading.features[tiles.layer])
  }
}
