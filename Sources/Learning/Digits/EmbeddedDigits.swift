import Basics
import Dispatch

/// The digits that the program draws itself, so that the first run needs no download.
package struct EmbeddedDigits: Sendable {
  private let book: HandBook
  private let seed: UInt64
  private let variation: Variation

  /// Digits of one seed: the same seed draws the same digits.
  ///
  /// Throws only when the embedded book of hands was damaged before the program was built.
  package init(seed: UInt64 = 1) throws {
    try self.init(
      HandBook(String(decoding: PackageResources.digits_txt, as: UTF8.self)), seed: seed)
  }

  init(_ book: HandBook, seed: UInt64, variation: Variation = .usual) {
    self.book = book
    self.seed = seed
    self.variation = variation
  }

  /// As many digits as MNIST has by default; no test digit is among the others.
  package func split(training: Int = 60_000, test: Int = 10_000, threads: Int = 2) -> DataSplit {
    let all = draw(0..<(training + test), threads: threads)
    return DataSplit(training: all.prefix(training), test: all.suffix(test))
  }

  /// The digits of these numbers; each depends on the seed and its number only.
  ///
  /// Requires: no number is negative.
  package func draw(_ items: Range<Int>, threads: Int = 2) -> ImageDataset {
    let size = Paper.side * Paper.side
    let pixels = [UInt8](unsafeUninitializedCapacity: items.count * size) { buffer, initialized in
      draw(items, into: buffer, threads: min(max(threads, 1), max(items.count, 1)))
      initialized = items.count * size
    }
    return ImageDataset(
      uncheckedRows: Paper.side, columns: Paper.side, pixels: pixels,
      labels: items.map { UInt8(label(of: $0)) }, labelNames: ImageDataset.numberNames(10))
  }

  private func draw(
    _ items: Range<Int>, into pixels: UnsafeMutableBufferPointer<UInt8>, threads: Int
  ) {
    let size = Paper.side * Paper.side
    // Each thread writes the pixels of its own items only.
    nonisolated(unsafe) let pixels = pixels
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      var scribe = Scribe(book, variation: variation)
      let share = (items.count * thread / threads)..<(items.count * (thread + 1) / threads)
      for place in share {
        let item = items.lowerBound + place
        var generator = SplitMix64(seed: seed, item: item)
        let sheet = UnsafeMutableBufferPointer(
          rebasing: pixels[(place * size)..<((place + 1) * size)])
        scribe.draw(label(of: item), using: &generator, into: sheet)
      }
    }
  }

  /// Every ten items in a row hold each digit once, in an order of their own.
  private func label(of item: Int) -> Int {
    var generator = SplitMix64(seed: ~seed, item: item / 10)
    var digits = Array(0..<10)
    for place in (1..<10).reversed() {
      digits.swapAt(place, generator.index(below: place + 1))
    }
    return digits[item % 10]
  }
}
