import Autodiff

/// What a network makes of one image.
package struct Reading: Hashable, Sendable {
  package let pixels: [UInt8]
  /// The true class, where it is known.
  package let truth: Int?
  /// The class with the largest score.
  package let predicted: Int?
  /// The outputs of each hidden layer's units.
  package let features: [[Float]]
  /// One for each class.
  package let scores: [Float]
  /// Where the truth is known.
  package let loss: Float?
}

/// Reads single images with the weights of one moment.
package final class ImageReader {
  private let worker: BatchWorker

  /// A reader for a network with these parameters, in the order of the network's.
  package init(_ plan: NetworkPlan, parameters: [[Float]]) throws {
    var plan = plan
    // A penalty says nothing about an image.
    plan.l2 = 0
    worker = try BatchWorker(plan, rows: 1, ofBatch: 1)
    let counts = worker.network.parameters.map(\.shape.count)
    guard parameters.map(\.count) == counts else {
      throw TrainingSetupError("the weights do not fit a \(plan.widths.dashed) network")
    }
    for (index, elements) in parameters.enumerated() {
      try worker.setParameter(index, to: elements)
    }
  }

  /// Reads an image; `nil` when it has not as many pixels as the network has inputs.
  package func read(_ pixels: [UInt8], truth: Int? = nil) -> Reading? {
    let plan = worker.network.plan
    let classes = plan.widths[plan.layerCount]
    let known = truth.flatMap { (0..<min(classes, 256)).contains($0) ? $0 : nil }
    guard pixels.count == plan.widths[0],
      let image = ImageDataset(
        rows: 1, columns: pixels.count, pixels: pixels, labels: [UInt8(known ?? 0)],
        labelNames: ImageDataset.numberNames(min(classes, 256)))
    else { return nil }
    return read(image, truth: known)
  }

  /// Reads the only image of a set. Requires: it has as many pixels as the network has inputs.
  fileprivate func read(_ image: ImageDataset, truth known: Int?) -> Reading {
    worker.load(.images(image), at: [0])
    worker.runForward()
    let scores = worker.scores
    return Reading(
      pixels: image.pixels, truth: known, predicted: largest(of: scores[...]),
      features: worker.network.features.map { worker.evaluation.value(of: $0).elements },
      scores: scores, loss: known == nil ? nil : worker.loss)
  }
}

extension Trainer {
  /// What the present weights make of a digit; `nil` when there is no such image.
  package func read(_ choice: DigitChoice) throws -> Reading? {
    let reader = try ImageReader(
      options.plan, parameters: network.parameters.indices.map(elements(ofParameter:)))
    switch choice {
    case .drawn(let pixels): return reader.read(pixels)
    case .training(let index): return read(index, of: data.training, with: reader)
    case .test(let index): return read(index, of: data.test, with: reader)
    }
  }

  private func read(_ index: Int, of examples: Examples, with reader: ImageReader) -> Reading? {
    guard let images = examples.images, 0..<images.count ~= index else { return nil }
    let truth = Int(images.labels[index])
    guard images.values != nil, images.pixelsPerImage == options.plan.widths.first else {
      return reader.read(Array(images.image(index)), truth: truth)
    }
    return reader.read(images.single(index), truth: truth)
  }
}
