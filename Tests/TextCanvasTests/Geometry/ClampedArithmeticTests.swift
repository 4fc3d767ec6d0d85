import Testing
import TextCanvas

@Suite struct ClampedArithmeticTests {
  @Test(
    arguments: [
      (2.4, 2), (-2.6, -3), (1e300, .max), (-1e300, .min), (.infinity, .max), (-.infinity, .min),
      (.nan, 0), (9.3e18, .max), (.leastNonzeroMagnitude, 0),
    ] as [(Double, Int)])
  func `every number has a nearest integer`(_ value: Double, _ integer: Int) {
    #expect(Int(nearest: value) == integer)
  }
}
