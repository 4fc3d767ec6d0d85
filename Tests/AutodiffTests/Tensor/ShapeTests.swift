import Autodiff
import Testing

@Suite struct ShapeTests {
  @Test func `a scalar holds one element and has no axes`() {
    #expect(Shape.scalar.count == 1)
    #expect(Shape.scalar.rank == 0)
    #expect(Shape([]) == .scalar)
  }

  @Test func `the count is the product of the extents`() throws {
    #expect(try #require(Shape([72, 784])).count == 56_448)
    #expect(try #require(Shape([3, 0])).count == 0)
  }

  @Test func `impossible extents are refused`() {
    #expect(Shape([-1]) == nil)
    #expect(Shape([.max, 2]) == nil)
    #expect(Shape([0, .max, 2]) == nil)
    #expect(Shape([.max, 2, 0]) == nil)
  }

  @Test func `a shape reads as a teacher writes it`() throws {
    #expect("\(try #require(Shape([72, 784])))" == "72×784")
    #expect("\(Shape.scalar)" == "scalar")
  }
}
