import Autodiff
import Basics
package import Learning

/// How a genetic algorithm searches.
package struct GeneticOptions: Hashable, Sendable {
  package var plan: NetworkPlan
  package var population = 100
  /// How many of the best may be parents.
  package var parents = 30
  /// How many of the best live on unchanged.
  package var elite = 2
  /// The standard deviation of mutations at first, and at the end.
  package var mutation: Float = 0.03
  package var lastMutation: Float = 0.01
  /// How many examples a generation is tried on.
  package var examples = 250
  package var generations = 7000
  package var seed: UInt64 = 1

  package init(plan: NetworkPlan) { self.plan = plan }
}

/// A genetic algorithm: networks are tried on some examples, and the best of them have children, each
/// weight of which comes from either parent and is changed a little.
///
/// ```
/// the elite lives on │ other places: child = mother or father, weight by weight, + mutation · N(0, 1)
/// ```
package struct GeneticLearner: Learner {
  package let options: GeneticOptions
  private let training: Examples
  private let trial: CandidateTrial
  /// Tries candidates on more examples, always the same.
  private let finalTrial: CandidateTrial
  private let examination: NetworkExamination
  /// A row of parameters each; after a generation the best of it is first.
  private var population: [[Float]]
  private var children: [[Float]]
  private var order: ExampleOrder
  private var generator: SplitMix64
  package private(set) var step = 0
  package private(set) var evaluations = 0
  /// The best network of the last report's generation.
  private var champion: [Float] = []
  /// The losses of the last generation, the smallest first.
  private var losses: [Float] = []

  package init(_ options: GeneticOptions, _ data: ExampleSplit) throws {
    self.options = options
    training = data.training
    trial = try CandidateTrial(
      options.plan, examples: min(options.examples, data.training.count))
    finalTrial = try CandidateTrial(
      options.plan, examples: min(Self.finalExamples, data.training.count))
    finalTrial.load(training, at: (0..<Int32(clamping: finalTrial.network.batch)).map(\.self)[...])
    examination = try NetworkExamination(options.plan, on: data.test)
    var generator = SplitMix64(seed: options.seed)
    population = []
    for _ in 0..<options.population { population.append(trial.row.drawn(using: &generator)) }
    children = population
    self.generator = generator
    order = ExampleOrder(count: data.training.count, seed: options.seed)
  }

  package var isFinished: Bool { step >= options.generations }
  package var progress: Double { Double(step) / Double(options.generations) }
  package var isReportDue: Bool { step % max(options.generations / 20, 1) == 0 }

  package mutating func advance() throws {
    trial.load(training, at: order.next(options.examples))
    let found = population.map { trial.loss(of: $0) }
    let ranking = ranking(of: found)
    let deviation = mutation
    for place in children.indices {
      if place < options.elite {
        children[place] = population[ranking[place]]
      } else {
        let mother = ranking[generator.index(below: options.parents)]
        let father = ranking[generator.index(below: options.parents)]
        cross(population[mother], population[father], deviation, into: place)
      }
    }
    swap(&population, &children)
    losses = ranking.map { found[$0] }
    evaluations += found.count * trial.network.batch
    step += 1
    if isReportDue || isFinished { chooseChampion(ranking.prefix(options.parents)) }
  }

  /// The few examples of a generation say who is good rather than who is best: all that may be parents are
  /// tried once more, on many.
  private mutating func chooseChampion(_ places: ArraySlice<Int>) {
    let found = places.map { finalTrial.loss(of: children[$0]) }
    evaluations += found.count * finalTrial.network.batch
    if let best = Learners.ranking(of: found).first {
      champion = children[places[places.startIndex + best]]
    }
  }

  private static let finalExamples = 5000

  /// The standard deviation of this generation's mutations, which falls by the same factor each time.
  private var mutation: Float {
    let ratio = Double(options.lastMutation) / Double(options.mutation)
    return options.mutation * Float(Double.pow(ratio, progress))
  }

  /// Uniform crossover and mutation.
  private mutating func cross(
    _ mother: [Float], _ father: [Float], _ deviation: Float, into child: Int
  ) {
    // A local generator and one look whether the child is shared, rather than one for each weight.
    var (bits, generator): (UInt64, SplitMix64) = (0, generator)
    children[child].withUnsafeMutableBufferPointer { child in
      mother.withUnsafeBufferPointer { mother in
        father.withUnsafeBufferPointer { father in
          for place in child.indices {
            if place & 63 == 0 { bits = generator.next() }
            let inherited = bits & 1 == 0 ? mother[place] : father[place]
            child[place] = inherited + deviation * generator.bell()
            bits >>= 1
          }
        }
      }
    }
    self.generator = generator
  }

  package mutating func examine() throws -> Examination {
    try examination.run(trial.row.elements(of: best))
  }

  /// The champion, or before the first report the first of the population.
  private var best: [Float] { champion.isEmpty ? population[0] : champion }

  package var figures: [LearnerFigure] {
    populationFigures(losses) + [LearnerFigure("diversity", "diversity", diversity)]
  }

  /// How far the members are from their mean, as a part of how long the mean is.
  private var diversity: Double {
    var (spread, length) = (0.0, 0.0)
    for place in population[0].indices {
      var (sum, squares) = (0.0, 0.0)
      for member in population {
        let weight = Double(member[place])
        sum += weight
        squares += weight * weight
      }
      let mean = sum / Double(population.count)
      spread += max(squares / Double(population.count) - mean * mean, 0)
      length += mean * mean
    }
    return length > 0 ? (spread / length).squareRoot() : 0
  }

  package var picture: LearnerPicture {
    .population(
      PopulationPicture(losses: losses, champion: trial.row.firstLayer(of: best)))
  }
}

extension GeneticLearner {
  package var memory: LearnerMemory {
    var memory = LearnerMemory()
    memory.counts = ["step": step, "evaluations": evaluations]
    memory.randoms["children"] = generator.state
    memory.numbers["population"] = population.flatMap(\.self)
    memory.numbers["losses"] = losses
    order.store(in: &memory)
    return memory
  }

  package mutating func restore(_ memory: LearnerMemory) -> Bool {
    let width = trial.row.count
    guard let step = memory.counts["step"], step >= 0,
      let evaluations = memory.counts["evaluations"],
      let random = memory.randoms["children"], let rows = memory.numbers["population"],
      rows.count == options.population * width, let losses = memory.numbers["losses"],
      order.restore(from: memory)
    else { return false }
    (self.step, self.evaluations, self.losses) = (step, evaluations, losses)
    population = stride(from: 0, to: rows.count, by: width).map { Array(rows[$0..<$0 + width]) }
    generator = SplitMix64(seed: random)
    return true
  }
}
