import Autodiff
import Inquiry
import Testing

@testable import Explorer

@Suite struct SlicePlanTests {
  @Test(arguments: [[], [1], [5], [2, 3], [3, 1], [2, 3, 4], [2, 1, 3, 2], [0], [3, 0]])
  func `every element has a place of its own`(extents: [Int]) throws {
    let shape = try #require(Shape(extents))
    let plan = SlicePlan(shape)
    let places = (0..<shape.count).map { plan.place(of: $0) }
    #expect(Set(places).count == shape.count)
    #expect(places.map { plan.element(at: $0) } == Array(0..<shape.count))
    #expect(plan.element(at: .init(slice: 0, row: -1, column: 0)) == nil)
  }

  @Test func `slices are named by their leading indices`() throws {
    let plan = SlicePlan(try #require(Shape([2, 3, 4, 5])))
    #expect(plan.slices == 6)
    #expect(plan.sliceText(4) == "[1, 1, :, :]")
  }

  @Test func `a broadcast element is found where it is`() throws {
    let shape = try #require(Shape([3, 1]))
    #expect(shape.element(at: [7, 2, 4]) == 2)
    #expect(shape.indexText(of: 2) == "[2, 0]")
  }
}
