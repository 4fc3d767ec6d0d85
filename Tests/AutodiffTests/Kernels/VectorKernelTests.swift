import Autodiff
import Basics
import CKernelPaths
import TestSupport
import Testing

/// The vector kernels against better arithmetic, their own neighbours and the other CPUs.
@Suite struct VectorKernelTests {
  /// Numbers of every magnitude, and many where the functions bend.
  private static let doubles: [Double] = {
    var generator = SplitMix64(seed: 11)
    let bent = (0..<40_000).map { _ in Double.random(in: -8...8, using: &generator) }
    let wide = (0..<20_000).map { _ in Double.random(in: -750...720, using: &generator) }
    let small = (0..<4000).map { Double(sign: .plus, exponent: -$0 % 1074, significand: 1.37) }
    return bent + wide + small + small.map { -$0 }
  }()

  /// Every 4099th float of either sign, from the smallest to infinity, in order.
  private static let floats: [Float] = {
    let bits = stride(from: UInt32(0), through: Float.infinity.bitPattern, by: 4099)
    let positive = bits.map { Float(bitPattern: $0) }
    return positive.reversed().map { -$0 } + positive
  }()

  /// Runs of neighbours, around all seams and at random places.
  private static func neighbours(_ kernel: VectorKernel) -> [[Double]] {
    var generator = SplitMix64(seed: 12)
    let places = (0..<2000).map { _ in Double.random(in: -7...7, using: &generator) }
    return (kernel.seams + kernel.seams.map { -$0 } + places).map { place in
      var next = place
      for _ in 0..<32 { next = next.nextDown }
      return (0..<64).map { _ in
        defer { next = next.nextUp }
        return next
      }
    }
  }

  #if arch(x86_64)
    @Test(arguments: VectorKernel.allCases)
    func `double precision is within two units in the last place`(_ kernel: VectorKernel) {
      let x = Self.doubles + Self.neighbours(kernel).flatMap(\.self)
      var worst: (error: Float80, x: Double) = (0, 0)
      for (x, y) in zip(x, kernel(x)) {
        let exact = kernel.extended(Float80(x))
        let nearest = Double(exact)
        guard nearest.isFinite, y.isFinite else {
          #expect(y == nearest, "at \(x)")
          continue
        }
        let error = (Float80(y) - exact).magnitude / Float80(nearest.ulp)
        if !(error <= worst.error) { worst = (error, x) }
      }
      #expect(worst.error <= 2, "\(worst.error) at \(worst.x)")
    }
  #endif

  @Test(arguments: VectorKernel.allCases)
  func `single precision is within four units in the last place`(_ kernel: VectorKernel) {
    var worst: (error: Double, x: Float) = (0, 0)
    for (x, y) in zip(Self.floats, kernel(Self.floats)) {
      let exact = kernel.scalar(Double(x))
      guard Float(exact).isFinite, y.isFinite else {
        #expect(y == Float(exact), "at \(x)")
        continue
      }
      let error = (Double(y) - exact).magnitude / Double(Float(exact).ulp)
      if !(error <= worst.error) { worst = (error, x) }
    }
    #expect(worst.error <= 4, "\(worst.error) at \(worst.x)")
  }

  @Test(arguments: VectorKernel.allCases)
  func `no function falls where its argument grows`(_ kernel: VectorKernel) {
    for run in Self.neighbours(kernel) {
      let results = kernel(run)
      #expect(zip(results, results.dropFirst()).allSatisfy { $0 <= $1 }, "around \(run[32])")
      let single = Float(run[32])
      let floats = (0..<64).map { Float(bitPattern: single.bitPattern &+ $0) }
      let rounded = single < 0 ? kernel(floats).reversed() : kernel(floats)
      // From a negative number, larger bits go down.
      #expect(zip(rounded, rounded.dropFirst()).allSatisfy { $0 <= $1 }, "from \(single)")
    }
    let all = kernel(Self.floats)
    #expect(zip(all, all.dropFirst()).allSatisfy { $0 <= $1 })
    let sorted = kernel(Self.doubles.sorted())
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: [VectorKernel.tanh, .erf])
  func `an odd function is odd to the last bit`(_ kernel: VectorKernel) {
    let (plus, minus) = (kernel(Self.doubles), kernel(Self.doubles.map { -$0 }))
    #expect(zip(plus, minus).allSatisfy { $0.bitPattern == (-$1).bitPattern })
    let (up, down) = (kernel(Self.floats), kernel(Self.floats.map { -$0 }))
    #expect(zip(up, down).allSatisfy { $0.bitPattern == (-$1).bitPattern })
  }

  @Test(
    arguments: zip(
      VectorKernel.allCases,
      [[.infinity, 0, 1, 1], [1, -1, 0, -0.0], [1, 0, 0.5, 0.5], [1, -1, 0, -0.0]]))
  func `what is special stays so`(_ kernel: VectorKernel, _ expected: [Double]) {
    let doubles = kernel([.infinity, -.infinity, 0, -0.0, .nan, -.nan])
    #expect(doubles[..<4].map(\.bitPattern) == expected.map(\.bitPattern))
    #expect(doubles[4].isNaN && doubles[5].isNaN)
    let floats = kernel([Float.infinity, -.infinity, 0, -0.0, .nan, -.nan])
    #expect(floats[..<4].map(\.bitPattern) == expected.map { Float($0).bitPattern })
    #expect(floats[4].isNaN && floats[5].isNaN)
  }

  @Test(arguments: VectorKernel.allCases)
  func `the bits of a result do not depend on what lies beside it`(_ kernel: VectorKernel) {
    let (x, f) = (Array(Self.doubles.prefix(67)), Array(Self.floats.suffix(67)))
    let (whole, single) = (kernel(x), kernel(f))
    for start in [0, 1, 3, 5] {
      for end in [start + 1, start + 7, start + 16, 67] {
        #expect(kernel(Array(x[start..<end])) == Array(whole[start..<end]))
        #expect(kernel(Array(f[start..<end])) == Array(single[start..<end]))
      }
    }
  }

  @Test(arguments: VectorKernel.allCases, [Int32(1), 3, 4])
  func `every generation of CPU gives the same bits`(_ kernel: VectorKernel, generation: Int32) {
    guard let path = kernel_path_of(generation)?.pointee else { return }
    let x = Self.doubles + Self.neighbours(kernel).flatMap(\.self)
    #expect(kernel(x, on: path) == kernel(x))
    #expect(kernel(Self.floats, on: path) == kernel(Self.floats))
  }
}
