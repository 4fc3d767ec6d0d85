import Basics
import Testing

@testable import Learners
@testable import Learning

/// The loss over a plane, against a network that is given the weights of single places.
@Suite struct LossPlaneTests {
  private static let plan: NetworkPlan = {
    var plan = NetworkPlan(widths: [784, 10], activation: .relu)
    if let layers = try? NetworkLayers("28x28-3c5-p2-6-10") { plan.setLayers(layers) }
    return plan
  }()

  private static func solution(_ seed: UInt64) throws -> [[Float]] {
    let trainer = try Trainer(
      TrainingOptions(plan: plan, schedule: RateSchedule(base: 0.02), seed: seed),
      examples: SmallDigits.split)
    for _ in 0..<20 { _ = try trainer.runStep() }
    return trainer.network.parameters.indices.map(trainer.elements(ofParameter:))
  }

  /// The mean loss over all training examples with weights that are put together here.
  private static func loss(_ parts: [(weight: Float, parameters: [[Float]])]) throws -> Double {
    let examiner = try Examiner(plan)
    for index in parts[0].parameters.indices {
      let elements = parts[0].parameters[index].indices.map { place in
        parts.reduce(Float(0)) { $0 + $1.weight * $1.parameters[index][place] }
      }
      try examiner.setParameter(index, to: elements)
    }
    return Double(try examiner.examine(SmallDigits.split.training).loss)
  }

  @Test func `a place between three solutions has the loss of its weights`() throws {
    let solutions = try [1, 2, 3].map { try Self.solution($0) }
    var plane = try LossPlane(
      Self.plan, through: solutions, over: SmallDigits.split.training, count: 400)
    #expect(plane.count == 400)
    let losses = try plane.losses(xs: [0, 0.25, 1], ys: [0, 0.5])
    for (place, shares) in [
      (0, [1, 0, 0]), (2, [0, 1, 0]), (1, [0.75, 0.25, 0]), (4, [0.25, 0.25, 0.5]),
    ] as [(Int, [Float])] {
      let expected = try Self.loss(
        zip(shares, solutions).map { (weight: $0, parameters: $1) })
      #expect(abs(losses[place] - expected) < 1e-4 * expected)
    }
  }

  @Test func `random directions are as long as the weights of each unit, and leave biases`() throws
  {
    let weights = try Self.solution(1)
    let plane = try LossPlane(
      Self.plan, at: weights, over: SmallDigits.split.training, count: 50, seed: 4)
    for direction in plane.directions {
      var start = 0
      for (index, elements) in weights.enumerated() {
        // Three kernels, six units, ten scores; every other parameter is a bias.
        let units = index.isMultiple(of: 2) ? [3, 6, 10][index / 2] : 1
        let width = elements.count / units
        for unit in 0..<units {
          let own = elements[unit * width..<(unit + 1) * width].map { Double($0) }
          let part = direction[start..<start + width]
          start += width
          let (length, wanted) = (
            part.reduce(0) { $0 + $1 * $1 }, own.reduce(0) { $0 + $1 * $1 }
          )
          #expect(abs(length - (index.isMultiple(of: 2) ? wanted : 0)) < 1e-9 * (1 + wanted))
        }
      }
      #expect(start == direction.count)
    }
    #expect(plane.directions[0] != plane.directions[1])
  }

  @Test func `slopes are those of the loss along the directions`() throws {
    var plane = try LossPlane(
      Self.plan, at: try Self.solution(1), over: SmallDigits.split.training, count: 200, seed: 4)
    let (loss, slopes) = try plane.look(x: 0.1, y: -0.2)
    let step = 1e-2
    let xs = [0.1 - step, 0.1, 0.1 + step]
    let losses = try plane.losses(xs: xs, ys: [-0.2 - step, -0.2, -0.2 + step])
    #expect(abs(losses[4] - loss) < 1e-6)
    #expect(abs((losses[5] - losses[3]) / (2 * step) - slopes[0]) < 0.02 * (1 + abs(slopes[0])))
    #expect(abs((losses[7] - losses[1]) / (2 * step) - slopes[1]) < 0.02 * (1 + abs(slopes[1])))
  }

  @Test func `weights of another network are refused`() throws {
    #expect(throws: TrainingSetupError("the weights do not fit a 28x28-3c5-p2-6-10 network")) {
      try LossPlane(
        Self.plan, at: [[1]], over: SmallDigits.split.training, count: 10, seed: 1)
    }
  }
}
