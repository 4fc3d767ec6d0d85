/// Windows that are moved over the planes of an image: on the last two axes, all others alike.
///
/// The attributes are one size, for square windows side by side; or rows and columns of the window, of
/// the stride and of the padding, and a mark whose meaning is the operation's.
struct Windows {
  var planes: Int
  /// Of an image.
  var rows: Int
  var columns: Int
  /// Of the result.
  var resultRows: Int
  var resultColumns: Int
  /// Of a window.
  var height: Int
  var width: Int
  var stride: (rows: Int, columns: Int)
  var padding: (rows: Int, columns: Int)
  var isMarked: Bool

  /// Written out in full there are so many attributes.
  static let fullCount = 7
  static let attributeCount = 0...fullCount

  init(_ geometry: UnsafePointer<Int>) {
    (planes, rows, columns) = (geometry[0], geometry[1], geometry[2])
    (resultRows, resultColumns) = (geometry[3], geometry[4])
    (height, width) = (geometry[5], geometry[6])
    stride = (geometry[7], geometry[8])
    padding = (geometry[9], geometry[10])
    isMarked = geometry[11] != 0
  }

  /// The numbers for the kernels.
  var geometry: [Int] {
    [
      planes, rows, columns, resultRows, resultColumns, height, width, stride.rows, stride.columns,
      padding.rows, padding.columns, isMarked ? 1 : 0,
    ]
  }

  init(_ image: Shape, _ attributes: [Int]) throws(ShapeMismatch) {
    guard image.rank >= 2 else {
      throw ShapeMismatch("an image has rows and columns, not \(image)")
    }
    guard attributes.count <= 1 || attributes.count == Self.fullCount else {
      throw ShapeMismatch(
        "a window is given by its size, or by \(Self.fullCount) numbers, not \(attributes.count)")
    }
    // A part of a shape is no larger than it.
    planes = image.extents.dropLast(2).reduce(1, *)
    (rows, columns) = (image.extents[image.rank - 2], image.extents[image.rank - 1])
    let size = attributes.first ?? 2
    let numbers = attributes.count > 1 ? attributes : [size, size, size, size, 0, 0, 0]
    guard numbers.allSatisfy({ $0.magnitude <= Int32.max }) else {
      throw ShapeMismatch("the window, its stride or its padding is too large")
    }
    (height, width) = (numbers[0], numbers[1])
    stride = (numbers[2], numbers[3])
    padding = (numbers[4], numbers[5])
    isMarked = numbers[6] != 0
    (resultRows, resultColumns) = (0, 0)
    try fit(image)
  }

  private mutating func fit(_ image: Shape) throws(ShapeMismatch) {
    for stride in [stride.rows, stride.columns] where stride < 1 && height > 0 && width > 0 {
      throw ShapeMismatch("the stride \(stride) is less than 1")
    }
    let (halfHeight, halfWidth) = (height / 2, width / 2)
    for (padding, half) in [(padding.rows, halfHeight), (padding.columns, halfWidth)]
    where padding < 0 || padding > max(half, 0) {
      // Else a window could lie on the padding alone.
      throw ShapeMismatch("the padding \(padding) is not between 0 and half of the window, \(half)")
    }
    guard height > 0, width > 0, height - 2 * padding.rows <= rows,
      width - 2 * padding.columns <= columns
    else {
      throw ShapeMismatch(
        "a window of shape \(height)×\(width) does not fit on an image of shape \(image)")
    }
    resultRows = (rows - (height - 2 * padding.rows)) / stride.rows + 1
    resultColumns = (columns - (width - 2 * padding.columns)) / stride.columns + 1
  }

  /// Whether windows lie side by side, so that every element is in one window at most.
  var areSideBySide: Bool { stride == (height, width) && padding == (0, 0) }

  /// The usual windows, for which there is a kernel.
  var areSquaresOfTwo: Bool { (height, width) == (2, 2) && areSideBySide }

  /// The shape of one number for each window.
  func resultShape(of image: Shape) throws(ShapeMismatch) -> Shape {
    guard let shape = Shape(image.extents.dropLast(2) + [resultRows, resultColumns]) else {
      throw ShapeMismatch("the result is too large")
    }
    return shape
  }

  /// Calls `body` with the number of each window, the place of the first element of its plane, and its
  /// rows and columns on the image.
  @inline(__always)
  func forEach(
    _ body: (_ window: Int, _ plane: Int, _ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    var window = 0
    for plane in 0..<planes {
      for row in 0..<resultRows {
        let rows = Self.range(row * stride.rows - padding.rows, height, within: rows)
        for column in 0..<resultColumns {
          let columns = Self.range(
            column * stride.columns - padding.columns, width, within: columns)
          body(window, plane * self.rows * self.columns, rows, columns)
          window += 1
        }
      }
    }
  }

  private static func range(_ start: Int, _ length: Int, within whole: Int) -> Range<Int> {
    max(start, 0)..<min(start + length, whole)
  }

  /// Calls `body` with the place of each element of a window, row by row.
  @inline(__always)
  func forEachPlace(
    _ plane: Int, _ rows: Range<Int>, _ columns: Range<Int>, _ body: (_ place: Int) -> Void
  ) {
    for row in rows {
      let start = plane + row * self.columns
      for column in columns { body(start + column) }
    }
  }
}

/// Windows that overlap or reach over the edge as nodes: the elements of each one behind the other, so
/// that an image has the axes (plane, window, element of the window).
struct GatheredWindows {
  private let windows: Windows
  private let image: Shape
  private let attributes: [Int]
  private let tape: DerivativeTape
  /// The shape of a number for each window, which broadcasts against its elements.
  private let results: Shape

  init(_ node: SymbolicCall, _ windows: Windows) {
    self.windows = windows
    tape = node.tape
    image = node.operands[0].shape
    results = Shape([windows.planes, node.result.shape.count / max(windows.planes, 1), 1]) ?? image
    // The place behind the last one stands for all of the padding.
    let outside = windows.rows * windows.columns
    var places: [Int] = []
    for row in 0..<windows.resultRows {
      for column in 0..<windows.resultColumns {
        for y in 0..<windows.height {
          for x in 0..<windows.width {
            let place = (
              row * windows.stride.rows - windows.padding.rows + y,
              column * windows.stride.columns - windows.padding.columns + x
            )
            let isInside =
              (0..<windows.rows).contains(place.0) && (0..<windows.columns).contains(place.1)
            places.append(isInside ? place.0 * windows.columns + place.1 : outside)
          }
        }
      }
    }
    attributes = places
  }

  private var size: Int { windows.height * windows.width }
  private var plane: Int { windows.rows * windows.columns }

  /// A number for each window, shaped so that it broadcasts against the windows.
  func aligned(_ x: Symbol) -> Symbol { x.reshaped(to: results) }

  /// An image by its windows, in which the padding is a number of its own.
  func split(_ x: Symbol, padding: Double) -> Symbol {
    let planes = x.reshaped(to: Shape([windows.planes, plane]) ?? image)
    let edge = tape.zeros(Shape([windows.planes, 1]) ?? image) + .number(padding)
    let padded = Symbol.apply(.concatenate, [planes, edge], attributes: [1])
    return Symbol.apply(.gather, [padded], attributes: [1] + attributes)
      .reshaped(to: results.replacing(axis: 2, by: size))
  }

  /// Adds what belongs to the elements of windows up at their places of the image.
  func joined(_ x: Symbol) -> Symbol {
    let lines = x.reshaped(to: Shape([windows.planes, attributes.count]) ?? image)
    let padded = Symbol.apply(.scatter, [lines], attributes: [1, plane + 1] + attributes)
    return Symbol.apply(.slice, [padded], attributes: [0, windows.planes, 0, plane])
      .reshaped(to: image)
  }

  /// A number for each window, given to each of its elements.
  func spread(_ x: Symbol) -> Symbol {
    aligned(x).broadcast(to: results.replacing(axis: 2, by: size))
  }
}
