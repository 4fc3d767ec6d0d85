import Autodiff
import Basics
package import Learning

/// How an evolution strategy searches.
package struct EvolutionOptions: Hashable, Sendable {
  package var plan: NetworkPlan
  /// n, how many pairs of candidates a generation has.
  package var pairs = 50
  /// σ, how far candidates are from the center, in each weight.
  package var deviation: Float = 0.05
  /// How many examples a generation is tried on.
  package var examples = 250
  package var generations = 4000
  /// The rate at first; it falls to a tenth of that.
  package var rate: Float = 0.02
  package var seed: UInt64 = 1

  package init(plan: NetworkPlan) { self.plan = plan }
}

/// An evolution strategy: it goes downhill along an estimate of the gradient that only losses go into.
///
/// ```
/// ε₁ … εₙ ~ N(0, 1)          each pair tries θ + σ·εᵢ and θ - σ·εᵢ on the same examples
/// u = rank of a loss, from -½ for the smallest to ½ for the greatest
/// g = 1/(2nσ) · Σ (u(θ + σ·εᵢ) - u(θ - σ·εᵢ)) · εᵢ        θ moves against g by Adam's rule
/// ```
///
/// Salimans, Ho, Chen, Sidor, Sutskever, "Evolution strategies as a scalable alternative to
/// reinforcement learning", 2017.
package struct EvolutionLearner: Learner {
  package let options: EvolutionOptions
  private let training: Examples
  private let trial: CandidateTrial
  private let examination: NetworkExamination
  /// θ.
  private var center: [Float]
  private var optimizer: AdamDescent
  private var order: ExampleOrder
  private var generator: SplitMix64
  package private(set) var step = 0
  package private(set) var evaluations = 0
  /// The losses of the last generation, two for each pair.
  private var losses: [Float] = []
  // Made once.
  private var noise: [Float]
  private var candidate: [Float]
  private var gradient: [Float]

  package init(_ options: EvolutionOptions, _ data: ExampleSplit) throws {
    self.options = options
    training = data.training
    trial = try CandidateTrial(
      options.plan, examples: min(options.examples, data.training.count))
    examination = try NetworkExamination(options.plan, on: data.test)
    generator = SplitMix64(seed: options.seed)
    center = trial.row.drawn(using: &generator)
    order = ExampleOrder(count: data.training.count, seed: options.seed)
    optimizer = AdamDescent(counts: [center.count])
    noise = Array(repeating: 0, count: center.count * options.pairs)
    candidate = center
    gradient = center
  }

  package var isFinished: Bool { step >= options.generations }
  package var progress: Double { Double(step) / Double(options.generations) }
  package var isReportDue: Bool { step % max(options.generations / 20, 1) == 0 }

  package mutating func advance() throws {
    trial.load(training, at: order.next(options.examples))
    losses.removeAll(keepingCapacity: true)
    for place in noise.indices { noise[place] = generator.bell() }
    for pair in 0..<options.pairs {
      losses.append(loss(ofPair: pair, sign: 1))
      losses.append(loss(ofPair: pair, sign: -1))
    }
    estimateGradient()
    move()
    evaluations += losses.count * trial.network.batch
    step += 1
  }

  private mutating func loss(ofPair pair: Int, sign: Float) -> Float {
    let (start, scale) = (pair * center.count, sign * options.deviation)
    for place in center.indices {
      candidate[place] = center[place] + scale * noise[start + place]
    }
    return trial.loss(of: candidate)
  }

  private mutating func estimateGradient() {
    let utilities = centeredRanks(of: losses)
    for place in gradient.indices { gradient[place] = 0 }
    let scale = 1 / (2 * Float(options.pairs) * options.deviation)
    for pair in 0..<options.pairs {
      let weight = scale * (utilities[2 * pair] - utilities[2 * pair + 1])
      let start = pair * center.count
      for place in gradient.indices { gradient[place] += weight * noise[start + place] }
    }
  }

  private mutating func move() {
    let rate = options.rate * (1 - 0.9 * Float(progress))
    gradient.withUnsafeBufferPointer {
      optimizer.accumulate($0, ofParameter: 0, from: 0, isFirst: true)
    }
    center.withUnsafeMutableBufferPointer {
      optimizer.move($0, ofParameter: 0, from: 0, rate: rate)
    }
    optimizer.finishStep()
  }

  package mutating func examine() throws -> Examination {
    try examination.run(trial.row.elements(of: center))
  }

  package var figures: [LearnerFigure] { populationFigures(losses) }

  package var picture: LearnerPicture {
    .population(
      PopulationPicture(losses: losses.sorted(), champion: trial.row.firstLayer(of: center)))
  }
}

extension EvolutionLearner {
  package var memory: LearnerMemory {
    var memory = LearnerMemory()
    memory.counts = ["step": step, "evaluations": evaluations]
    memory.randoms["candidates"] = generator.state
    memory.numbers["center"] = center
    memory.numbers["losses"] = losses
    for (name, elements) in optimizer.memory.buffers { memory.numbers[name] = elements }
    order.store(in: &memory)
    return memory
  }

  package mutating func restore(_ memory: LearnerMemory) -> Bool {
    guard let step = memory.counts["step"], step >= 0,
      let evaluations = memory.counts["evaluations"],
      let random = memory.randoms["candidates"], let center = memory.numbers["center"],
      center.count == self.center.count, let losses = memory.numbers["losses"],
      let means = memory.numbers["mean"], let squares = memory.numbers["square"],
      order.restore(from: memory)
    else { return false }
    (self.step, self.evaluations, self.center, self.losses) = (step, evaluations, center, losses)
    generator = SplitMix64(seed: random)
    optimizer.restore(OptimizerMemory(buffers: ["mean": means, "square": squares], steps: step))
    return true
  }
}

/// The rank of each number, scaled to run from -½ for the smallest to ½ for the greatest; what is not
/// a number is greatest.
func centeredRanks(of numbers: [Float]) -> [Float] {
  let order = ranking(of: numbers)
  var ranks = [Float](repeating: 0, count: numbers.count)
  for (rank, index) in order.enumerated() {
    ranks[index] = Float(rank) / Float(max(numbers.count - 1, 1)) - 0.5
  }
  return ranks
}

/// The places of some numbers from the smallest on; what is not a number comes last, and of equals the
/// first is first.
func ranking(of numbers: [Float]) -> [Int] {
  numbers.indices.sorted { first, second in
    let (a, b) = (numbers[first], numbers[second])
    if a.isNaN || b.isNaN { return a.isNaN == b.isNaN ? first < second : b.isNaN }
    return a == b ? first < second : a < b
  }
}
