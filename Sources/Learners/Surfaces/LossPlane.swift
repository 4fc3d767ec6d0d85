import Autodiff
import Basics
package import Learning

/// The loss over a plane in the space of all parameters: `L(w + x·u + y·v)`, the mean over some training
/// examples.
package struct LossPlane {
  /// w, and u and v: a row of all parameters each.
  package let origin: [Double]
  package let directions: [[Double]]
  private var field: LossField<Float>

  private init(_ origin: [Double], _ directions: [[Double]], _ field: LossField<Float>) {
    (self.origin, self.directions, self.field) = (origin, directions, field)
  }

  /// The plane along two random directions.
  ///
  /// The weights that lead to one unit, or those of one kernel, are changed by directions as long as they
  /// are themselves, so that a step of 1 means the same in all layers; biases stay. Li et al., "Visualizing
  /// the loss landscape of neural nets", 2018.
  package init(
    _ plan: NetworkPlan, at parameters: [[Float]], over examples: Examples, count: Int, seed: UInt64
  ) throws {
    let field = try Self.field(plan, parameters, examples, count)
    var generator = SplitMix64(seed: seed)
    let directions = (0..<2).map { _ in
      zip(field.row.parts, parameters).flatMap { part, elements -> [Double] in
        let weights = elements.map { Double($0) }
        guard part.parameter.isWeight else { return weights.map { _ in 0 } }
        let units = max(part.parameter.shape.extents.first ?? 1, 1)
        let width = weights.count / units
        return (0..<units).flatMap { unit in
          Self.random(as: weights[unit * width..<(unit + 1) * width], using: &generator)
        }
      }
    }
    self.init(Self.joined(parameters), directions, field)
  }

  /// The plane through three solutions, which lie at (0, 0), (1, 0) and (0, 1).
  package init(
    _ plan: NetworkPlan, through solutions: [[[Float]]], over examples: Examples, count: Int
  ) throws {
    guard solutions.count == 3 else {
      throw TrainingSetupError("a plane leads through three solutions, not \(solutions.count)")
    }
    let field = try Self.field(plan, solutions[0], examples, count)
    let rows = solutions.map(Self.joined)
    guard rows.allSatisfy({ $0.count == rows[0].count }) else {
      throw TrainingSetupError("the solutions are of networks with other numbers of weights")
    }
    let directions = rows.dropFirst().map { row in zip(row, rows[0]).map { $0 - $1 } }
    self.init(rows[0], Array(directions), field)
  }

  private static func field(
    _ plan: NetworkPlan, _ parameters: [[Float]], _ examples: Examples, _ count: Int
  ) throws -> LossField<Float> {
    guard examples.inputsPerExample == plan.widths.first, count > 0, examples.count > 0 else {
      throw TrainingSetupError("the network cannot read these data")
    }
    let places = (0..<min(count, examples.count)).map { Int32(clamping: $0) }
    let field = try LossField<Float>(plan, examples, at: places[...])
    guard parameters.map(\.count) == field.row.parts.map(\.range.count) else {
      throw TrainingSetupError("the weights do not fit a \(plan.notation) network")
    }
    return field
  }

  private static func joined(_ parameters: [[Float]]) -> [Double] {
    parameters.flatMap { $0.map { Double($0) } }
  }

  /// A random direction as long as some weights.
  private static func random(
    as weights: ArraySlice<Double>, using generator: inout SplitMix64
  ) -> [Double] {
    let drawn = weights.map { _ in generator.nextNormal() }
    let (length, wanted) = (size(of: drawn[...]), size(of: weights))
    return length > 0 ? drawn.map { $0 * wanted / length } : drawn
  }

  private static func size(of numbers: ArraySlice<Double>) -> Double {
    numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}

extension LossPlane {
  /// How many examples the loss is the mean over.
  package var count: Int { field.count }

  /// The loss at a place, and its derivatives along the two directions.
  package mutating func look(x: Double, y: Double) throws -> (loss: Double, slopes: [Double]) {
    let gradient = try field.gradient(at: parameters(x: x, y: y))
    let slopes = directions.map { direction in
      zip(direction, gradient).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return (field.loss, slopes)
  }

  /// The losses over a grid, row after row.
  ///
  /// - Complexity: one forward sweep for each place.
  package mutating func losses(xs: [Double], ys: [Double]) throws -> [Double] {
    var losses: [Double] = []
    losses.reserveCapacity(xs.count * ys.count)
    for y in ys {
      for x in xs { losses.append(try field.loss(at: parameters(x: x, y: y))) }
    }
    return losses
  }

  private func parameters(x: Double, y: Double) -> [Double] {
    origin.indices.map { origin[$0] + x * directions[0][$0] + y * directions[1][$0] }
  }
}
