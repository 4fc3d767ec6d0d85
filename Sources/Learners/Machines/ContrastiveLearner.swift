import Autodiff
import Basics
import CKernels
package import Learning

/// How a restricted Boltzmann machine learns.
package struct ContrastiveOptions: Hashable, Sendable {
  /// By what classes are told apart.
  package enum Classifier: String, CaseIterable, Hashable, Sendable {
    /// A softmax that is trained on the hidden units of a machine that has seen no labels.
    case softmax
    /// The free energy of a machine whose visible units are those of an image and one for each class: the
    /// label that lowers it most.
    case energy
  }

  /// How many hidden units it has.
  package var units = 256
  package var epochs = 5
  package var batch = 200
  /// k, the steps of the chain from an example on.
  package var chainSteps = 1
  package var rate: Float = 0.1
  /// From the second epoch on; half of them all at first.
  package var momentum: Float = 0.9
  package var classifier = Classifier.softmax
  package var seed: UInt64 = 1

  package init() {}
}

/// Contrastive divergence: a restricted Boltzmann machine learns what digits look like, without labels;
/// a softmax is then trained on its hidden units. Or it learns images and labels together, and tells
/// classes apart by its free energy.
///
/// For each minibatch, hidden units are drawn given the examples, the visible ones given them, k times
/// over; then the weights move so that examples become more likely, and what the chain led to less.
package struct ContrastiveLearner: Learner {
  /// How many examples the free energies are compared on, and how many chains are shown.
  private static let gaugeCount = 1000
  private static let sampleCount = 20
  private static let stepsBetweenSamples = 50

  package let options: ContrastiveOptions
  private let data: ExampleSplit
  private let rows: MachineRows
  private var chain: ContrastiveChain<Float>
  private var gap: EnergyGap<Float>
  private var optimizer: MomentumDescent
  private var order: ExampleOrder
  private var generator: SplitMix64
  package private(set) var step = 0
  package private(set) var evaluations = 0
  /// The squared error of a pixel, between examples and what the chain first made of them: the sum over
  /// the epoch's minibatches.
  private var errorSum = 0.0
  /// The states of the chains that are shown.
  private var samples: [Float]
  package private(set) var figures: [LearnerFigure] = []

  package init(_ options: ContrastiveOptions, _ data: ExampleSplit) throws {
    var options = options
    options.batch = min(options.batch, data.training.count)
    self.options = options
    self.data = data
    var generator = SplitMix64(seed: options.seed)
    rows = MachineRows(
      classes: options.classifier == .energy ? data.training.outputsPerExample : 0)
    var machine = BoltzmannMachine<Float>(
      visible: data.training.inputsPerExample + rows.classes, hidden: options.units)
    for place in machine.parameters[0].indices {
      machine.parameters[0][place] = 0.01 * generator.bell()
    }
    samples = (0..<Self.sampleCount * machine.visible).map { _ in generator.unit() }
    self.generator = generator
    chain = try ContrastiveChain(
      machine, rows: options.batch, steps: options.chainSteps,
      isSparse: data.training.images?.isMostlyPaper ?? false)
    gap = try EnergyGap(machine, rows: options.batch)
    optimizer = MomentumDescent(
      momentum: options.momentum, counts: machine.parameters.map(\.count))
    order = ExampleOrder(count: data.training.count, seed: options.seed)
  }

  package var stepsPerEpoch: Int { max(data.training.count / options.batch, 1) }
  package var isFinished: Bool { step >= options.epochs * stepsPerEpoch }
  package var progress: Double { Double(step) / Double(options.epochs * stepsPerEpoch) }
  package var isReportDue: Bool { step % stepsPerEpoch == 0 }

  package var machine: BoltzmannMachine<Float> { chain.machine }

  package mutating func advance() throws {
    if step % stepsPerEpoch == 0 { errorSum = 0 }
    let (rows, examples, places) = (rows, data.training, order.next(options.batch))
    try chain.run(drawing: &generator) { rows.gather(examples, places, into: $0) }
    noteError()
    try gap.run(from: chain.examples(), to: chain.lastStates())
    move()
    evaluations += options.batch
    step += 1
  }

  private mutating func noteError() {
    let (examples, made) = (chain.examples().visible, chain.reconstruction().visible)
    guard let first = examples.baseAddress, let second = made.baseAddress else { return }
    errorSum += kernel_squares_of_difference(first, second, made.count) / Double(made.count)
  }

  private mutating func move() {
    // Statistics change quickly at first.
    optimizer.momentum = step < stepsPerEpoch ? min(options.momentum, 0.5) : options.momentum
    for (index, (elements, gradient)) in zip(chain.elements(), gap.gradients()).enumerated() {
      optimizer.accumulate(gradient, ofParameter: index, from: 0, isFirst: true)
      optimizer.move(elements, ofParameter: index, from: 0, rate: options.rate)
    }
  }
}

extension ContrastiveLearner {
  /// Trains a softmax on the hidden units, and takes the figures and pictures of the epoch.
  package mutating func examine() throws -> Examination {
    let steps = (step - 1) % stepsPerEpoch + 1
    let machine = machine
    figures = [
      LearnerFigure("reconstructionError", "reconstruction error", errorSum / Double(steps)),
      LearnerFigure("freeEnergyGap", "free-energy gap", try freeEnergyGap(of: machine)),
    ]
    try continueSamples()
    return switch options.classifier {
    case .softmax: try MachineSoftmax(machine, data, seed: options.seed).examination()
    case .energy: try EnergyClassifier(machine, rows).examination(on: data.test)
    }
  }

  /// How much higher the free energy of test data is than that of training data, in the mean: it grows
  /// when a machine learns its training data by heart.
  private func freeEnergyGap(of machine: BoltzmannMachine<Float>) throws -> Double {
    try meanFreeEnergy(of: data.test, machine) - meanFreeEnergy(of: data.training, machine)
  }

  private func meanFreeEnergy(
    of examples: Examples, _ machine: BoltzmannMachine<Float>
  ) throws -> Double {
    let count = min(Self.gaugeCount, examples.count)
    guard count > 0 else { return 0 }
    var energy = try FreeEnergy(machine, rows: count)
    let places = (0..<count).map { Int32(clamping: $0) }
    return meanAndSpread(of: try energy(rows.visible(examples, places[...]))).mean
  }

  /// Lets the chains that are shown run on.
  private mutating func continueSamples() throws {
    let machine = machine
    var layers = try MachineLayers(machine, rows: Self.sampleCount)
    for _ in 0..<Self.stepsBetweenSamples {
      let hidden = generator.states(try layers.hidden(of: samples))
      samples = generator.states(try layers.visible(of: hidden))
    }
    // What is shown and continued with are probabilities, which are smoother to look at.
    samples = try layers.visible(of: generator.states(try layers.hidden(of: samples)))
  }

  package var picture: LearnerPicture {
    .machine(
      MachinePicture(
        filters: pixels(of: machine.weights), samples: pixels(of: samples)))
  }

  /// Rows of numbers that belong to the visible units, without those of labels.
  private func pixels(of elements: [Float]) -> [[Float]] {
    let width = data.training.inputsPerExample
    return stride(from: 0, to: elements.count, by: width + rows.classes).map {
      Array(elements[$0..<$0 + width])
    }
  }

  package var memory: LearnerMemory {
    var memory = LearnerMemory()
    memory.counts = ["step": step, "evaluations": evaluations]
    memory.randoms["states"] = generator.state
    memory.wideNumbers["error"] = [errorSum]
    for (name, elements) in zip(["W", "b", "c"], machine.parameters) {
      memory.numbers[name] = elements
    }
    for (name, elements) in optimizer.memory.buffers {
      memory.numbers["optimizer." + name] = elements
    }
    memory.numbers["samples"] = samples
    order.store(in: &memory)
    return memory
  }

  package mutating func restore(_ memory: LearnerMemory) throws -> Bool {
    var machine = machine
    let parameters = ["W", "b", "c"].compactMap { memory.numbers[$0] }
    guard let step = memory.counts["step"], step >= 0,
      let evaluations = memory.counts["evaluations"], let random = memory.randoms["states"],
      let error = memory.wideNumbers["error"]?.first,
      parameters.map(\.count) == machine.parameters.map(\.count),
      let samples = memory.numbers["samples"], samples.count == self.samples.count,
      order.restore(from: memory)
    else { return false }
    (self.step, self.evaluations, self.samples, errorSum) = (step, evaluations, samples, error)
    machine.parameters = parameters
    try chain.take(machine)
    generator = SplitMix64(seed: random)
    var buffers: [String: [Float]] = [:]
    for name in optimizer.memory.buffers.keys {
      buffers[name] = memory.numbers["optimizer." + name]
    }
    optimizer.restore(OptimizerMemory(buffers: buffers, steps: 0))
    return true
  }
}
