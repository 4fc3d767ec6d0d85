import Autodiff
import Basics
import TestSupport
import Testing

/// The two ways in which a gradient check can be mistaken.
@Suite struct SmoothFunctionTests {
  @Test(arguments: SmoothFunction.all)
  func `no right rule is accused, however its values round`(_ function: SmoothFunction) throws {
    var random = SplitMix64(seed: 11)
    let points = function.points(using: &random)
    #expect(points.count == 100)
    for point in points {
      guard let check = try function.check(at: point) else { continue }
      #expect(!check.verdict.isFailure, "\(check.verdict) at \(point)")
    }
  }

  @Test(arguments: SmoothFunction.all)
  func `an adjoint off by a millionth is wrong at ordinary points, the right one agrees`(
    _ function: SmoothFunction
  ) throws {
    var random = SplitMix64(seed: 5)
    for (number, point) in function.ordinaryPoints(5, using: &random).enumerated() {
      let right = try #require(try function.check(at: point))
      #expect(right.verdict == .agrees, "\(right.verdict) at \(point)")
      let factor = number.isMultiple(of: 2) ? 1 + 1e-6 : 1 - 1e-6
      let wrong = try #require(try function.check(at: point, times: factor))
      #expect(wrong.verdict == .wrong, "\(wrong.verdict) at \(point)")
    }
  }

  @Test func `there are enough functions`() {
    #expect(SmoothFunction.all.count >= 60)
    #expect(Set(SmoothFunction.all.map(\.name)).count == SmoothFunction.all.count)
  }
}
