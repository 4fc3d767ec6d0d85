package import ArgumentParser
package import Learning

/// How `train` goes downhill. What is not given comes from the checkpoint that is resumed, or from
/// what suits optimizer and data.
package struct DescentOptions: ParsableArguments {
  @Option(help: "The number of passes over the training data (default: 10).")
  package var epochs: Int?

  @Option(help: "The seed of the initial weights and of the order of the examples (default: 1).")
  package var seed: UInt64?

  @Option(help: "The number of examples in a minibatch (default: 64).")
  package var batch: Int?

  @Option(
    help: ArgumentHelp(
      "momentum, sgd (no momentum), nesterov, adam or lbfgs; lbfgs uses all of the data and a "
        + "line search for each step (default: momentum)."
    ))
  package var optimizer: OptimizerKind?

  @Option(help: "The initial learning rate (default: 0.1; adam: 0.001).")
  package var rate: Float?

  @Option(help: "The momentum, if the optimizer has one (default: 0.9).")
  package var momentum: Float?

  @Option(
    help: ArgumentHelp(
      "How the rate changes: constant, exponential:FACTOR (per epoch), step:EPOCHS:FACTOR, or "
        + "cosine, down to 0 (default: exponential:0.8).",
      valueName: "course"))
  package var schedule: ScheduleOption?

  @Option(
    help: ArgumentHelp(
      "The number of epochs over which the rate rises from 0, such as 0.5 (default: 0).",
      valueName: "epochs"))
  package var warmUp: Float?

  @Option(help: "The number of threads that share a minibatch (default: 1).")
  package var threads: Int?

  package init() {}

  package func validate() throws {
    for (name, value) in [("--epochs", epochs), ("--batch", batch), ("--threads", threads)] {
      if let value, value < 1 { throw ValidationError("\(name) must be at least 1, not \(value)") }
    }
    if let epochs, epochs > 1_000_000 { throw ValidationError("--epochs must be at most 1000000") }
    if let batch, batch > 10_000 { throw ValidationError("--batch must be at most 10000") }
    if let threads, threads > 64 { throw ValidationError("--threads must be at most 64") }
    if let rate, !(rate.isFinite && rate > 0) {
      throw ValidationError("--rate must be a positive number that a Float holds, such as 0.1")
    }
    if let momentum, !(0..<1 ~= momentum) {
      throw ValidationError("--momentum must be at least 0 and less than 1, such as 0.9")
    }
    if let warmUp, !(warmUp >= 0 && warmUp.isFinite) {
      throw ValidationError("--warm-up must be 0 or a positive number of epochs")
    }
    if optimizer == .lbfgs, batch != nil {
      throw ValidationError(
        "--optimizer lbfgs uses all of the training data for each step: leave --batch out")
    }
  }

  /// The options with what was given in place of what they say.
  package func applied(to options: TrainingOptions, epochs: Int) -> TrainingOptions {
    var options = options
    if let optimizer, optimizer != options.optimizer {
      options.optimizer = optimizer
      options.schedule.base = optimizer.usualRate
      if optimizer.usesAllData { options.schedule.course = .constant }
    }
    options.batch = batch ?? options.batch
    options.momentum = momentum ?? options.momentum
    options.seed = seed ?? options.seed
    options.threads = threads ?? options.threads
    options.schedule.base = rate ?? options.schedule.base
    options.schedule.course = schedule?.course(epochs: epochs) ?? options.schedule.course
    options.schedule.warmUp = warmUp ?? options.schedule.warmUp
    return options
  }
}

/// `step:5:0.5` on the command line.
package enum ScheduleOption: ExpressibleByArgument {
  case course(RateSchedule.Course)
  /// To the end of the run, wherever that is.
  case cosine

  package init?(argument: String) {
    let words = argument.split(separator: ":", omittingEmptySubsequences: false)
    let factor = words.last.flatMap { Float($0) }.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    switch (words.first, words.count, factor) {
    case ("constant", 1, _): self = .course(.constant)
    case ("cosine", 1, _): self = .cosine
    case ("exponential", 1, _): self = .course(.exponential(factor: 0.8))
    case ("exponential", 2, let factor?): self = .course(.exponential(factor: factor))
    case ("step", 3, let factor?):
      guard let every = Int(words[1]), every > 0 else { return nil }
      self = .course(.step(every: every, factor: factor))
    default: return nil
    }
  }

  package func course(epochs: Int) -> RateSchedule.Course {
    switch self {
    case .course(let course): course
    case .cosine: .cosine(epochs: epochs)
    }
  }
}

extension OptimizerKind: ExpressibleByArgument {}
