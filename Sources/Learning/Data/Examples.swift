/// What a network learns from or is tested on.
package enum Examples: Equatable, Sendable {
  /// Images with a label each.
  case images(ImageDataset)
  /// Rows of numbers, with the numbers that a network is to make of each.
  case table(NumberTable)
}

/// Examples to learn from, and others of the same kind to test on.
package struct ExampleSplit: Equatable, Sendable {
  package var training: Examples
  package var test: Examples

  package init(training: Examples, test: Examples) {
    self.training = training
    self.test = test
  }

  package init(_ split: DataSplit) {
    self.init(training: .images(split.training), test: .images(split.test))
  }
}

extension Examples {
  package var count: Int {
    switch self {
    case .images(let images): images.count
    case .table(let table): table.count
    }
  }

  /// The numbers that describe one example: the width of a network's first layer.
  package var inputsPerExample: Int {
    switch self {
    case .images(let images): images.pixelsPerImage
    case .table(let table): table.inputWidth
    }
  }

  /// The numbers that a network is to give for an example: a score for each class, or each target.
  package var outputsPerExample: Int {
    switch self {
    case .images(let images): images.classCount
    case .table(let table): table.targetWidth
    }
  }

  /// The images, unless these are rows of numbers.
  package var images: ImageDataset? {
    guard case .images(let images) = self else { return nil }
    return images
  }

  /// Writes what describes the examples at the given places into a buffer, one after another.
  ///
  /// Requires: every place is in `0..<count`, and the buffer holds so many examples.
  package func gatherInputs(
    _ places: ArraySlice<Int32>, into buffer: UnsafeMutableBufferPointer<Float>
  ) {
    switch self {
    case .images(let images): images.gather(places, into: buffer)
    case .table(let table): table.gather(places, of: table.inputs, table.inputWidth, into: buffer)
    }
  }

  /// Writes what a network is to give for the examples at the given places, in the form in which
  /// the loss compares it: the numbers of the classes, or a row of targets an example.
  ///
  /// An image's row of targets is 1 at its class and 0 elsewhere.
  package func gatherTargets(
    _ places: ArraySlice<Int32>, for loss: Loss, into buffer: UnsafeMutableBufferPointer<Float>
  ) {
    switch self {
    case .images(let images) where loss.comparesClasses:
      for (row, place) in places.enumerated() { buffer[row] = Float(images.labels[Int(place)]) }
    case .images(let images):
      let width = buffer.count / max(places.count, 1)
      buffer.update(repeating: 0)
      for (row, place) in places.enumerated() {
        let label = Int(images.labels[Int(place)])
        if label < width { buffer[row * width + label] = 1 }
      }
    case .table(let table):
      table.gather(places, of: table.targets, table.targetWidth, into: buffer)
    }
  }
}
