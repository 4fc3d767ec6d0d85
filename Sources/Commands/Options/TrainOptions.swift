import ArgumentParser
import Learning
import TrainArguments

/// What `train` lets one choose.
struct TrainOptions: ParsableArguments {
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Descent") var descent: DescentOptions
  @OptionGroup(title: "Keeping") var keeping: KeepingOptions
  @OptionGroup(title: "Other ways to learn") var learner: LearnerOptions

  /// The options put together, with those of a run that is resumed.
  func plan() throws -> TrainPlan {
    let kept = try keeping.kept()
    if case .run(let checkpoint)? = kept { return try plan(resuming: checkpoint) }
    let epochs = descent.epochs ?? TrainingOptions.usualEpochs(isRegression: data.isRegression)
    var options = TrainingOptions.suiting(network, isRegression: data.isRegression)
    if case .weights(let weights)? = kept {
      try checkNetwork(matches: NetworkPlan(widths: weights.widths, hasBiases: weights.hasBiases))
      (options.plan.widths, options.plan.hasBiases) = (weights.widths, weights.hasBiases)
    }
    options.plan = network.applied(to: options.plan)
    options = descent.applied(to: options, epochs: epochs)
    return TrainPlan(
      options: options, epochs: epochs, dataName: choice.name, readsImages: !data.isRegression,
      keeping: keeping.plan, kept: kept, historyMegabytes: keeping.historyMegabytes,
      hasFixedLayers: network.layers != nil || kept != nil, load: choice.loader())
  }

  /// A run that continues has the network, optimizer and seed it was started with; the rest may
  /// change.
  private func plan(resuming checkpoint: Checkpoint) throws -> TrainPlan {
    let held = checkpoint.trainer.options
    try checkNetwork(matches: held.plan)
    try checkSame("--activation", network.activation?.rawValue, held.plan.activation.rawValue)
    try checkSame("--loss", network.loss?.rawValue, held.plan.loss.rawValue)
    try checkSame("--l2", network.l2.map { "\($0)" }, "\(held.plan.l2)")
    try checkSame("--optimizer", descent.optimizer?.rawValue, held.optimizer.rawValue)
    try checkSame("--seed", descent.seed.map { "\($0)" }, "\(held.seed)")
    let epochs = descent.epochs ?? checkpoint.epochs
    return TrainPlan(
      options: descent.applied(to: held, epochs: epochs), epochs: epochs,
      dataName: choice.name,
      readsImages: !data.isRegression, keeping: keeping.plan, kept: .run(checkpoint),
      historyMegabytes: keeping.historyMegabytes,
      hasFixedLayers: true, load: choice.loader())
  }

  /// The data, as many as are wanted.
  private var choice: DataChoice {
    var choice = data.choice
    choice.examples = learner.examples
    return choice
  }

  private func checkNetwork(matches plan: NetworkPlan) throws {
    try checkSame("--layers", network.layers.map { "\($0)" }, plan.notation)
    try checkSame(
      "--hidden", network.hidden.map { "\($0)" },
      plan.widths.dropFirst().dropLast().map(\.self).dashed)
    try checkSame("--bias", network.bias.map { "\($0)" }, "\(plan.hasBiases)")
  }

  private func checkSame(_ option: String, _ given: String?, _ held: String) throws {
    guard let given, given != held else { return }
    let path = keeping.resume ?? ""
    throw Failure(
      .badInput, "\(CheckpointError(path, .otherOption("\(option) \(given)", held: held)))")
  }
}

/// All that a run needs to begin.
struct TrainPlan: Sendable {
  var options: TrainingOptions
  let epochs: Int
  let dataName: String
  let readsImages: Bool
  let keeping: KeepingPlan
  let kept: KeptRun?
  /// What the states may take by which steps are replayed.
  let historyMegabytes: Int
  /// Whether the layers must be as they are; else their ends follow the data.
  fileprivate let hasFixedLayers: Bool
  fileprivate let load: @Sendable () throws -> ExampleSplit

  init(
    options: TrainingOptions, epochs: Int, dataName: String, readsImages: Bool,
    keeping: KeepingPlan, kept: KeptRun?, historyMegabytes: Int = RunHistory.usualMegabytes,
    hasFixedLayers: Bool,
    load: @escaping @Sendable () throws -> ExampleSplit
  ) {
    self.options = options
    self.epochs = epochs
    self.dataName = dataName
    self.readsImages = readsImages
    self.keeping = keeping
    self.kept = kept
    self.historyMegabytes = historyMegabytes
    self.hasFixedLayers = hasFixedLayers
    self.load = load
  }

  /// The same with data that are there already.
  func reading(_ examples: ExampleSplit) -> TrainPlan {
    TrainPlan(
      options: options, epochs: epochs, dataName: dataName, readsImages: readsImages,
      keeping: keeping, kept: kept, hasFixedLayers: hasFixedLayers, load: { examples })
  }

  /// What `train` does without an option.
  static var usual: TrainPlan {
    let data = DataChoice()
    return TrainPlan(
      options: TrainingOptions(), epochs: TrainingOptions.usualEpochs(isRegression: false),
      dataName: data.name, readsImages: true,
      keeping: KeepingPlan(), kept: nil, hasFixedLayers: false, load: data.loader())
  }

  /// A function that reads or draws the data, and refuses those that the layers do not fit.
  func loader() -> @Sendable () throws -> ExampleSplit {
    let (load, options, hasFixedLayers) = (load, options, hasFixedLayers)
    return {
      let data = try load()
      try (hasFixedLayers ? options : options.fitting(data)).check(fits: data)
      return data
    }
  }
}
