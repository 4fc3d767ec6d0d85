import Learning
import Testing

@Suite struct ImageDatasetTests {
  private let dataset = ImageDataset(
    rows: 2, columns: 2, pixels: [0, 51, 102, 153, 204, 255, 1, 254], labels: [3, 9])

  @Test func `images are slices of the pixels`() throws {
    let dataset = try #require(dataset)
    #expect((dataset.count, dataset.pixelsPerImage, dataset.classCount) == (2, 4, 10))
    #expect(Array(dataset.image(1)) == [204, 255, 1, 254])
  }

  @Test func `gathered images lie one after the other, between nought and one`() throws {
    let dataset = try #require(dataset)
    var pixels = [Float](repeating: -1, count: 8)
    pixels.withUnsafeMutableBufferPointer { dataset.gather([1, 0], into: $0) }
    let wanted: [Float] = [0.8, 1, 1 / 255, 254 / 255, 0, 0.2, 0.4, 0.6]
    for (pixel, number) in zip(pixels, wanted) { #expect(abs(pixel - number) <= 1e-7) }
    #expect(pixels.min() == 0)
    #expect(pixels.max() == 1)
  }

  @Test func `a turned image has rows for columns, and turned again is as before`() throws {
    let wide = try #require(
      ImageDataset(rows: 2, columns: 3, pixels: Array(0..<12), labels: [1, 2]))
    let turned = wide.transposed()
    #expect((turned.rows, turned.columns, turned.labels) == (3, 2, [1, 2]))
    #expect(turned.pixels == [0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11])
    #expect(turned.transposed() == wide)
  }

  @Test func `a prefix keeps images and labels together`() throws {
    let first = try #require(dataset).prefix(1)
    #expect(first.pixels == [0, 51, 102, 153])
    #expect(first.labels == [3])
    #expect(first.prefix(5) == first)
    #expect(first.prefix(-1).count == 0)
  }

  @Test func `what does not fit together is no data set`() {
    #expect(ImageDataset(rows: 2, columns: 2, pixels: [1, 2, 3], labels: []) == nil)
    #expect(ImageDataset(rows: 1, columns: 2, pixels: [1, 2], labels: [1, 2]) == nil)
    #expect(ImageDataset(rows: 0, columns: 2, pixels: [], labels: []) == nil)
    #expect(ImageDataset(rows: .max, columns: 2, pixels: [], labels: []) == nil)
    #expect(ImageDataset(rows: 1, columns: 1, pixels: [1], labels: [10]) == nil)
  }
}
