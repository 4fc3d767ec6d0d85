import Foundation
import Testing

@testable import Learners

@Suite struct DormandPrinceTests {
  /// Logistic growth, `y′ = y·(1 - y)` from ½: `y = 1/(1 + e⁻ᵗ)`; and a circle, gone round at speed 1.
  private static func slope(_ y: [Double]) -> [Double] { [y[0] * (1 - y[0]), -y[2], y[1]] }

  private static func solution(_ time: Double) -> [Double] {
    [1 / (1 + exp(-time)), cos(time), sin(time)]
  }

  private static func start(tolerance: Double) -> DormandPrince {
    DormandPrince(
      from: solution(0), slope: slope(solution(0)), relativeTolerance: tolerance,
      absoluteTolerance: tolerance)
  }

  private static func error(_ solver: DormandPrince) -> Double {
    zip(solver.state, solution(solver.time)).map { abs($0 - $1) }.max() ?? .nan
  }

  /// The error at time 2 after so many equal steps.
  private static func error(steps: Int) throws -> Double {
    var solver = start(tolerance: 1e9)
    // With such a tolerance the first steps grow until the ends alone decide.
    for number in 1...steps {
      let end = 2 * Double(number) / Double(steps)
      while solver.time < end {
        solver = DormandPrince(
          resuming: solver, time: solver.time, state: solver.state, slope: solver.slope, length: 10)
        _ = try solver.step(to: end) { slope($0) }
      }
    }
    return error(solver)
  }

  @Test func `half the step leaves a thirty-second of the error`() throws {
    let order = log2(try Self.error(steps: 8) / Self.error(steps: 16))
    #expect(4.6...5.6 ~= order)
  }

  @Test(arguments: [1e-4, 1e-6, 1e-8])
  func `the error stays near the tolerance`(tolerance: Double) throws {
    var solver = Self.start(tolerance: tolerance)
    while solver.time < 10 { _ = try solver.step(to: 10) { Self.slope($0) } }
    #expect(Self.error(solver) < 50 * tolerance)
  }

  @Test func `a smaller tolerance takes more steps`() throws {
    func steps(_ tolerance: Double) throws -> Int {
      var (solver, count) = (Self.start(tolerance: tolerance), 0)
      while solver.time < 10 { count += try solver.step(to: 10) { Self.slope($0) } }
      return count
    }
    #expect(try steps(1e-8) > 2 * steps(1e-4))
  }

  @Test func `a slope that is no number ends the search for a step`() {
    var solver = Self.start(tolerance: 1e-6)
    #expect(throws: StepTooShort.self) {
      _ = try solver.step(to: 10) { $0.map { _ in .nan } }
    }
  }
}
