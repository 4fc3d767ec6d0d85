import Autodiff

/// What a network makes of one image.
package struct Reading: Hashable, Sendable {
  /// The image alone, as it was read.
  let image: ImageDataset
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

  /// What can be shown of the image.
  package var pixels: [UInt8] { image.pixels }
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
      throw TrainingSetupError("the weights do not fit a \(plan.notation) network")
    }
    for (index, elements) in parameters.enumerated() {
      try worker.setParameter(index, to: elements)
    }
  }

  /// Reads a picture; `nil` when it has not as many pixels as the network has inputs.
  package func read(_ pixels: [UInt8]) -> Reading? {
    ImageDataset(rows: 1, columns: pixels.count, pixels: pixels, labels: [0])
      .flatMap { read($0, truth: nil) }
  }

  /// Reads an image of a set by the numbers that it holds; `nil` where there is none, or it has not as many
  /// pixels as the network has inputs.
  package func read(_ index: Int, of images: ImageDataset) -> Reading? {
    guard 0..<images.count ~= index else { return nil }
    return read(images.single(index), truth: Int(images.labels[index]))
  }

  /// Reads again what was read with other weights.
  package func read(again reading: Reading) -> Reading? {
    read(reading.image, truth: reading.truth)
  }

  /// Reads the only image of a set; a class that the network does not know is as good as none.
  private func read(_ image: ImageDataset, truth: Int?) -> Reading? {
    let plan = worker.network.plan
    guard image.pixelsPerImage == plan.widths[0] else { return nil }
    let classes = plan.widths[plan.layerCount]
    let known = truth.flatMap { (0..<min(classes, 256)).contains($0) ? $0 : nil }
    worker.load(.images(image.labelled(UInt8(known ?? 0))), at: [0])
    worker.runForward()
    let scores = worker.scores
    return Reading(
      image: image, truth: known, predicted: largest(of: scores[...]),
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
    case .training(let index): return data.training.images.flatMap { reader.read(index, of: $0) }
    case .test(let index): return data.test.images.flatMap { reader.read(index, of: $0) }
    }
  }
}
