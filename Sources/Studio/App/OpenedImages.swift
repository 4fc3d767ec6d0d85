import Explorer
package import Formula
package import Learning

/// A network of a training run or a file, and the examples on which it can be looked at.
package struct OpenedImages: Sendable {
  package let network: OpenedNetwork
  private let examples: Examples
  /// The examples among which one can go, by their numbers; `nil` for all of them.
  private let places: [Int]?
  /// What one of them is called: `test image`.
  let noun: String
  /// What comes before that in a title: `step 12, `.
  private let context: String
  /// The true classes are not known: the label is what the network predicts.
  private let isUnlabelled: Bool

  /// The images of some examples, or a drawing; `nil` where there are none.
  package init?(_ network: OpenedNetwork, _ choice: DigitChoice, of examples: ExampleSplit) {
    let images: ImageDataset?
    switch choice {
    case .test: (images, noun) = (examples.test.images, "test image")
    case .training: (images, noun) = (examples.training.images, "training image")
    case .drawn(let pixels):
      images = examples.test.images.flatMap { Self.drawing(pixels, like: $0, network) }
      noun = "drawing"
    }
    guard let images, images.count > 0 else { return nil }
    if case .drawn = choice { isUnlabelled = true } else { isUnlabelled = false }
    (self.network, self.examples, places, context) = (network, .images(images), nil, "")
  }

  /// The rows of a minibatch, and the network as it was before the update.
  init(_ step: ReplayedStep, of examples: Examples) {
    network = OpenedNetwork(step.options.plan, parameters: step.before.map(\.elements))
    self.examples = examples
    places = step.rows.map(\.example)
    (noun, context, isUnlabelled) = ("row", "step \(step.record.step), ", false)
  }

  /// A drawing labelled with what the network predicts.
  private static func drawing(
    _ pixels: [UInt8], like images: ImageDataset, _ network: OpenedNetwork
  ) -> ImageDataset? {
    let reader = try? ImageReader(network.plan, parameters: network.parameters)
    let predicted = reader?.read(pixels)?.predicted ?? 0
    return ImageDataset(
      rows: images.rows, columns: images.columns, pixels: pixels,
      labels: [UInt8(clamping: predicted)], labelNames: images.labelNames)
  }

  /// How many there are.
  var count: Int { places?.count ?? examples.count }

  /// The network on one of them, as a program.
  func program(at index: Int) throws -> Program {
    try network.program(ofExample: place(of: index), of: examples, title: title(at: index))
  }

  /// The network on all of them at once.
  func wholeProgram() throws -> Program {
    let places = places ?? Array(0..<examples.count)
    return try network.program(
      ofMinibatch: places.map { Int32(clamping: $0) }, of: examples,
      title: "\(context)\(count) rows")
  }

  /// What the explorer shows of where it is.
  func gallery(at index: Int) -> ImageGallery {
    ImageGallery(noun: noun, count: count, index: index)
  }

  /// The number of an example in its collection; -1 for none, which no collection has.
  private func place(of index: Int) -> Int {
    guard let places else { return index }
    return places.indices.contains(index) ? places[index] : -1
  }

  /// `step 12, row 3 (example 417): label 5, predicted 6`
  private func title(at index: Int) -> String {
    let place = place(of: index)
    let name = "\(context)\(noun) \(index)" + (places == nil ? "" : " (example \(place))")
    guard let images = examples.images, 0..<images.count ~= place else { return name }
    let reader = try? ImageReader(network.plan, parameters: network.parameters)
    let predicted = reader?.read(place, of: images)?.predicted
    let words =
      predicted.map { "predicted \(label($0, in: images))" } ?? "no prediction"
    guard !isUnlabelled else { return "your \(noun): \(words), taken as its label" }
    return "\(name): label \(label(Int(images.labels[place]), in: images)), \(words)"
  }

  private func label(_ label: Int, in images: ImageDataset) -> String {
    images.labelNames.indices.contains(label) ? images.labelNames[label] : "\(label)"
  }
}
