import Foundation

/// An example with a network, in the order of its statements: what is given, and what follows the last layer.
struct HandNetworkProgram {
  let name: String
  let network: HandNetwork
  /// The numbers that are given, in the order of the statements.
  let given: [[Double]]
  /// What is computed after the last layer, statement by statement, from what that gives.
  let loss: @Sendable ([Double]) -> [[Double]]
  /// What goes back from the loss, contribution by contribution, until all has come to the last layer.
  let fromLoss: @Sendable ([Double]) -> [[Double]]
}

extension HandNetworkProgram {
  /// The places of the lines in a listing about layers.
  struct Listing {
    let given, sum, activation, loss, seed, lossContribution, error, bias, weight, incoming: Int

    static let weights = Listing(
      given: 1, sum: 3, activation: 4, loss: 5, seed: 7, lossContribution: 8, error: 10, bias: 11,
      weight: 12, incoming: 13)
    static let minibatches = Listing(
      given: 2, sum: 4, activation: 5, loss: 6, seed: 7, lossContribution: 8, error: 10, bias: 11,
      weight: 12, incoming: 13)
  }

  /// The loops of a listing over the layers, forward and back.
  func run(_ lines: Listing) -> [ExecutedLine] {
    var executed: [ExecutedLine] = given.map { ExecutedLine(line: lines.given, numbers: $0) }
    let numbers = network.numbers
    for (place, layer) in network.layers.enumerated() {
      // The product and the bias are two operations of one line.
      let products = zip(numbers.sums[place], layer.biases ?? []).map { $0 - $1 }
      if layer.biases != nil { executed.append(ExecutedLine(line: lines.sum, numbers: products)) }
      executed.append(ExecutedLine(line: lines.sum, numbers: numbers.sums[place]))
      guard layer.activation != nil else { continue }
      executed.append(ExecutedLine(line: lines.activation, numbers: numbers.outputs[place]))
    }
    let last = numbers.outputs.last ?? []
    executed += loss(last).map { ExecutedLine(line: lines.loss, numbers: $0) }
    executed.append(ExecutedLine(line: lines.seed, numbers: [1]))
    executed += fromLoss(last).map { ExecutedLine(line: lines.lossContribution, numbers: $0) }
    for place in network.layers.indices.reversed() {
      executed += backward(place, numbers, lines)
    }
    return executed
  }

  private func backward(
    _ place: Int, _ numbers: HandNetwork.Numbers, _ lines: Listing
  ) -> [ExecutedLine] {
    let (layer, errors) = (network.layers[place], numbers.errors[place])
    var executed: [ExecutedLine] = []
    // δ is the derivative by the sum, and by the product in it.
    let count = (layer.activation == nil ? 0 : 1) + (layer.biases == nil ? 0 : 1)
    for _ in 0..<count { executed.append(ExecutedLine(line: lines.error, numbers: errors)) }
    if layer.biases != nil { executed.append(ExecutedLine(line: lines.bias, numbers: errors)) }
    executed.append(
      ExecutedLine(line: lines.weight, numbers: numbers.weightSlopes[place].flatMap(\.self)))
    executed.append(
      ExecutedLine(
        line: lines.incoming,
        numbers: place == 0 ? numbers.inputSlopes : numbers.outputSlopes[place - 1]))
    return executed
  }

  static let all = [fourEquations, smallRegression, sigmoidNetwork]

  private static let fourEquations = HandNetworkProgram(
    name: "four-equations", network: .fourEquations,
    given: [
      [0.5, -1], [1, 0], [0.2, -0.4, 0.7, 0.1, -0.3, 0.5], [0.1, 0, -0.1],
      [0.6, -0.2, 0.3, -0.5, 0.4, 0.1], [0, 0.2],
    ],
    loss: { a in
      let differences = [a[0] - 1, a[1]]
      let squares = differences.map { $0 * $0 }
      return [differences, squares, [squares[0] + squares[1]], [(squares[0] + squares[1]) / 2]]
    },
    fromLoss: { a in
      let slopes = [a[0] - 1, a[1]]
      return [[0.5], [0.5, 0.5], slopes, slopes, slopes.map { -$0 }]
    })

  private static let smallRegression = HandNetworkProgram(
    name: "small-regression", network: .smallRegression,
    given: [
      [0.5, -1, 0.25, 2, -0.5], [0.7],
      [0.3, -0.2, 0.5, 0.1, 0, -0.4, 0.6, 0.1, -0.3, 0.2, 0.2, 0.1, -0.5, 0.4, 0.3],
      [0.1, 0, -0.1], [0.5, -0.3, 0.8], [0.05],
    ],
    loss: { [[($0[0] - 0.7) * ($0[0] - 0.7)]] },
    fromLoss: { [[2 * ($0[0] - 0.7)], [-2 * ($0[0] - 0.7)]] })

  /// `J = -sum(y*log(a) + (1 - y)*log(1 - a))`
  private static let sigmoidNetwork = HandNetworkProgram(
    name: "sigmoid-network", network: .sigmoidNetwork,
    given: [[1, -2], [0.5, -1, 1, 0.75, -0.5, 0.25], [0.1, -0.2, 0], [1, 0, 1]],
    loss: { a in
      let y: [Double] = [1, 0, 1]
      let logs = a.map { log($0) }
      let others = a.map { 1 - $0 }
      let otherLogs = others.map { log($0) }
      let firsts = zip(y, logs).map { $0 * $1 }
      let seconds = zip(y, otherLogs).map { (1 - $0) * $1 }
      let terms = zip(firsts, seconds).map { $0 + $1 }
      let sum = terms.reduce(0, +)
      return [logs, firsts, y.map { 1 - $0 }, others, otherLogs, seconds, terms, [sum], [-sum]]
    },
    fromLoss: { a in
      let y: [Double] = [1, 0, 1]
      let minus = y.map { _ in -1.0 }
      let byOtherLogs = y.map { -(1 - $0) }
      let byOthers = zip(byOtherLogs, a).map { $0 / (1 - $1) }
      let byTargets = a.map { -log(1 - $0) }
      return [
        [-1], minus, minus, minus, byTargets, byOtherLogs, byOthers, byOthers.map { -$0 },
        byTargets.map { -$0 }, zip(byTargets, a).map { -$0 - log($1) }, y.map { -$0 },
        zip(zip(byOthers, y), a).map { -$0.0 - $0.1 / $1 },
      ]
    })
}
