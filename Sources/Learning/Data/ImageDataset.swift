/// Grey images of one size with a label each, as bytes.
package struct ImageDataset: Equatable, Sendable {
  package let rows: Int
  package let columns: Int
  /// The images one after another, each row by row; 0 is paper and 255 is ink.
  /// Invariant: `count * rows * columns` bytes.
  package let pixels: [UInt8]
  /// The same images as numbers that a network takes as they are, where they were given so; the pixels
  /// are then what can be shown of them. Invariant: as many as there are pixels.
  package let values: [Float]?
  /// One label an image. Invariant: each is less than `labelNames.count`.
  package let labels: [UInt8]
  /// What each label is called, from label 0 on.
  package let labelNames: [String]

  /// A data set of these images, or `nil` when the counts do not fit or a label has no name.
  package init?(
    rows: Int, columns: Int, pixels: [UInt8], labels: [UInt8],
    labelNames: [String] = Self.numberNames(10)
  ) {
    guard rows > 0, columns > 0 else { return nil }
    let (size, overflowed) = rows.multipliedReportingOverflow(by: columns)
    guard !overflowed, pixels.count.isMultiple(of: size), pixels.count / size == labels.count,
      labels.allSatisfy({ $0 < labelNames.count })
    else { return nil }
    self.init(
      uncheckedRows: rows, columns: columns, pixels: pixels, labels: labels, labelNames: labelNames)
  }

  /// A data set whose maker vouches for the invariants.
  init(
    uncheckedRows rows: Int, columns: Int, pixels: [UInt8], values: [Float]? = nil,
    labels: [UInt8], labelNames: [String]
  ) {
    self.values = values
    self.rows = rows
    self.columns = columns
    self.pixels = pixels
    self.labels = labels
    self.labelNames = labelNames
  }

  /// A data set of images as numbers, 0 for paper and 1 for ink, whose maker vouches for the invariants.
  package init(
    uncheckedRows rows: Int, columns: Int, values: [Float], labels: [UInt8], labelNames: [String]
  ) {
    self.init(
      uncheckedRows: rows, columns: columns,
      pixels: values.map { UInt8(min(max($0 * 255, 0), 255).rounded()) }, values: values,
      labels: labels, labelNames: labelNames)
  }

  /// The number of images.
  package var count: Int { labels.count }

  /// The number of pixels of one image, which is the number of inputs of a network.
  package var pixelsPerImage: Int { rows * columns }

  /// The number of different labels, which is the number of outputs of a network.
  package var classCount: Int { labelNames.count }

  /// Whether at least 60 % of the pixels are 0, judged by the first thousand images.
  package var isMostlyPaper: Bool {
    let sample = pixels.prefix(1000 * pixelsPerImage)
    return sample.count { $0 == 0 } * 10 >= sample.count * 6 && !sample.isEmpty
  }

  /// The pixels of one image, row by row. Requires: `index` is in `0..<count`.
  package func image(_ index: Int) -> ArraySlice<UInt8> {
    pixels[pixelSpan(of: index..<(index + 1))]
  }

  /// The same with rows and columns of every image exchanged.
  package func transposed() -> ImageDataset {
    ImageDataset(
      uncheckedRows: columns, columns: rows, pixels: transposed(pixels),
      values: values.map(transposed), labels: labels, labelNames: labelNames)
  }

  private func transposed<Pixel>(_ pixels: [Pixel]) -> [Pixel] {
    let (rows, columns, length) = (rows, columns, pixelsPerImage)
    return [Pixel](unsafeUninitializedCapacity: pixels.count) { buffer, count in
      pixels.withUnsafeBufferPointer { pixels in
        for start in stride(from: 0, to: pixels.count, by: length) {
          for row in 0..<rows {
            for column in 0..<columns {
              buffer.initializeElement(
                at: start + column * rows + row, to: pixels[start + row * columns + column])
            }
          }
        }
      }
      count = pixels.count
    }
  }

  /// The first `count` images, or all when there are fewer.
  package func prefix(_ count: Int) -> ImageDataset {
    slice(0..<min(max(count, 0), self.count))
  }

  /// The last `count` images, or all when there are fewer.
  package func suffix(_ count: Int) -> ImageDataset {
    slice((self.count - min(max(count, 0), self.count))..<self.count)
  }

  /// One image as a set of its own. Requires: `index` is in `0..<count`.
  func single(_ index: Int) -> ImageDataset { slice(index..<index + 1) }

  private func slice(_ images: Range<Int>) -> ImageDataset {
    ImageDataset(
      uncheckedRows: rows, columns: columns, pixels: Array(pixels[pixelSpan(of: images)]),
      values: values.map { Array($0[pixelSpan(of: images)]) },
      labels: Array(labels[images]), labelNames: labelNames)
  }

  private func pixelSpan(of images: Range<Int>) -> Range<Int> {
    (images.lowerBound * pixelsPerImage)..<(images.upperBound * pixelsPerImage)
  }

  /// `0`, `1`, … for labels without other names.
  package static func numberNames(_ count: Int) -> [String] {
    (0..<count).map(String.init)
  }
}

/// Images to learn from, and others of the same kind to test on.
package struct DataSplit: Equatable, Sendable {
  package var training: ImageDataset
  package var test: ImageDataset

  package init(training: ImageDataset, test: ImageDataset) {
    self.training = training
    self.test = test
  }
}
