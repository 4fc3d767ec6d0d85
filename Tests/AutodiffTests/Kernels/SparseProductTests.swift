import Autodiff
import Basics
import CKernelPaths
import TestSupport
import Testing

/// Products that pass over zeros: right, the same on every CPU, and nodes like any other.
@Suite struct SparseProductTests {
  /// Sizes on both sides of every block: 64 rows, 32 and 1024 columns, 80 units, eights.
  struct Sizes: Sendable, CustomTestStringConvertible {
    let rows: Int
    let columns: Int
    let units: Int

    var testDescription: String { "\(rows)×\(columns) by \(units) units" }

    /// Random numbers for the three parts, four fifths of the first ones zero.
    func numbers() -> (sparse: [Float], weights: [Float], upstream: [Float]) {
      var random = SplitMix64(seed: UInt64(rows * 1_000_003 + columns * 1009 + units))
      func draw(_ count: Int, _ share: Double = 1) -> [Float] {
        (0..<count).map { _ in
          random.isHeads(chance: share) ? Float(random.number(in: -1...1)) : 0
        }
      }
      return (draw(rows * columns, 0.2), draw(units * columns), draw(rows * units))
    }
  }

  static let sizes = [
    Sizes(rows: 1, columns: 1, units: 1), Sizes(rows: 16, columns: 31, units: 7),
    Sizes(rows: 64, columns: 784, units: 72), Sizes(rows: 65, columns: 33, units: 81),
    Sizes(rows: 130, columns: 1100, units: 17), Sizes(rows: 3, columns: 64, units: 170),
  ]

  @Test(arguments: sizes, [Int32(1), 3, 4])
  func `every generation of CPU gives the product, with the same bits`(
    _ sizes: Sizes, generation: Int32
  ) throws {
    guard let path = kernel_path_of(generation)?.pointee else { return }
    let first = try #require(kernel_path_of(1)).pointee
    let (sparse, weights, upstream) = sizes.numbers()
    let (rows, columns, units) = (sizes.rows, sizes.columns, sizes.units)
    var (product, same) = (
      [Float](repeating: 7, count: rows * units), [Float](repeating: 8, count: rows * units)
    )
    path.sparse_product(rows, columns, units, sparse, weights, &product)
    first.sparse_product(rows, columns, units, sparse, weights, &same)
    #expect(product == same)
    for row in 0..<rows {
      for unit in 0..<units {
        let exact = (0..<columns).reduce(0.0) {
          $0 + Double(sparse[row * columns + $1]) * Double(weights[unit * columns + $1])
        }
        #expect((Double(product[row * units + unit]) - exact).magnitude < 1e-4)
      }
    }
    var (adjoint, other) = (weights, weights)
    path.sparse_product_pullback(rows, columns, units, sparse, upstream, &adjoint)
    first.sparse_product_pullback(rows, columns, units, sparse, upstream, &other)
    #expect(adjoint == other)
    var worst = 0.0
    for unit in 0..<units {
      for column in 0..<columns {
        let exact = (0..<rows).reduce(Double(weights[unit * columns + column])) {
          $0 + Double(upstream[$1 * units + unit]) * Double(sparse[$1 * columns + column])
        }
        worst = max(worst, (Double(adjoint[unit * columns + column]) - exact).magnitude)
      }
    }
    #expect(worst < 1e-4)
  }

  @Test func `nothing times zero counts, in either precision`() throws {
    try expectNoTrace(of: Float.infinity)
    try expectNoTrace(of: Double.nan)
  }

  /// A weight that meets nothing but zeros, however bad, changes nothing.
  private func expectNoTrace<T: Scalar>(of bad: T) throws {
    let (graph, images, weights, output) = try Self.graph(rows: 16, passesOverZeros: true)
    var evaluation = try Evaluation<T>(of: graph)
    try evaluation.setElements((0..<48).map { $0 % 3 == 1 ? 0 : T($0) }, of: images)
    try evaluation.setElements([1, bad, 2, 3, bad, 4], of: weights)
    evaluation.forward()
    #expect(evaluation.value(of: output).elements.allSatisfy { $0.isFinite })
    try evaluation.reverse(from: output)
    #expect(evaluation.adjoint(of: weights).elements == [360, 0, 392, 360, 0, 392])
  }

  @Test func `it is the product with transposed weights, up to rounding`() throws {
    var adjoints: [[Double]] = []
    for passesOverZeros in [false, true] {
      let (graph, images, weights, output) = try Self.graph(
        rows: 20, passesOverZeros: passesOverZeros)
      var evaluation = try Evaluation<Double>(of: graph)
      try evaluation.setElements((0..<60).map { $0 % 4 == 0 ? Double($0) * 0.1 : 0 }, of: images)
      try evaluation.setElements([0.1, -0.2, 0.3, 0.4, 0.5, -0.6], of: weights)
      evaluation.forward()
      try evaluation.reverse(from: output)
      adjoints.append(
        evaluation.value(of: output).elements + evaluation.adjoint(of: weights).elements)
    }
    #expect(zip(adjoints[0], adjoints[1]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
  }

  /// `X @ Wᵀ` for rows of three data and two units.
  private static func graph(
    rows: Int, passesOverZeros: Bool
  ) throws -> (Graph, images: NodeID, weights: NodeID, output: NodeID) {
    var graph = Graph()
    let images = try graph.appendInput(try #require(Shape([rows, 3])), isData: true)
    let weights = try graph.appendInput(try #require(Shape([2, 3])))
    let output = try graph.append(
      .matrixProduct, [images, weights], attributes: [0, 1, passesOverZeros ? 1 : 0])
    return (graph, images, weights, output)
  }
}
