import Autodiff
import Basics
import CKernelPaths
import TestSupport
import Testing

/// Sums of exponentials: of every length, with gaps, and the same on every CPU.
@Suite struct SoftmaxKernelTests {
  /// Scores of lines of all lengths around the sizes of vectors and blocks.
  private static let lines: [[Double]] = {
    var generator = SplitMix64(seed: 13)
    return ([Int](1...20) + [63, 64, 65, 128, 200]).map { count in
      (0..<count).map { _ in Double.random(in: -30...0, using: &generator) }
    }
  }()

  @Test(arguments: lines, [[Int32(1), 3, 4]])
  func `a sum is right, and the same on every generation of CPU`(
    _ line: [Double], generations: [Int32]
  ) {
    let floats = line.map { Float($0) }
    let exact = line.reduce(0) { $0 + Double.exp($1 - 1) }
    var sums: [Double] = []
    var singles: [Float] = []
    for path in generations.compactMap({ kernel_path_of($0)?.pointee }) {
      sums.append(path.exp_sum(line, line.count, 1, 1, nil))
      singles.append(path.exp_sumf(floats, line.count, 1, 1, nil))
    }
    #expect(sums.allSatisfy { $0 == sums[0] && ($0 - exact).magnitude <= 1e-14 * exact })
    #expect(
      singles.allSatisfy { $0 == singles[0] && (Double($0) - exact).magnitude < 1e-6 * exact })
  }

  @Test(arguments: lines) func `a line with gaps has the bits of one without`(_ line: [Double]) {
    let spread = line.flatMap { [$0, .nan, .infinity] }
    let path = kernel_path_of(1)?.pointee
    var (terms, apart) = (line, spread)
    let sum = path?.exp_sum(line, line.count, 1, 0.5, &terms)
    #expect(path?.exp_sum(spread, line.count, 3, 0.5, &apart) == sum)
    #expect(stride(from: 0, to: spread.count, by: 3).map { apart[$0] } == terms)
    #expect(apart[1].isNaN && apart[2] == .infinity)
  }
}
