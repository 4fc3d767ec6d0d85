/// The extents of a convolution of images with kernels, and the walk over all its products.
///
/// The sum over (image, kernel, response) of `image · kernel · response` is linear in each of the
/// three; convolving and both its derivatives are this one sum with one of the three left out.
///
/// Images have the axes (rows, columns), (channels, rows, columns) or (images, channels, rows,
/// columns); kernels (rows, columns) for the first, else (responses, channels, rows, columns), where in
/// groups a kernel has the channels of its group. As everywhere in learning the kernel is not turned
/// round. Zeros are padded on all four sides.
struct Convolution {
  /// What takes part in a product.
  enum Part: String { case image, kernel, response }

  var images = 1
  /// The channels that one kernel sees.
  var channels = 1
  var responses = 1
  var imageRows: Int
  var imageColumns: Int
  var kernelRows: Int
  var kernelColumns: Int
  var responseRows = 0
  var responseColumns = 0
  var steps: ConvolutionSteps
}

/// How a kernel or a window is moved over an image, along rows and columns.
package struct ConvolutionSteps: Equatable {
  /// How far it moves.
  var stride = (rows: 1, columns: 1)
  /// How many zeros are put around the image.
  var padding = (rows: 0, columns: 0)
  /// How far apart neighbours in a kernel lie on the image.
  var dilation = (rows: 1, columns: 1)
  /// How many groups the channels are divided into, each of which responds for itself.
  package var groups = 1

  /// Every place, without anything around or between.
  static let plain = ConvolutionSteps()

  private init() {}

  /// Written out in full there are so many attributes: twice stride, padding and dilation, and groups.
  static let fullCount = 7

  package static func == (one: Self, other: Self) -> Bool { one.numbers == other.numbers }

  /// Read from attributes: nothing, a stride, a stride and a padding, or all in full.
  package init(_ attributes: some Collection<Int>) throws(ShapeMismatch) {
    let numbers = Array(attributes)
    switch numbers.count {
    case 0...2:
      if let first = numbers.first { stride = (first, first) }
      if numbers.count == 2 { padding = (numbers[1], numbers[1]) }
    case Self.fullCount:
      stride = (numbers[0], numbers[1])
      padding = (numbers[2], numbers[3])
      dilation = (numbers[4], numbers[5])
      groups = numbers[6]
    default:
      throw ShapeMismatch(
        "a convolution takes stride and padding, or both twice, the dilation twice and the number of "
          + "groups, not \(numbers.count) numbers")
    }
    try check()
  }

  init(_ geometry: UnsafePointer<Int>) {
    stride = (geometry[0], geometry[1])
    padding = (geometry[2], geometry[3])
    dilation = (geometry[4], geometry[5])
    groups = geometry[6]
  }

  /// All of them, as numbers for the kernels.
  var numbers: [Int] {
    [
      stride.rows, stride.columns, padding.rows, padding.columns, dilation.rows, dilation.columns,
      groups,
    ]
  }

  /// As attributes: stride and padding where these say it all.
  var attributes: [Int] {
    let isShort =
      stride.rows == stride.columns && padding.rows == padding.columns && dilation == (1, 1)
      && groups == 1
    return isShort ? [stride.rows, padding.rows] : numbers
  }

  /// Those that differ from the usual, as the arguments of a call.
  package var options: [(name: String, value: String)] {
    let pairs = [
      ("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1),
    ].filter { $0.1 != ($0.2, $0.2) }
      .map { name, pair, _ in
        (name, pair.rows == pair.columns ? "\(pair.rows)" : "[\(pair.rows), \(pair.columns)]")
      }
    return pairs + (groups == 1 ? [] : [("groups", "\(groups)")])
  }

  /// Where on the image an element of the kernel lies at a place of the response; that may be padding.
  package func place(
    of response: (row: Int, column: Int), under kernel: (row: Int, column: Int)
  ) -> (row: Int, column: Int) {
    (
      response.row * stride.rows + kernel.row * dilation.rows - padding.rows,
      response.column * stride.columns + kernel.column * dilation.columns - padding.columns
    )
  }

  private func check() throws(ShapeMismatch) {
    for stride in [stride.rows, stride.columns] where stride < 1 {
      throw ShapeMismatch("the stride \(stride) is less than 1")
    }
    for padding in [padding.rows, padding.columns] where padding < 0 {
      throw ShapeMismatch("the padding \(padding) is negative")
    }
    for dilation in [dilation.rows, dilation.columns] where dilation < 1 {
      throw ShapeMismatch("the dilation \(dilation) is less than 1")
    }
    guard groups > 0 else { throw ShapeMismatch("there cannot be \(groups) groups") }
    guard numbers.allSatisfy({ $0 <= Int(Int32.max) }) else {
      throw ShapeMismatch("the image, its padding or the stride is too large")
    }
  }
}

extension Convolution {
  /// The extents as numbers for the kernels.
  var geometry: [Int] {
    [
      images, channels, responses, imageRows, imageColumns, kernelRows, kernelColumns,
      responseRows, responseColumns,
    ] + steps.numbers
  }

  init(_ geometry: UnsafePointer<Int>) {
    images = geometry[0]
    channels = geometry[1]
    responses = geometry[2]
    (imageRows, imageColumns) = (geometry[3], geometry[4])
    (kernelRows, kernelColumns) = (geometry[5], geometry[6])
    (responseRows, responseColumns) = (geometry[7], geometry[8])
    steps = ConvolutionSteps(geometry + 9)
  }

  /// The number of elements of one plane of the image, of a kernel, of a response.
  var imagePlane: Int { imageRows * imageColumns }
  var kernelPlane: Int { kernelRows * kernelColumns }
  var responsePlane: Int { responseRows * responseColumns }

  /// Whether there are no products at all. The other extents may then be larger than can be multiplied.
  var isEmpty: Bool { images == 0 || channels == 0 || responses == 0 }

  /// Calls `body` with the places in image, kernel and response of each product.
  @inline(__always)
  func forEachProduct(_ body: (_ image: Int, _ kernel: Int, _ response: Int) -> Void) {
    let responsesOfGroup = max(responses / steps.groups, 1)
    for image in 0..<images {
      for response in 0..<responses {
        let firstChannel = (image * steps.groups + response / responsesOfGroup) * channels
        let responseStart = (image * responses + response) * responsePlane
        for channel in 0..<channels {
          let imageStart = (firstChannel + channel) * imagePlane
          let kernelStart = (response * channels + channel) * kernelPlane
          forEachProductOfPlane { imagePlace, kernelPlace, responsePlace in
            body(
              imageStart + imagePlace, kernelStart + kernelPlace, responseStart + responsePlace)
          }
        }
      }
    }
  }

  @inline(__always)
  private func forEachProductOfPlane(_ body: (Int, Int, Int) -> Void) {
    for kernelRow in 0..<kernelRows {
      let rows = insideRows(kernelRow)
      for kernelColumn in 0..<kernelColumns {
        let columns = insideColumns(kernelColumn)
        let (firstRow, firstColumn) = start(kernelRow, kernelColumn)
        for row in rows {
          let imageRow = row * steps.stride.rows + firstRow
          for column in columns {
            let imageColumn = column * steps.stride.columns + firstColumn
            body(
              imageRow * imageColumns + imageColumn, kernelRow * kernelColumns + kernelColumn,
              row * responseColumns + column)
          }
        }
      }
    }
  }

  /// Where on the image this row and column of the kernel lie at the first response.
  func start(_ kernelRow: Int, _ kernelColumn: Int) -> (row: Int, column: Int) {
    (
      kernelRow * steps.dilation.rows - steps.padding.rows,
      kernelColumn * steps.dilation.columns - steps.padding.columns
    )
  }

  /// The rows of the response at which this row of the kernel lies on the image, not on the padding.
  func insideRows(_ kernelRow: Int) -> Range<Int> {
    Self.inside(
      start(kernelRow, 0).row, stride: steps.stride.rows, length: imageRows, count: responseRows)
  }

  /// The same for a column.
  func insideColumns(_ kernelColumn: Int) -> Range<Int> {
    Self.inside(
      start(0, kernelColumn).column, stride: steps.stride.columns, length: imageColumns,
      count: responseColumns)
  }

  /// The steps at which what starts at a place, and moves on by the stride, lies within a length.
  static func inside(_ start: Int, stride: Int, length: Int, count: Int) -> Range<Int> {
    let first = start >= 0 ? 0 : (stride - 1 - start) / stride
    let last = length - 1 - start
    let end = last < 0 ? 0 : min(count, last / stride + 1)
    return first..<max(first, end)
  }
}

extension Convolution {
  /// The extents of a response, worked out from image and kernel.
  init(
    image: Shape, kernel: Shape, _ attributes: some Collection<Int>
  ) throws(ShapeMismatch) {
    let (rank, kernelRank) = (image.rank, kernel.rank)
    guard (2...4).contains(rank), kernelRank == (rank == 2 ? 2 : 4) else {
      throw ShapeMismatch(
        "an image of shape \(image) does not match a kernel of shape \(kernel)")
    }
    (imageRows, imageColumns) = (image.extents[rank - 2], image.extents[rank - 1])
    (kernelRows, kernelColumns) = (kernel.extents[kernelRank - 2], kernel.extents[kernelRank - 1])
    steps = try ConvolutionSteps(attributes)
    if rank == 4 { images = image.extents[0] }
    if rank > 2 { (responses, channels) = (kernel.extents[0], kernel.extents[1]) }
    try checkChannels(image, kernel)
    guard imageRows <= Int(Int32.max), imageColumns <= Int(Int32.max) else {
      throw ShapeMismatch("the image, its padding or the stride is too large")
    }
    try fit(image, kernel)
  }

  private func checkChannels(_ image: Shape, _ kernel: Shape) throws(ShapeMismatch) {
    let all = image.rank > 2 ? image.extents[image.rank - 3] : 1
    let seen = channels.multipliedReportingOverflow(by: steps.groups)
    guard steps.groups == 1 || responses.isMultiple(of: steps.groups) else {
      throw ShapeMismatch("\(responses) responses cannot be divided into \(steps.groups) groups")
    }
    guard !seen.overflow, seen.partialValue == all else {
      let groups = steps.groups == 1 ? "" : " in \(steps.groups) groups"
      throw ShapeMismatch(
        "an image of shape \(image) and a kernel of shape \(kernel)\(groups) differ in their "
          + "channels, \(all) and \(seen.partialValue)")
    }
  }

  private mutating func fit(_ image: Shape, _ kernel: Shape) throws(ShapeMismatch) {
    let height = imageRows + 2 * steps.padding.rows
    let width = imageColumns + 2 * steps.padding.columns
    let rows = (kernelRows - 1).multipliedReportingOverflow(by: steps.dilation.rows)
    let columns = (kernelColumns - 1).multipliedReportingOverflow(by: steps.dilation.columns)
    guard kernelRows > 0, kernelColumns > 0, !rows.overflow, !columns.overflow,
      rows.partialValue < height, columns.partialValue < width
    else {
      throw ShapeMismatch(
        "a kernel of shape \(kernel) does not fit on an image of shape \(image) with \(spacing)")
    }
    responseRows = (height - rows.partialValue - 1) / steps.stride.rows + 1
    responseColumns = (width - columns.partialValue - 1) / steps.stride.columns + 1
  }

  /// The padding in words, and the dilation if there is one.
  private var spacing: String {
    let (padding, dilation) = (steps.padding, steps.dilation)
    let zeros =
      padding.rows == padding.columns ? "\(padding.rows)" : "\(padding.rows)×\(padding.columns)"
    return "the padding \(zeros)"
      + (dilation == (1, 1) ? "" : " and the dilation \(dilation.rows)×\(dilation.columns)")
  }

  /// The shape of a part, which has as many axes as the image given.
  func shape(of part: Part, imageRank rank: Int) throws(ShapeMismatch) -> Shape {
    let extents =
      switch part {
      case .image: [images, channels * steps.groups, imageRows, imageColumns]
      case .kernel: [responses, channels, kernelRows, kernelColumns]
      case .response: [images, responses, responseRows, responseColumns]
      }
    let axes = part == .kernel && rank > 2 ? 4 : rank
    guard let shape = Shape(Array(extents.suffix(axes))) else {
      throw ShapeMismatch("the \(part) is too large")
    }
    return shape
  }
}
