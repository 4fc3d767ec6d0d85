import Testing

@testable import Lessons

@Suite struct ToleranceTests {
  struct Case: Sendable {
    let tolerance: Tolerance
    let given: Double
    let right: Double
    let isAccepted: Bool

    init(_ tolerance: Tolerance, _ given: Double, for right: Double, _ isAccepted: Bool) {
      (self.tolerance, self.given, self.right) = (tolerance, given, right)
      self.isAccepted = isAccepted
    }
  }

  static let cases: [Case] = [
    // One percent.
    Case(.usual, 100, for: 100, true), Case(.usual, 101, for: 100, true),
    Case(.usual, 99, for: 100, true), Case(.usual, 101.1, for: 100, false),
    Case(.usual, -100, for: 100, false), Case(.usual, -2.60, for: -2.5838, true),
    Case(.usual, 2.5, for: 2.5838, false), Case(.usual, 4.5e-5, for: 4.54e-5, true),
    Case(.usual, 0, for: 4.54e-5, false),
    // Near zero.
    Case(.usual, 0, for: 0, true), Case(.usual, -0.0, for: 0, true),
    Case(.usual, 1e-7, for: 0, true), Case(.usual, 0.01, for: 0, false),
    Case(.usual, 0, for: 1e-9, true), Case(.usual, 0, for: -3e-17, true),
    // Significant digits.
    Case(.digits(3), 2.58, for: 2.583_85, true), Case(.digits(3), 2.583_85, for: 2.583_85, true),
    Case(.digits(3), 2.59, for: 2.583_85, false), Case(.digits(3), 2.6, for: 2.583_85, false),
    Case(.digits(2), 2.6, for: 2.583_85, true), Case(.digits(2), 1200, for: 1234, true),
    Case(.digits(2), 1300, for: 1234, false),
    Case(.digits(2), 1230, for: 1234, true), Case(.digits(3), 0.001_23, for: 0.001_234, true),
    Case(.digits(1), 9, for: 9.4, true),
    // Exactly.
    Case(.exact, 3, for: 3, true), Case(.exact, 3.000_1, for: 3, false),
    Case(.exact, 0.1 + 0.2, for: 0.3, true),
    // Another part.
    Case(.relative(0.05), 104, for: 100, true), Case(.relative(0), 101, for: 100, false),
    // What is not finite.
    Case(.usual, .nan, for: .nan, true), Case(.usual, 0, for: .nan, false),
    Case(.usual, .nan, for: 0, false), Case(.usual, .infinity, for: .infinity, true),
    Case(.usual, -.infinity, for: .infinity, false), Case(.usual, 1e300, for: .infinity, false),
    Case(.usual, .infinity, for: 1e300, false),
  ]

  @Test(arguments: cases) func `a number is accepted as far as the tolerance goes`(_ one: Case) {
    #expect(
      one.tolerance.accepts(one.given, for: one.right) == one.isAccepted,
      "\(one.tolerance): \(one.given) for \(one.right)")
  }
}
