import ArgumentParser
import Learners
import Learning
import TrainArguments

extension TrainOptions {
  /// Throws when an option was given that the way of learning does not take.
  func checkLearner() throws {
    let kind = learner.learner
    for option in learner.given + descent.given + network.given + keeping.given {
      try option.check(for: kind)
    }
    if kind == .kernel, let examples = learner.examples, examples > 10_000 {
      throw ValidationError("--examples must be at most 10000 for --learner kernel")
    }
    if kind == .kernel, learner.kernel ?? .analytic == .analytic { try checkAnalytic() }
    if kind == .flow { try checkRates(of: flow(1)) }
    if kind == .evolution, let population = learner.population, !population.isMultiple(of: 2) {
      throw ValidationError("--population must be even: an evolution strategy tries pairs")
    }
    if kind == .genetic { try checkParts(of: genetic(1)) }
  }

  /// Throws when something is chosen of a network that has infinitely many units.
  private func checkAnalytic() throws {
    let given = network.given.filter(\.isGiven).map(\.name)
    guard let name = (given + (network.hidden != nil ? ["--hidden"] : [])).first else { return }
    throw ValidationError(
      "\(name) is for --kernel empirical: the analytic kernel is that of infinitely many ReLU units"
    )
  }

  /// Throws when more candidates are to be parents, or to live on, than there are.
  private func checkParts(of options: GeneticOptions) throws {
    for (name, count) in [("--parents", options.parents), ("--elite", options.elite)] {
      guard count <= options.population else {
        throw ValidationError("\(name) must be at most the population, \(options.population)")
      }
    }
  }

  /// Throws when a descent beside the flow would take for ever.
  private func checkRates(of flow: FlowOptions) throws {
    for rate in flow.rates where !(flow.time / rate <= 1e6) {
      throw ValidationError(
        "a descent at rate \(rate) takes more than a million steps to time \(flow.time); use a "
          + "larger rate in --rates or a shorter --time")
    }
  }

  /// The way of learning with what was given in place of its defaults; `nil` for descent.
  func learnerPlan() -> LearnerPlan? {
    let seed = descent.seed ?? 1
    let pool = { (usual: Int) in learner.pool ?? usual }
    switch learner.learner {
    case .descent: return nil
    case .genetic: return LearnerPlan(.genetic(genetic(seed)), pooling: pool(2))
    case .evolution: return LearnerPlan(.evolution(evolution(seed)), pooling: pool(2))
    case .kernel: return LearnerPlan(.kernel(kernel(seed)), pooling: pool(1))
    case .flow: return LearnerPlan(.flow(flow(seed)), pooling: pool(2))
    case .contrastive: return LearnerPlan(.contrastive(contrastive(seed)), pooling: pool(1))
    }
  }

  /// A network that a search among its weights can train in a minute.
  private var smallNetwork: NetworkPlan {
    let usual =
      data.isRegression ? TrainingOptions.smallRegression.plan : NetworkPlan(widths: [196, 16, 10])
    return network.applied(to: usual)
  }

  private func genetic(_ seed: UInt64) -> GeneticOptions {
    var options = GeneticOptions(plan: smallNetwork)
    options.population = learner.population ?? options.population
    options.parents = learner.parents ?? min(options.parents, options.population)
    options.elite = learner.elite ?? min(options.elite, options.population)
    options.mutation = learner.mutation ?? options.mutation
    options.lastMutation = learner.lastMutation ?? min(options.lastMutation, options.mutation)
    options.examples = learner.examples ?? options.examples
    options.generations = learner.generations ?? options.generations
    options.seed = seed
    return options
  }

  private func evolution(_ seed: UInt64) -> EvolutionOptions {
    var options = EvolutionOptions(plan: smallNetwork)
    options.pairs = learner.population.map { $0 / 2 } ?? options.pairs
    options.deviation = learner.deviation ?? options.deviation
    options.examples = learner.examples ?? options.examples
    options.generations = learner.generations ?? options.generations
    options.rate = descent.rate ?? options.rate
    options.seed = seed
    return options
  }

  private func kernel(_ seed: UInt64) -> KernelOptions {
    var options = KernelOptions(plan: network.applied(to: .notes))
    options.form = learner.kernel ?? options.form
    options.examples = learner.examples ?? options.examples
    options.ridge = learner.ridge ?? options.ridge
    options.seed = seed
    return options
  }

  private func flow(_ seed: UInt64) -> FlowOptions {
    var options = FlowOptions(plan: smallNetwork)
    options.examples = learner.examples ?? options.examples
    options.time = learner.time ?? options.time
    options.tolerance = learner.tolerance ?? options.tolerance
    options.rates = learner.rates?.rates ?? options.rates
    options.seed = seed
    return options
  }

  private func contrastive(_ seed: UInt64) -> ContrastiveOptions {
    var options = ContrastiveOptions()
    options.units = network.hidden ?? options.units
    options.epochs = descent.epochs ?? options.epochs
    options.batch = descent.batch ?? options.batch
    options.chainSteps = learner.chain ?? options.chainSteps
    options.rate = descent.rate ?? options.rate
    options.momentum = descent.momentum ?? options.momentum
    options.classifier = learner.classify ?? options.classifier
    options.seed = seed
    return options
  }
}

extension DescentOptions {
  /// What was given, and which ways of learning take it.
  fileprivate var given: [GivenOption] {
    [
      GivenOption("--epochs", epochs != nil, [.descent, .contrastive]),
      GivenOption("--batch", batch != nil, [.descent, .contrastive]),
      GivenOption("--optimizer", optimizer != nil, [.descent]),
      GivenOption("--rate", rate != nil, [.descent, .evolution, .contrastive]),
      GivenOption("--momentum", momentum != nil, [.descent, .contrastive]),
      GivenOption("--schedule", schedule != nil, [.descent]),
      GivenOption("--warm-up", warmUp != nil, [.descent]),
      GivenOption("--threads", threads != nil, [.descent]),
    ]
  }
}

extension NetworkOptions {
  fileprivate var given: [GivenOption] {
    let networks = LearnerKind.allCases.filter { $0 != .contrastive }
    return [
      GivenOption("--layers", layers != nil, networks),
      GivenOption("--activation", activation != nil, networks),
      GivenOption("--loss", loss != nil, networks), GivenOption("--l2", l2 != nil, networks),
      GivenOption(bias == false ? "--no-bias" : "--bias", bias != nil, networks),
    ]
  }
}

extension KeepingOptions {
  fileprivate var given: [GivenOption] {
    [
      GivenOption("--save-every", saveEvery != nil, [.descent]),
      GivenOption("--log-every", logEvery != nil, [.descent]),
      GivenOption("--history", history != nil, [.descent]),
      GivenOption("--log", log != nil, [.descent]),
    ]
  }
}
