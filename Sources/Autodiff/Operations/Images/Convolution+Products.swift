import CKernels

/// Large convolutions as products of matrices: the elements of the image under each place of the kernel
/// become the rows of a matrix, one column for each number of the response.
///
///     response (responses × places) = kernel (responses × channels·rows·columns) · columns
extension Convolution {
  /// The number of products from which on a matrix of columns pays for itself.
  private static let fewestProducts = 1 << 14
  /// The size of that matrix above which the plain loops are taken, so as not to exhaust memory.
  private static let mostElements = 1 << 26

  /// Whether it is computed by products of matrices.
  var isLarge: Bool {
    let length = columnsLength
    return length <= Self.mostElements
      && images * responses * length >= Self.fewestProducts
  }

  /// The number of elements of the matrix of columns of one image and group.
  private var columnsLength: Int { channels * kernelPlane * responsePlane }

  /// A kernel of one element that is moved by one place sees the image as it is.
  private var isPointwise: Bool {
    kernelPlane == 1 && steps.stride == (1, 1) && steps.padding == (0, 0)
  }

  /// Adds the products of two parts to the third; false if there is no memory for the columns.
  func accumulateByProducts<T: Scalar>(
    _ x: UnsafePointer<T>, _ xPart: Part, _ y: UnsafePointer<T>, _ yPart: Part,
    into sum: UnsafeMutablePointer<T>
  ) -> Bool {
    // Of the two parts that are given, each is known by what it is.
    let image = xPart == .image ? x : y
    let kernel = xPart == .kernel ? x : y
    let response = xPart == .response ? x : y
    let wanted: Part =
      xPart != .image && yPart != .image
      ? .image : xPart != .kernel && yPart != .kernel ? .kernel : .response
    if accumulateInLanes(image, kernel, response, wanted, into: sum) { return true }
    guard let memory = kernel_scratch(columnsLength * MemoryLayout<T>.stride) else { return false }
    let columns = memory.bindMemory(to: T.self, capacity: columnsLength)
    for place in 0..<images * steps.groups {
      let (imageStart, kernelStart, responseStart) = starts(place)
      switch wanted {
      case .response:
        respond(
          image + imageStart, kernel + kernelStart, into: sum + responseStart, columns)
      case .kernel:
        addKernel(
          image + imageStart, response + responseStart, into: sum + kernelStart, columns)
      case .image:
        addImage(
          kernel + kernelStart, response + responseStart, into: sum + imageStart, columns)
      }
    }
    return true
  }

  /// The same for many images at a time; false if that is not possible.
  private func accumulateInLanes<T: Scalar>(
    _ image: UnsafePointer<T>, _ kernel: UnsafePointer<T>, _ response: UnsafePointer<T>,
    _ wanted: Part, into sum: UnsafeMutablePointer<T>
  ) -> Bool {
    switch wanted {
    case .response: respondInLanes(image, kernel, into: sum, accumulates: true)
    case .kernel: addToKernelInLanes(image, response, into: sum)
    case .image: addToImageInLanes(kernel, response, into: sum)
    }
  }

  /// Where the parts of one image and one group begin.
  private func starts(_ place: Int) -> (image: Int, kernel: Int, response: Int) {
    let group = place % steps.groups
    let responsesOfGroup = responses / steps.groups
    return (
      place * channels * imagePlane, group * responsesOfGroup * channels * kernelPlane,
      place * responsesOfGroup * responsePlane
    )
  }

  private func respond<T: Scalar>(
    _ image: UnsafePointer<T>, _ kernel: UnsafePointer<T>, into response: UnsafeMutablePointer<T>,
    _ columns: UnsafeMutablePointer<T>
  ) {
    T.multiply(
      MatrixProduct(
        rows: responses / steps.groups, columns: responsePlane, inner: channels * kernelPlane,
        left: kernel, right: spread(image, into: columns), result: response, accumulates: true))
  }

  private func addKernel<T: Scalar>(
    _ image: UnsafePointer<T>, _ response: UnsafePointer<T>, into kernel: UnsafeMutablePointer<T>,
    _ columns: UnsafeMutablePointer<T>
  ) {
    T.multiply(
      MatrixProduct(
        rows: responses / steps.groups, columns: channels * kernelPlane, inner: responsePlane,
        left: response, right: spread(image, into: columns), rightIsTransposed: true,
        result: kernel, accumulates: true))
  }

  private func addImage<T: Scalar>(
    _ kernel: UnsafePointer<T>, _ response: UnsafePointer<T>, into image: UnsafeMutablePointer<T>,
    _ columns: UnsafeMutablePointer<T>
  ) {
    let isDirect = isPointwise
    T.multiply(
      MatrixProduct(
        rows: channels * kernelPlane, columns: responsePlane, inner: responses / steps.groups,
        left: kernel, leftIsTransposed: true, right: response,
        result: isDirect ? image : columns, accumulates: isDirect))
    if !isDirect { gather(columns, into: image) }
  }

  /// The matrix of columns of an image, or the image itself where that is one.
  private func spread<T: Scalar>(
    _ image: UnsafePointer<T>, into columns: UnsafeMutablePointer<T>
  ) -> UnsafePointer<T> {
    guard !isPointwise else { return image }
    forEachRow { source, target, inside, isOutside in
      let line = columns + target
      guard !isOutside else { return line.update(repeating: 0, count: responseColumns) }
      line.update(repeating: 0, count: inside.lowerBound)
      if steps.stride.columns == 1 {
        (line + inside.lowerBound).update(
          from: image + source + inside.lowerBound, count: inside.count)
      } else {
        for column in inside { line[column] = image[source + column * steps.stride.columns] }
      }
      (line + inside.upperBound).update(
        repeating: 0, count: responseColumns - inside.upperBound)
    }
    return UnsafePointer(columns)
  }

  /// Adds a matrix of columns back to the image.
  private func gather<T: Scalar>(
    _ columns: UnsafePointer<T>, into image: UnsafeMutablePointer<T>
  ) {
    forEachRow { source, target, inside, isOutside in
      guard !isOutside else { return }
      if steps.stride.columns == 1 {
        for column in inside { image[source + column] += columns[target + column] }
      } else {
        for column in inside {
          image[source + column * steps.stride.columns] += columns[target + column]
        }
      }
    }
  }

  /// Calls `body` for each row of the response under each place of the kernel, with the place of the
  /// image that column 0 of the response would take, the start of the row in the matrix of columns,
  /// which columns lie on the image, and whether the row lies on the padding.
  @inline(__always)
  private func forEachRow(
    _ body: (_ source: Int, _ target: Int, _ inside: Range<Int>, _ isOutside: Bool) -> Void
  ) {
    var target = 0
    for channel in 0..<channels {
      for kernelRow in 0..<kernelRows {
        let rows = insideRows(kernelRow)
        for kernelColumn in 0..<kernelColumns {
          let inside = insideColumns(kernelColumn)
          let (firstRow, firstColumn) = start(kernelRow, kernelColumn)
          for row in 0..<responseRows {
            let imageRow = channel * imageRows + row * steps.stride.rows + firstRow
            body(
              imageRow * imageColumns + firstColumn, target, inside,
              !rows.contains(row) || inside.isEmpty)
            target += responseColumns
          }
        }
      }
    }
  }
}
