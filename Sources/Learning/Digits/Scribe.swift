/// Draws digits one after another, each from its own random numbers.
struct Scribe {
  private let book: HandBook
  private let variation: Variation
  // Kept from digit to digit, so that drawing allocates little.
  private var path = PenPath()
  private var paper = Paper()

  init(_ book: HandBook, variation: Variation = .usual) {
    self.book = book
    self.variation = variation
  }

  /// Draws one writing of a digit as 28×28 bytes.
  mutating func draw(
    _ digit: Int, using generator: inout some RandomNumberGenerator,
    into pixels: UnsafeMutableBufferPointer<UInt8>
  ) {
    let hand = book.hand(of: digit, using: &generator)
      .varied(by: variation, using: &generator)
    path.clear()
    for stroke in hand.strokes { path.append(stroke, piece: Self.piece) }
    paper.draw(path, with: Pen(variation, using: &generator))
    paper.write(into: pixels)
  }

  // About a pixel and a half: a digit is two units or twenty pixels high.
  private static let piece: Float = 0.15
}

extension Pen {
  /// The pen someone happens to write with.
  fileprivate init(_ variation: Variation, using generator: inout some RandomNumberGenerator) {
    let (limits, fade) = (variation.penLimits, variation.fade)
    let radius = variation.penRadius + variation.penSpread * generator.bell()
    self.radius = min(max(radius, limits.lowerBound), limits.upperBound)
    self.fade = fade.lowerBound + (fade.upperBound - fade.lowerBound) * generator.unit()
    growth = variation.pressure * generator.bell()
    swelling = variation.pressure * generator.bell()
  }
}
