extension ImageDataset {
  /// The same images, each pixel the mean of a square of pixels; rows and columns that fill no square
  /// are left out. `nil` when a square does not fit into an image.
  package func pooled(by size: Int) -> ImageDataset? {
    let (height, width) = (rows / max(size, 1), columns / max(size, 1))
    guard size > 0, height > 0, width > 0 else { return nil }
    var means: [UInt8] = []
    means.reserveCapacity(count * height * width)
    pixels.withUnsafeBufferPointer { pixels in
      for start in stride(from: 0, to: pixels.count, by: pixelsPerImage) {
        for row in 0..<height {
          for column in 0..<width {
            let corner = start + (row * columns + column) * size
            means.append(mean(of: pixels, from: corner, size))
          }
        }
      }
    }
    return ImageDataset(
      uncheckedRows: height, columns: width, pixels: means, labels: labels, labelNames: labelNames)
  }

  /// The mean of a square, rounded to the nearest.
  private func mean(of pixels: UnsafeBufferPointer<UInt8>, from corner: Int, _ size: Int) -> UInt8 {
    var sum = 0
    for row in 0..<size {
      for column in 0..<size { sum += Int(pixels[corner + row * columns + column]) }
    }
    return UInt8((2 * sum + size * size) / (2 * size * size))
  }
}
