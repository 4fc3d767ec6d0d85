import Testing

@testable import Learning

@Suite struct CurveTests {
  private let bend = Stroke(
    knots: [Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1)],
    corners: [false, false, false, false])

  @Test func `the pen goes through the knots`() {
    var path = PenPath()
    path.append(bend, piece: 0.1)
    for knot in bend.knots { #expect(path.points.contains { ($0 - knot).length < 1e-6 }) }
  }

  @Test func `curves meet smoothly at a knot`() {
    let (before, after) = (bend.curve(endingAt: 1), bend.curve(endingAt: 2))
    #expect(before.end == after.start)
    let arriving = before.end - before.endHandle
    let leaving = after.startHandle - after.start
    #expect(abs(arriving.x * leaving.y - arriving.y * leaving.x) < 1e-6)
    #expect((arriving * leaving).sum() > 0)
  }

  @Test func `a corner and two knots are straight`() {
    let corner = Stroke(
      knots: [Point(0, 0), Point(1, 0), Point(1, 1)], corners: [false, true, false])
    #expect((corner.curve(endingAt: 1).point(at: 0.5) - Point(0.5, 0)).length < 1e-6)
    #expect((corner.curve(endingAt: 2).point(at: 0.5) - Point(1, 0.5)).length < 1e-6)
  }

  @Test func `knots on one spot harm nothing`() {
    let spot = Stroke(knots: [.zero, .zero, .zero], corners: [false, false, false])
    var path = PenPath()
    path.append(spot, piece: 0.1)
    #expect(path.points.allSatisfy { $0 == .zero })
  }

  @Test func `strokes are not joined`() {
    var path = PenPath()
    path.append(Stroke(knots: [.zero, Point(1, 0)], corners: [false, false]), piece: 1)
    path.append(Stroke(knots: [Point(5, 5), Point(5, 6)], corners: [false, false]), piece: 1)
    var longest: Float = 0
    path.forEachPiece { longest = max(longest, (path.points[$0] - path.points[$0 - 1]).length) }
    #expect(longest <= 1)
  }
}
