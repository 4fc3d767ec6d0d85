/// The extents of a convolution of images with kernels, and the walk over all its products.
///
/// The sum over (image, kernel, response) of `image · kernel · response` is linear in each of the
/// three; convolving and both its derivatives are this one sum with one of the three left out.
///
/// Images have the axes (rows, columns), (channels, rows, columns) or (images, channels, rows,
/// columns); kernels (rows, columns) for the first, else (responses, channels, rows, columns). As
/// everywhere in learning the kernel is not turned round. Zeros are padded on all four sides.
struct Convolution {
  /// What takes part in a product.
  enum Part: String { case image, kernel, response }

  var images = 1
  var channels = 1
  var responses = 1
  var imageRows: Int
  var imageColumns: Int
  var kernelRows: Int
  var kernelColumns: Int
  var responseRows = 0
  var responseColumns = 0
  var stride: Int
  var padding: Int

  /// How far a kernel moves, and how many zeros are put around the image: 1 and 0 unless said.
  static func step(_ attributes: [Int]) -> (stride: Int, padding: Int) {
    (attributes.first ?? 1, attributes.count > 1 ? attributes[1] : 0)
  }
}

extension Convolution {
  /// The extents as numbers for the kernels.
  var geometry: [Int] {
    [
      images, channels, responses, imageRows, imageColumns, kernelRows, kernelColumns,
      responseRows, responseColumns, stride, padding,
    ]
  }

  init(_ geometry: UnsafePointer<Int>) {
    images = geometry[0]
    channels = geometry[1]
    responses = geometry[2]
    (imageRows, imageColumns) = (geometry[3], geometry[4])
    (kernelRows, kernelColumns) = (geometry[5], geometry[6])
    (responseRows, responseColumns) = (geometry[7], geometry[8])
    (stride, padding) = (geometry[9], geometry[10])
  }

  /// Calls `body` with the places in image, kernel and response of each product.
  @inline(__always)
  func forEachProduct(_ body: (_ image: Int, _ kernel: Int, _ response: Int) -> Void) {
    for image in 0..<images {
      for response in 0..<responses {
        for channel in 0..<channels {
          let imageStart = (image * channels + channel) * imageRows * imageColumns
          let kernelStart = (response * channels + channel) * kernelRows * kernelColumns
          let responseStart = (image * responses + response) * responseRows * responseColumns
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
      let rows = inside(kernelRow, length: imageRows, count: responseRows)
      for kernelColumn in 0..<kernelColumns {
        let columns = inside(kernelColumn, length: imageColumns, count: responseColumns)
        for row in rows {
          let imageRow = row * stride + kernelRow - padding
          for column in columns {
            let imageColumn = column * stride + kernelColumn - padding
            body(
              imageRow * imageColumns + imageColumn, kernelRow * kernelColumns + kernelColumn,
              row * responseColumns + column)
          }
        }
      }
    }
  }

  /// The positions at which this row or column of the kernel lies on the image, not on the padding.
  private func inside(_ offset: Int, length: Int, count: Int) -> Range<Int> {
    let first = max(0, (padding - offset + stride - 1) / stride)
    let last = length - 1 + padding - offset
    let end = last < 0 ? 0 : min(count, last / stride + 1)
    return first..<max(first, end)
  }
}

extension Convolution {
  /// The extents of a response, worked out from image and kernel.
  init(image: Shape, kernel: Shape, _ attributes: [Int]) throws(ShapeMismatch) {
    let (rank, kernelRank) = (image.rank, kernel.rank)
    guard (2...4).contains(rank), kernelRank == (rank == 2 ? 2 : 4) else {
      throw ShapeMismatch(
        "an image of shape \(image) does not match a kernel of shape \(kernel)")
    }
    (imageRows, imageColumns) = (image.extents[rank - 2], image.extents[rank - 1])
    (kernelRows, kernelColumns) = (kernel.extents[kernelRank - 2], kernel.extents[kernelRank - 1])
    (stride, padding) = Convolution.step(attributes)
    if rank == 4 { images = image.extents[0] }
    if rank > 2 {
      (responses, channels) = (kernel.extents[0], kernel.extents[1])
      guard image.extents[rank - 3] == channels else {
        throw ShapeMismatch(
          "an image of shape \(image) and a kernel of shape \(kernel) differ in their channels, "
            + "\(image.extents[rank - 3]) and \(channels)")
      }
    }
    try checkNumbers()
    try fit(image, kernel)
  }

  private func checkNumbers() throws(ShapeMismatch) {
    guard stride > 0 else { throw ShapeMismatch("the stride \(stride) is less than 1") }
    guard padding >= 0 else { throw ShapeMismatch("the padding \(padding) is negative") }
    let largest = Int(Int32.max)
    guard stride <= largest, padding <= largest, imageRows <= largest, imageColumns <= largest
    else { throw ShapeMismatch("the image, its padding or the stride is too large") }
  }

  private mutating func fit(_ image: Shape, _ kernel: Shape) throws(ShapeMismatch) {
    let (height, width) = (imageRows + 2 * padding, imageColumns + 2 * padding)
    guard kernelRows > 0, kernelColumns > 0, kernelRows <= height, kernelColumns <= width else {
      throw ShapeMismatch(
        "a kernel of shape \(kernel) does not fit on an image of shape \(image) "
          + "with the padding \(padding)")
    }
    responseRows = (height - kernelRows) / stride + 1
    responseColumns = (width - kernelColumns) / stride + 1
  }

  /// The shape of a part, which has as many axes as the image given.
  func shape(of part: Part, imageRank rank: Int) throws(ShapeMismatch) -> Shape {
    let extents =
      switch part {
      case .image: [images, channels, imageRows, imageColumns]
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
