import Autodiff
import Testing

/// The vector kernel of the hyperbolic tangent in single precision.
@Suite struct TanhKernelTests {
  private func tanh(_ x: [Float]) -> [Float] {
    var y = [Float](repeating: .nan, count: x.count)
    Float.tanh(x, into: &y, count: x.count)
    return y
  }

  /// Every 2003rd float from the smallest to beyond saturation, and every one near the seam of the
  /// kernel's two formulas and near where the result becomes 1.
  private static let sweep: [Float] = {
    let wide = stride(from: 0, to: Float(20).bitPattern, by: 2003)
    let seam = Float(0.35).bitPattern - 5000..<Float(0.35).bitPattern + 5000
    let top = stride(from: Float(8.9).bitPattern, to: Float(10.1).bitPattern, by: 71)
    return (Array(wide) + Array(seam) + Array(top)).sorted().map { Float(bitPattern: $0) }
  }()

  @Test func `it is within four units in the last place of the true value`() {
    let results = tanh(Self.sweep)
    var worst: (error: Double, x: Float) = (0, 0)
    for (x, y) in zip(Self.sweep, results) {
      let exact = Double.tanh(Double(x))
      let error = (Double(y) - exact).magnitude / Double(Float(exact).ulp)
      if !(error <= worst.error) { worst = (error, x) }
    }
    #expect(worst.error <= 4, "at \(worst.x)")
  }

  @Test func `it never falls where its argument grows, and stays within one`() {
    let results = tanh(Self.sweep)
    for index in results.indices.dropFirst() where !(results[index] >= results[index - 1]) {
      Issue.record("tanh falls from \(Self.sweep[index - 1]) to \(Self.sweep[index])")
    }
    #expect(results.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(results.last == 1)
  }

  @Test func `it is odd to the last bit`() {
    let (plus, minus) = (tanh(Self.sweep), tanh(Self.sweep.map { -$0 }))
    #expect(zip(plus, minus).allSatisfy { $0.bitPattern == (-$1).bitPattern })
  }

  @Test func `it keeps what is special`() {
    let results = tanh([
      .nan, .infinity, -.infinity, 0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ])
    #expect(results[0].isNaN)
    #expect(results[1...2] == [1, -1])
    #expect(results[3].bitPattern == Float(0).bitPattern)
    #expect(results[4].bitPattern == Float(-0.0).bitPattern)
    #expect(results[5] == .leastNonzeroMagnitude)
    #expect(results[6] == 1)
  }

  @Test func `its bits do not depend on how many elements there are or where they lie`() {
    let x = Array(Self.sweep.shuffled().prefix(67))
    let whole = tanh(x)
    for start in [1, 3, 5] {
      for end in [start + 1, start + 7, start + 16, 67] {
        #expect(tanh(Array(x[start..<end])) == Array(whole[start..<end]))
      }
    }
  }
}
