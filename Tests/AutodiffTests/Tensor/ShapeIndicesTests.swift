import Testing

@testable import Autodiff

@Suite struct ShapeIndicesTests {
  @Test(
    arguments: [
      ([], 0, []), ([4], 3, [3]), ([2, 3], 5, [1, 2]), ([2, 3, 4], 17, [1, 1, 1]),
      ([5, 1], 2, [2, 0]), ([2, 0], 0, [0, 0]), ([0], 0, [0]),
    ] as [([Int], Int, [Int])])
  func `an element has an index along each axis`(
    _ extents: [Int], _ element: Int, _ indices: [Int]
  ) throws {
    #expect(try #require(Shape(extents)).indices(of: element) == indices)
  }
}
