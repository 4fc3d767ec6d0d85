import Basics
import Testing

@testable import Learners

@Suite struct CholeskySolutionTests {
  /// Sizes around the blocks that the kernel works in.
  @Test(arguments: [1, 2, 7, 23, 24, 25, 63, 64, 65, 128, 150, 201])
  func `a solution times the matrix is the right side`(count: Int) throws {
    var generator = SplitMix64(seed: UInt64(count))
    let factor = (0..<count * count).map { _ in Double.random(in: -1...1, using: &generator) }
    var matrix = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      for column in 0..<count {
        for place in 0..<count {
          matrix[row * count + column] +=
            factor[row * count + place] * factor[column * count + place]
        }
      }
    }
    let sides = (0..<2).map { _ in
      (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
    }
    let ridge = 0.5
    var used = matrix
    let solution = try #require(CholeskySolution.solve(&used, adding: ridge, columns: sides))
    for (column, side) in zip(solution, sides) {
      for row in 0..<count {
        let product = (0..<count).reduce(ridge * column[row]) {
          $0 + matrix[row * count + $1] * column[$1]
        }
        #expect(abs(product - side[row]) < 1e-9 * Double(count))
      }
    }
  }

  @Test func `a matrix that is not positive definite has none`() {
    var matrix = [1.0, 2, 2, 1]
    #expect(CholeskySolution.solve(&matrix, adding: 0, columns: [[1, 1]]) == nil)
    var zero = [0.0]
    #expect(CholeskySolution.solve(&zero, adding: 0, columns: [[1]]) == nil)
  }

  @Test func `a matrix of another size is refused`() {
    var matrix = [1.0, 0, 0, 1]
    #expect(CholeskySolution.solve(&matrix, adding: 0, columns: [[1, 1, 1]]) == nil)
    #expect(CholeskySolution.solve(&matrix, adding: 0, columns: []) == nil)
  }
}
