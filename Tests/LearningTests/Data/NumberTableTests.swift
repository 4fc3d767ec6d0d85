import Testing

@testable import Learning

@Suite struct NumberTableTests {
  @Test func `rows and targets must be as many`() {
    #expect(
      NumberTable(inputWidth: 2, targetWidth: 1, inputs: [1, 2, 3, 4], targets: [1, 2])?.count == 2)
    #expect(NumberTable(inputWidth: 2, targetWidth: 1, inputs: [1, 2, 3], targets: [1, 2]) == nil)
    #expect(NumberTable(inputWidth: 2, targetWidth: 1, inputs: [1, 2], targets: [1, 2]) == nil)
    #expect(NumberTable(inputWidth: 0, targetWidth: 1, inputs: [], targets: []) == nil)
  }

  @Test func `the regression is the same for a seed, and its test rows are others`() {
    let split = SyntheticRegression.split()
    #expect(split == SyntheticRegression.split())
    #expect(split != SyntheticRegression.split(seed: 2))
    #expect((split.training.count, split.test.count) == (256, 64))
    #expect((split.training.inputsPerExample, split.training.outputsPerExample) == (5, 1))
  }

  @Test func `an image's targets are 1 at its class`() throws {
    let images = try #require(
      ImageDataset(
        rows: 1, columns: 1, pixels: [0, 255], labels: [2, 0], labelNames: ["a", "b", "c"]))
    var rows = [Float](repeating: 9, count: 6)
    rows.withUnsafeMutableBufferPointer {
      Examples.images(images).gatherTargets([0, 1], for: .sigmoids, into: $0)
    }
    #expect(rows == [0, 0, 1, 1, 0, 0])
    var classes = [Float](repeating: 9, count: 2)
    classes.withUnsafeMutableBufferPointer {
      Examples.images(images).gatherTargets([1, 0], for: .logistic, into: $0)
    }
    #expect(classes == [0, 2])
  }
}
