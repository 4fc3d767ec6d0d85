import Basics
import Foundation
import Learning
import Testing

@testable import Learners

@Suite struct FlowLearnerTests {
  private static func options(rates: [Double]) -> FlowOptions {
    var options = FlowOptions(
      plan: NetworkPlan(widths: [5, 4, 1], activation: .tanh, loss: .mse))
    (options.examples, options.time, options.tolerance, options.rates) = (100, 4, 1e-6, rates)
    return options
  }

  @Test func `descent at a small rate follows the flow`() throws {
    let rates = [0.02, 0.01, 0.005]
    var session = LearnerSession(
      try FlowLearner(Self.options(rates: rates), SyntheticRegression.split()),
      data: SmallDigits.mark, now: { 0 })
    while !session.isFinished { try session.step() }
    #expect(session.points.count == 20)
    guard case .flow(let picture) = session.learner.picture else {
      Issue.record("a flow has a picture")
      return
    }
    #expect(picture.distances[1] < 0.01)
    // Euler's polygon is as far away as its steps are long.
    for (longer, shorter) in zip(picture.distances, picture.distances.dropFirst()) {
      #expect(1.7...2.3 ~= longer / shorter)
    }
  }

  @Test func `the loss falls all the way`() throws {
    var session = LearnerSession(
      try FlowLearner(Self.options(rates: [0.1]), SyntheticRegression.split()),
      data: SmallDigits.mark, now: { 0 })
    while !session.isFinished { try session.step() }
    let losses = session.points.compactMap { $0.figures.first { $0.key == "trainLoss" }?.value }
    #expect(losses.count == 20)
    for (before, after) in zip(losses, losses.dropFirst()) { #expect(after < before) }
  }

  /// The squared error of a line has the Hessian 2/n·XᵀX, whatever the weights are.
  @Test func `the largest eigenvalue is that of the matrix of a line`() throws {
    let data = SyntheticRegression.split()
    guard case .table(let table) = data.training else {
      Issue.record("the regression is a table")
      return
    }
    let places = (0..<Int32(table.count)).map { $0 }
    var field = try LossField<Double>(
      NetworkPlan(widths: [5, 1], hasBiases: false, loss: .mse), data.training, at: places[...])
    _ = try field.gradient(at: [0.3, -0.2, 0.1, 0, 1])
    let found = try field.sharpness(from: [1, 2, 3, 4, 5], iterations: 500).value
    var matrix = [[Double]](repeating: Array(repeating: 0, count: 5), count: 5)
    for row in 0..<table.count {
      let x = table.inputs[row * 5..<row * 5 + 5].map(Double.init)
      for i in 0..<5 {
        for j in 0..<5 { matrix[i][j] += 2 * x[i] * x[j] / Double(table.count) }
      }
    }
    #expect(abs(found - Self.largestEigenvalue(of: matrix)) < 1e-6)
  }

  /// By squaring the matrix until its trace is all of the largest: tr(Aᵖ)^(1/p).
  private static func largestEigenvalue(of matrix: [[Double]]) -> Double {
    var (power, logarithm, exponent) = (matrix, 0.0, 1.0)
    for _ in 0..<20 {
      power = power.map { row in
        row.indices.map { column in
          row.indices.reduce(0) { $0 + row[$1] * power[$1][column] }
        }
      }
      let trace = power.indices.reduce(0) { $0 + power[$1][$1] }
      power = power.map { $0.map { $0 / trace } }
      (exponent, logarithm) = (2 * exponent, 2 * logarithm + log(trace))
    }
    return exp(logarithm / exponent)
  }
}
