import Basics
import Foundation
import Learning
import Testing

@testable import Learners

/// A machine of 6 visible and 4 hidden units, all of whose states can be gone through.
@Suite struct BoltzmannMachineTests {
  private static let machine: BoltzmannMachine<Double> = {
    var generator = SplitMix64(seed: 3)
    var machine = BoltzmannMachine<Double>(visible: 6, hidden: 4)
    for index in machine.parameters.indices {
      for place in machine.parameters[index].indices {
        machine.parameters[index][place] = Double.random(in: -1.5...1.5, using: &generator)
      }
    }
    return machine
  }()

  private static func states(_ count: Int) -> [[Double]] {
    (0..<1 << count).map { bits in (0..<count).map { Double(bits >> $0 & 1) } }
  }

  private static func energy(_ visible: [Double], _ hidden: [Double]) -> Double {
    var energy = 0.0
    for (place, state) in visible.enumerated() { energy -= machine.visibleBiases[place] * state }
    for (place, state) in hidden.enumerated() { energy -= machine.hiddenBiases[place] * state }
    for (row, on) in hidden.enumerated() {
      for (column, state) in visible.enumerated() {
        energy -= on * machine.weights[row * 6 + column] * state
      }
    }
    return energy
  }

  /// The probabilities of all hidden states given visible ones.
  private static func posterior(_ visible: [Double]) -> [(hidden: [Double], probability: Double)] {
    let weights = states(4).map { ($0, exp(-energy(visible, $0))) }
    let total = weights.reduce(0) { $0 + $1.1 }
    return weights.map { ($0.0, $0.1 / total) }
  }

  @Test func `hidden units are on as often as all states together say`() throws {
    let visible = Self.states(6)
    var layers = try MachineLayers(Self.machine, rows: visible.count)
    let found = try layers.hidden(of: visible.flatMap(\.self))
    let sparse = try layers.hidden(ofExamples: visible.flatMap(\.self))
    for (row, states) in visible.enumerated() {
      for unit in 0..<4 {
        let expected = Self.posterior(states).reduce(0) { $0 + $1.hidden[unit] * $1.probability }
        #expect(abs(found[row * 4 + unit] - expected) < 1e-12)
        #expect(abs(sparse[row * 4 + unit] - expected) < 1e-12)
      }
    }
  }

  @Test func `a free energy is the logarithm of a sum over hidden states`() throws {
    let visible = Self.states(6)
    var energy = try FreeEnergy(Self.machine, rows: visible.count)
    let found = try energy(visible.flatMap(\.self))
    for (row, states) in visible.enumerated() {
      let sum = Self.states(4).reduce(0) { $0 + exp(-Self.energy(states, $1)) }
      #expect(abs(found[row] + log(sum)) < 1e-12)
    }
  }

  @Test func `a step of the chain leads where all states together say`() throws {
    let count = 20_000
    let start = [1.0, 0, 1, 1, 0, 0]
    // Where a step leads in the mean: Σ p(h | v)·p(v′ = 1 | h), and by which hidden state.
    var expected = [Double](repeating: 0, count: 6)
    for (hidden, probability) in Self.posterior(start) {
      for place in 0..<6 {
        let sum = (0..<4).reduce(Self.machine.visibleBiases[place]) {
          $0 + hidden[$1] * Self.machine.weights[$1 * 6 + place]
        }
        expected[place] += probability / (1 + exp(-sum))
      }
    }
    var layers = try MachineLayers(Self.machine, rows: count)
    var generator = SplitMix64(seed: 11)
    let rows = (0..<count).flatMap { _ in start }
    let hidden = generator.states(try layers.hidden(of: rows))
    let visible = generator.states(try layers.visible(of: hidden))
    for place in 0..<6 {
      let mean =
        stride(from: place, to: visible.count, by: 6).reduce(0) { $0 + visible[$1] }
        / Double(count)
      // Five standard deviations of a mean of so many coins.
      #expect(abs(mean - expected[place]) < 5 * 0.5 / Double(count).squareRoot())
    }
    for unit in 0..<4 {
      let mean =
        stride(from: unit, to: hidden.count, by: 4).reduce(0) { $0 + hidden[$1] }
        / Double(count)
      let probability = Self.posterior(start).reduce(0) { $0 + $1.hidden[unit] * $1.probability }
      #expect(abs(mean - probability) < 5 * 0.5 / Double(count).squareRoot())
    }
  }

  @Test(arguments: [1, 3])
  func `the gap's gradient is the difference of two statistics`(steps: Int) throws {
    var generator = SplitMix64(seed: 7)
    let (count, rows) = (20, Self.rows(&generator))
    var chain = try ContrastiveChain(Self.machine, rows: count, steps: steps)
    try chain.run(drawing: &generator) { _ = $0.update(fromContentsOf: rows) }
    var gap = try EnergyGap(Self.machine, rows: count)
    try gap.run(from: chain.examples(), to: chain.lastStates())
    let gradients = gap.gradients().map(Array.init)
    let ends = [rows, Array(chain.lastStates().visible)].map { states in
      (0..<count).map { row in
        let visible = Array(states[row * 6..<row * 6 + 6])
        let hidden = (0..<4).map { unit in
          Self.posterior(visible).reduce(0) { $0 + $1.hidden[unit] * $1.probability }
        }
        return (visible: visible, hidden: hidden)
      }
    }
    /// What the mean over the rows is at the end, less than that at the start.
    func difference(_ statistic: (_ visible: [Double], _ hidden: [Double]) -> Double) -> Double {
      let sums = ends.map { $0.reduce(0) { $0 + statistic($1.visible, $1.hidden) } }
      return (sums[1] - sums[0]) / Double(count)
    }
    for unit in 0..<4 {
      for place in 0..<6 {
        let expected = difference { visible, hidden in hidden[unit] * visible[place] }
        #expect(abs(gradients[0][unit * 6 + place] - expected) < 1e-12)
      }
      #expect(abs(gradients[2][unit] - difference { _, hidden in hidden[unit] }) < 1e-12)
    }
    for place in 0..<6 {
      #expect(abs(gradients[1][place] - difference { visible, _ in visible[place] }) < 1e-12)
    }
  }

  /// As many rows as it takes for zeros to be passed over.
  private static func rows(_ generator: inout SplitMix64) -> [Double] {
    (0..<20 * 6).map { _ in Double(generator.next() & 1) }
  }

  @Test(arguments: [false, true])
  func `a chain goes where its layers lead with the same draws`(isSparse: Bool) throws {
    var generator = SplitMix64(seed: 7)
    let rows = Self.rows(&generator)
    var chain = try ContrastiveChain(Self.machine, rows: 20, steps: 3, isSparse: isSparse)
    var (layers, other) = (try MachineLayers(Self.machine, rows: 20), generator)
    try chain.run(drawing: &generator) { _ = $0.update(fromContentsOf: rows) }
    let first = try layers.hidden(of: rows)
    let made = try layers.visible(of: other.states(first))
    var last = made
    for _ in 2...3 { last = try layers.visible(of: other.states(try layers.hidden(of: last))) }
    let ends = [
      (chain.examples(), rows), (chain.reconstruction(), made), (chain.lastStates(), last),
    ]
    for (states, visible) in ends {
      let hidden = try layers.hidden(of: visible)
      #expect(zip(states.visible, visible).allSatisfy { abs($0 - $1) < 1e-12 })
      #expect(zip(states.hidden, hidden).allSatisfy { abs($0 - $1) < 1e-12 })
    }
    #expect(generator.state == other.state)
    #expect(chain.machine.parameters == Self.machine.parameters)
  }

  /// Of a chain whose steps lay side by side this would take two terabytes.
  @Test func `a chain may have any number of steps`() throws {
    let machine = BoltzmannMachine<Float>(visible: 64, hidden: 64)
    var chain = try ContrastiveChain(machine, rows: 100, steps: 1 << 26)
    #expect(chain.lastStates().hidden.count == 6400)
  }

  @Test func `a machine learns to make digits again`() throws {
    var options = ContrastiveOptions()
    (options.units, options.epochs, options.batch) = (48, 12, 50)
    var session = LearnerSession(
      try ContrastiveLearner(options, SmallDigits.split), data: SmallDigits.mark, now: { 0 })
    while !session.isFinished { try session.step() }
    let errors = session.points.compactMap { $0.figures.first?.value }
    #expect(errors.count == 12)
    #expect(try #require(errors.last) < errors[0] / 2)
    #expect(try #require(session.points.last?.testAccuracy) > 0.4)
  }

  /// Four pixels and two labels, against all states of the hidden units.
  @Test func `scores by free energy are logarithms of unnormalized probabilities`() throws {
    var machine = BoltzmannMachine<Float>(visible: 6, hidden: 4)
    machine.parameters = Self.machine.parameters.map { $0.map { Float($0) } }
    let images = try #require(
      ImageDataset(
        rows: 2, columns: 2, pixels: [0, 255, 255, 0, 255, 0, 0, 255], labels: [0, 1]))
    let classifier = EnergyClassifier(machine, MachineRows(classes: 2))
    let scores = try classifier.scores(of: .images(images), 0..<2)
    let pixels = [[0.0, 1, 1, 0], [1, 0, 0, 1]]
    for row in 0..<2 {
      for label in 0..<2 {
        let visible = pixels[row] + [label == 0 ? 1 : 0, label == 1 ? 1 : 0]
        let sum = Self.states(4).reduce(0) { $0 + exp(-Self.energy(visible, $1)) }
        #expect(abs(Double(scores[row * 2 + label]) - log(sum)) < 1e-5)
      }
    }
  }

  @Test func `a machine that learns labels, too, tells classes by its free energy`() throws {
    var options = ContrastiveOptions()
    (options.units, options.epochs, options.batch) = (48, 12, 50)
    options.classifier = .energy
    let learner = try ContrastiveLearner(options, SmallDigits.split)
    #expect(learner.machine.visible == 794)
    var session = LearnerSession(learner, data: SmallDigits.mark, now: { 0 })
    while !session.isFinished { try session.step() }
    #expect(try #require(session.points.last?.testAccuracy) > 0.4)
    guard case .machine(let picture) = session.learner.picture else {
      Issue.record("no picture of a machine")
      return
    }
    #expect(picture.filters.allSatisfy { $0.count == 784 })
  }
}
