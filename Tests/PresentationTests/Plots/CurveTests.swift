import Foundation
import Testing

@testable import Presentation

@Suite struct CurveTests {
  private func curve(
    _ value: (Double) -> Double, slope: (Double) -> Double, over range: ClosedRange<Double>
  ) -> Curve {
    let points = (0...200).map { place in
      let x = range.lowerBound + (range.upperBound - range.lowerBound) * Double(place) / 200
      return Curve.Point(x: x, y: value(x), slope: slope(x))
    }
    return Curve(name: "y", slopeName: "dy/dx", variable: "x", points: points, present: [])
  }

  @Test func `all of an ordinary curve is legible`() {
    let curve = curve(exp, slope: exp, over: -3...3)
    #expect(curve.heights == exp(-3.0)...exp(3.0))
  }

  @Test func `poles are cut off so that the rest is legible`() throws {
    let curve = curve({ 1 / $0 }, slope: { -1 / ($0 * $0) }, over: -1...1)
    let heights = try #require(curve.heights)
    #expect(heights.contains(10) && heights.contains(-10) && heights.upperBound < 100)
  }

  @Test func `values that are not finite count for nothing`() {
    let curve = curve({ log($0) }, slope: { 1 / $0 }, over: -1...1)
    #expect(curve.heights?.upperBound == 0)
    #expect(self.curve({ _ in .nan }, slope: { _ in .nan }, over: 0...1).heights == nil)
  }

  @Test func `slopes share the axis unless one of the two would be flat on it`() {
    #expect(curve(sin, slope: cos, over: -3...3).sharesAxis)
    #expect(!curve({ 100 * sin($0) }, slope: { _ in 1 }, over: -3...3).sharesAxis)
    #expect(
      !curve({ pow($0, 9) / 1e3 }, slope: { 9 * pow($0, 8) / 1e3 * 10 }, over: -3...3).sharesAxis)
  }

  @Test func `a tangent ends at the edges of the plot`() {
    let curve = curve({ $0 * $0 }, slope: { 2 * $0 }, over: -2...2)
    let point = Curve.Point(x: 1, y: 1, slope: 2)
    // 2x - 1 is 0 at a half and 3 at the right edge.
    #expect(curve.tangentEnds(at: point, within: 0...4) == [0.5, 2])
    #expect(point.tangent(at: 2) == 3)
    #expect(curve.tangentEnds(at: .init(x: 0, y: 0, slope: 0), within: 0...4) == [-2, 2])
    #expect(curve.tangentEnds(at: .init(x: 0, y: 0, slope: .nan), within: 0...4) == [])
    #expect(curve.tangentEnds(at: .init(x: 0, y: 0, slope: nil), within: 0...4) == [])
  }
}
