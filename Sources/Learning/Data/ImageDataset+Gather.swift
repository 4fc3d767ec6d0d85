import CKernels

extension ImageDataset {
  /// Writes the images at some places one after the other as numbers from 0 (paper) to 1 (ink), or as the
  /// numbers that they were given as.
  ///
  /// Requires: the places are within the set, and the buffer has room for their pixels.
  package func gather(_ places: ArraySlice<Int32>, into buffer: UnsafeMutableBufferPointer<Float>) {
    let length = pixelsPerImage
    precondition(buffer.count >= places.count * length, "the buffer is too small for the images")
    if let values { return gather(places, of: values, into: buffer) }
    pixels.withUnsafeBufferPointer { pixels in
      places.withUnsafeBufferPointer { places in
        guard let source = pixels.baseAddress, let first = places.baseAddress,
          let target = buffer.baseAddress
        else { return }
        kernel_gather_bytes(source, length, first, places.count, 1 / 255, target)
      }
    }
  }

  private func gather(
    _ places: ArraySlice<Int32>, of values: [Float], into buffer: UnsafeMutableBufferPointer<Float>
  ) {
    let length = pixelsPerImage
    values.withUnsafeBufferPointer { values in
      for (row, place) in places.enumerated() {
        let image = UnsafeBufferPointer(
          rebasing: values[Int(place) * length..<(Int(place) + 1) * length])
        let line = UnsafeMutableBufferPointer(rebasing: buffer[row * length..<(row + 1) * length])
        _ = line.update(fromContentsOf: image)
      }
    }
  }
}
