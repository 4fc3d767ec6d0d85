import Testing

@testable import Presentation

@Suite struct SurfaceTests {
  private func surface(
    _ places: Int, present: Surface.Point? = nil, _ value: (Double, Double) -> Double
  ) -> Surface {
    let axis = (0..<places).map { -2 + 4 * Double($0) / Double(places - 1) }
    return Surface(
      name: "z", variables: ["x", "y"], xs: axis, ys: axis,
      values: axis.flatMap { y in axis.map { value($0, y) } }, present: present)
  }

  @Test func `the contour of a cone is a circle`() {
    let surface = surface(81) { ($0 * $0 + $1 * $1).squareRoot() }
    let pieces = surface.contour(at: 1.5)
    #expect(pieces.count > 100)
    for end in pieces.flatMap({ [$0.from, $0.to] }) {
      #expect(abs((end.x * end.x + end.y * end.y).squareRoot() - 1.5) < 0.002)
    }
    // Together they are as long as the circle.
    let length = pieces.reduce(0) { sum, piece in
      let (dx, dy) = (piece.to.x - piece.from.x, piece.to.y - piece.from.y)
      return sum + (dx * dx + dy * dy).squareRoot()
    }
    #expect(abs(length - 2 * .pi * 1.5) < 0.05)
  }

  @Test func `a plane's contours are straight, and there are none where it does not reach`() {
    let surface = surface(5) { x, _ in x }
    #expect(surface.contour(at: 0.25).allSatisfy { abs($0.from.x - 0.25) < 1e-12 })
    #expect(surface.contour(at: 3).isEmpty)
  }

  @Test func `no line runs past what is not finite`() {
    let surface = surface(21) { x, y in x > 0 ? .nan : y }
    let ends = surface.contour(at: 0.5).flatMap { [$0.from, $0.to] }
    #expect(!ends.isEmpty && ends.allSatisfy { $0.x <= 0 })
  }

  @Test func `levels rise, have few digits and share out the surface`() {
    let surface = surface(41) { 100 * ($1 - $0 * $0) * ($1 - $0 * $0) + (1 - $0) * (1 - $0) }
    let levels = surface.levels(9)
    #expect(levels.count >= 7 && levels == levels.sorted())
    #expect(
      levels.allSatisfy { Double(NumberText.short($0, digits: 2)) == $0 })
    let below = levels.map { level in surface.values.count { $0 < level } }
    #expect(below.first ?? 0 < surface.values.count / 4)
    #expect(below.last ?? 0 > surface.values.count / 2)
    #expect(self.surface(5) { _, _ in 1 }.levels(9).isEmpty)
  }

  @Test func `the arrow has the direction of the gradient`() throws {
    let present = Surface.Point(x: 1, y: 0, value: 2, gradient: [3, -6])
    let tip = try #require(surface(5, present: present) { $0 + $1 }.arrowTip)
    #expect(abs((tip.x - 1) / tip.y + 0.5) < 1e-12)
    #expect(tip.y < 0 && abs(tip.y) > 0.5)
    let flat = Surface.Point(x: 1, y: 0, value: 2, gradient: [0, 0])
    #expect(surface(5, present: flat) { $0 + $1 }.arrowTip == nil)
  }
}
