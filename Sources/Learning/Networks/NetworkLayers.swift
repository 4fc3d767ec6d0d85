/// The layers of a network as they are written: `784-72-10`, or `28x28-8c5-p2-16c5-p2-10` for an image of
/// 28 × 28, 8 kernels of 5 × 5, the largest of each 2 × 2 responses, 16 kernels of 5 × 5 over those 8
/// channels, the largest of each 2 × 2 again, and 10 scores.
package struct NetworkLayers: Hashable, Sendable {
  /// The numbers of an example before and after each layer with weights.
  package private(set) var widths: [Int] = []
  /// The first layers, where they are convolutions.
  package private(set) var convolutions: [ConvolutionLayer] = []

  /// Reads what was written.
  ///
  /// Throws ``TrainingSetupError``, which says what is wrong and what is right.
  package init(_ text: String) throws(TrainingSetupError) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard 2...Self.mostParts ~= parts.count else {
      throw TrainingSetupError(
        "2 to \(Self.mostParts) layers are needed, such as 784-72-10 or 28x28-8c5-p2-10")
    }
    var image = Self.numbers(parts[0], around: "x").map { (channels: 1, rows: $0.0, columns: $0.1) }
    if let image {
      try Self.check(image.rows * image.columns, parts[0])
      widths = [image.rows * image.columns]
    } else {
      widths = [try Self.width(parts[0])]
    }
    for part in parts.dropFirst() {
      if let (kernels, side) = Self.numbers(part, around: "c") {
        guard let seen = image else { throw Self.misplaced(part, isAfterDense: widths.count > 1) }
        try add(part, kernels, side, over: seen)
      } else if part.hasPrefix("p"), let pool = Self.number(part.dropFirst()) {
        try add(part, pool: pool, isPossible: image != nil)
      } else {
        widths.append(try Self.width(part))
        image = nil
        continue
      }
      image = convolutions.last.map { ($0.kernels, $0.outputRows, $0.outputColumns) }
    }
    guard widths.count > convolutions.count + 1 else {
      throw TrainingSetupError(
        "the last layer must be a width, the number of scores, such as \(text)-10")
    }
  }

  /// The layers of a plan.
  init(_ plan: NetworkPlan) { (widths, convolutions) = (plan.widths, plan.convolutions) }
}

extension NetworkLayers: CustomStringConvertible {
  /// As it is written.
  package var description: String {
    guard let first = convolutions.first else { return widths.dashed }
    let kernels = convolutions.map { layer in
      "\(layer.kernels)c\(layer.side)" + (layer.pool > 1 ? "-p\(layer.pool)" : "")
    }
    let dense = widths.dropFirst(convolutions.count + 1).map { "\($0)" }
    return (["\(first.rows)x\(first.columns)"] + kernels + dense).joined(separator: "-")
  }
}

extension NetworkLayers {
  private static let mostParts = 64
  private static let greatestWidth = 100_000
  /// The most numbers that one example may have between two layers: many examples are run at a time.
  private static let mostNumbers = 1 << 18

  private mutating func add(
    _ part: String, _ kernels: Int, _ side: Int,
    over image: (channels: Int, rows: Int, columns: Int)
  ) throws(TrainingSetupError) {
    guard side <= image.rows, side <= image.columns else {
      throw TrainingSetupError(
        "the kernels of \(part) do not fit on \(image.rows)×\(image.columns) places; use at most "
          + "\(kernels)c\(min(image.rows, image.columns))")
    }
    let layer = ConvolutionLayer(
      channels: image.channels, rows: image.rows, columns: image.columns, kernels: kernels,
      side: side)
    try Self.check(layer.outputCount, part)
    convolutions.append(layer)
    widths.append(layer.outputCount)
  }

  private mutating func add(
    _ part: String, pool: Int, isPossible: Bool
  ) throws(TrainingSetupError) {
    guard isPossible, var layer = convolutions.popLast(), layer.pool == 1 else {
      throw TrainingSetupError(
        "\(part) keeps the largest of each \(pool)×\(pool) responses and must follow a convolution, as in "
          + "28x28-8c5-\(part)-10")
    }
    guard pool <= layer.responseRows, pool <= layer.responseColumns else {
      throw TrainingSetupError(
        "\(part) does not fit on the \(layer.responseRows)×\(layer.responseColumns) responses before it"
      )
    }
    layer.pool = pool
    convolutions.append(layer)
    widths[widths.count - 1] = layer.outputCount
  }

  private static func misplaced(_ part: String, isAfterDense: Bool) -> TrainingSetupError {
    TrainingSetupError(
      isAfterDense
        ? "\(part) must come before the layers that are widths, as in 28x28-\(part)-72-10"
        : "\(part) needs an image of rows×columns to begin with, as in 28x28-\(part)-10")
  }

  private static func check(_ count: Int, _ part: String) throws(TrainingSetupError) {
    guard count <= mostNumbers else {
      throw TrainingSetupError("\(part) makes more than \(mostNumbers) numbers of each example")
    }
  }

  private static func width(_ part: String) throws(TrainingSetupError) -> Int {
    guard let width = number(Substring(part)) else {
      throw TrainingSetupError(
        "'\(part)' is neither a width from 1 to \(greatestWidth), such as 72, nor, over an image such as "
          + "28x28, kernels such as 8c5 (8 of 5×5) or pooling such as p2")
    }
    return width
  }

  /// Two numbers with a letter between them.
  private static func numbers(_ part: String, around letter: Character) -> (Int, Int)? {
    let sides = part.split(separator: letter, omittingEmptySubsequences: false)
    guard sides.count == 2, let one = number(sides[0]), let other = number(sides[1]) else {
      return nil
    }
    return (one, other)
  }

  private static func number(_ text: Substring) -> Int? {
    guard text.allSatisfy({ ("0"..."9").contains($0) }), let number = Int(text),
      1...greatestWidth ~= number
    else { return nil }
    return number
  }
}
