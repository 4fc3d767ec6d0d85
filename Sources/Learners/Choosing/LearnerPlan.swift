package import Learning

/// A way of learning with its options, and the data's form that it takes.
package struct LearnerPlan: Hashable, Sendable {
  /// A way of learning other than descent, with its options.
  package enum Method: Hashable, Sendable {
    case genetic(GeneticOptions)
    case evolution(EvolutionOptions)
    case kernel(KernelOptions)
    case flow(FlowOptions)
    case contrastive(ContrastiveOptions)
  }

  package var method: Method
  /// The side of the squares of pixels that are averaged first; 1 leaves images as they are.
  package var pooling: Int

  package init(_ method: Method, pooling: Int) {
    self.method = method
    self.pooling = pooling
  }

  package var kind: LearnerKind {
    switch method {
    case .genetic: .genetic
    case .evolution: .evolution
    case .kernel: .kernel
    case .flow: .flow
    case .contrastive: .contrastive
    }
  }

  /// A learner before its first step.
  ///
  /// Throws ``TrainingSetupError`` when options and data do not go together.
  package func learner(_ data: ExampleSplit) throws -> any Learner {
    let data = try pooled(data)
    try check(data)
    switch method {
    case .genetic(var options):
      options.plan = try fitting(options.plan, data)
      try checkPopulation(options.population, of: options.plan)
      return try GeneticLearner(options, data)
    case .evolution(var options):
      options.plan = try fitting(options.plan, data)
      try checkPopulation(options.pairs, of: options.plan)
      return try EvolutionLearner(options, data)
    case .kernel(var options):
      options.plan = try fitting(options.plan, data)
      return try KernelLearner(options, data)
    case .flow(var options):
      options.plan = try fitting(options.plan, data)
      return try FlowLearner(options, data)
    case .contrastive(let options): return try ContrastiveLearner(options, data)
    }
  }

  /// The data as the learner sees them.
  package func pooled(_ data: ExampleSplit) throws(TrainingSetupError) -> ExampleSplit {
    guard pooling > 1, let training = data.training.images, let test = data.test.images else {
      return data
    }
    guard let small = training.pooled(by: pooling), let smallTest = test.pooled(by: pooling) else {
      throw TrainingSetupError(
        "squares of \(pooling)×\(pooling) pixels do not fit into images of "
          + "\(training.rows)×\(training.columns); use a smaller --pool")
    }
    return ExampleSplit(DataSplit(training: small, test: smallTest))
  }

  private func check(_ data: ExampleSplit) throws(TrainingSetupError) {
    guard data.training.count > 0, data.test.count > 0 else {
      throw TrainingSetupError("there are no examples to learn from or to test on")
    }
    guard data.training.images != nil || !needsClasses else {
      throw TrainingSetupError(
        "--learner \(kind.rawValue) needs images with labels, which this data does not have")
    }
  }

  /// The most numbers that the candidates of a generation, or a kernel, may take: some gigabytes.
  private static let mostNumbers = NetworkPlan.mostWeights

  /// Throws when a generation of networks would take too much memory.
  private func checkPopulation(_ count: Int, of plan: NetworkPlan) throws(TrainingSetupError) {
    let (numbers, overflowed) = plan.weightCount.multipliedReportingOverflow(by: count)
    guard !overflowed, numbers <= Self.mostNumbers else {
      throw TrainingSetupError(
        "\(count) candidates \(plan.notation) have more than \(Self.mostNumbers) weights; use a "
          + "smaller --population or fewer units")
    }
  }

  private var needsClasses: Bool {
    switch method {
    case .kernel, .contrastive: true
    case .genetic, .evolution, .flow: false
    }
  }

  /// The network between the data's inputs and outputs.
  private func fitting(
    _ plan: NetworkPlan, _ data: ExampleSplit
  ) throws(TrainingSetupError) -> NetworkPlan {
    guard plan.convolutions.isEmpty else {
      throw TrainingSetupError(
        "convolutions such as \(plan.notation) are for --learner descent; give --layers widths alone"
      )
    }
    let options = TrainingOptions(plan: plan).fitting(data)
    try options.check(fits: data)
    return options.plan
  }
}
