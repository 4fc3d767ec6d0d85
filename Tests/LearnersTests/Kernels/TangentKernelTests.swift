import Basics
import Foundation
import Learning
import Testing

@testable import Learners

@Suite struct TangentKernelTests {
  private static let plan = NetworkPlan(widths: [6, 5, 3])
  private static let count = 7

  /// The table's rows and a network's parameters, at random.
  private static func sample() throws -> (
    rows: [[Double]], table: NumberTable, parameters: [[Double]]
  ) {
    var generator = SplitMix64(seed: 5)
    let rows = (0..<count).map { _ in
      (0..<6).map { _ in Double(Float.random(in: -1...1, using: &generator)) }
    }
    let table = try #require(
      NumberTable(
        inputWidth: 6, targetWidth: 3, inputs: rows.flatMap { $0.map { Float($0) } },
        targets: Array(repeating: 0, count: 3 * count)))
    let parameters = [30, 5, 15, 3].map { size in
      (0..<size).map { _ in Double.random(in: -1...1, using: &generator) }
    }
    return (rows, table, parameters)
  }

  /// The derivatives of one output by all parameters, written out for this network.
  private static func jacobian(_ x: [Double], _ parameters: [[Double]], output: Int) -> [Double] {
    let (w1, b1, w2) = (parameters[0], parameters[1], parameters[2])
    let hidden = (0..<5).map { unit in
      tanh((0..<6).reduce(b1[unit]) { $0 + w1[unit * 6 + $1] * x[$1] })
    }
    let deltas = (0..<5).map { w2[output * 5 + $0] * (1 - hidden[$0] * hidden[$0]) }
    var row: [Double] = []
    for unit in 0..<5 { row += x.map { deltas[unit] * $0 } }
    row += deltas
    for class_ in 0..<3 { row += hidden.map { class_ == output ? $0 : 0 } }
    row += (0..<3).map { $0 == output ? 1 : 0 }
    return row
  }

  @Test(arguments: 0..<3)
  func `a network's kernel is the product of its Jacobians`(output: Int) throws {
    let (rows, table, parameters) = try Self.sample()
    var kernel = NetworkKernel<Double>(Self.plan, parameters: parameters, output: output)
    let places = (0..<Int32(Self.count)).map { $0 }
    let factors = try kernel.factors(of: .table(table), at: places[...])
    var lines = KernelLines(kernel, to: factors, count: Self.count)
    let elements = try lines.square()
    let jacobians = rows.map { Self.jacobian($0, parameters, output: output) }
    for (row, first) in jacobians.enumerated() {
      for (column, second) in jacobians.enumerated() {
        let product = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(elements[row * Self.count + column] - product) < 1e-10)
      }
    }
  }

  /// Both means over weights, by the angle of the weights in the plane of the two examples.
  @Test(arguments: [0, 0.3, 1, 1.5, 2.5, 3.1])
  func `the infinite kernel is a mean over all units`(angle: Double) {
    let count = 200_000
    var (both, product) = (0.0, 0.0)
    for number in 0..<count {
      let weight = 2 * Double.pi * (Double(number) + 0.5) / Double(count)
      let (first, second) = (cos(weight), cos(weight - angle))
      guard first > 0, second > 0 else { continue }
      both += 1 / Double(count)
      product += first * second / Double(count)
    }
    // Weights in the plane have the mean square 2; both means are doubled, so that Θ(x, x) is 2.
    let expected = 2 * both * cos(angle) + 2 * 2 * product
    #expect(abs(InfiniteKernel().value(cosine: cos(angle)) - expected) < 1e-4)
  }

  @Test func `rounding beyond a cosine of 1 does no harm`() {
    #expect(InfiniteKernel().value(cosine: 1.000_000_1) == InfiniteKernel().value(cosine: 1))
    #expect(abs(InfiniteKernel().value(cosine: -1.1)) < 1e-12)
  }
}
