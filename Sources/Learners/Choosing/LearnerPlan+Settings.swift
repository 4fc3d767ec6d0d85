import Learning

extension LearnerPlan {
  /// All that a run was started with, as options and their values: a run that is resumed must have the
  /// same.
  package var settings: [(option: String, value: String)] {
    [("--learner", kind.rawValue)] + method.settings + [("--pool", "\(pooling)")]
  }
}

extension LearnerPlan.Method {
  fileprivate var settings: [(option: String, value: String)] {
    switch self {
    case .genetic(let options):
      options.plan.settings + [
        ("--population", "\(options.population)"), ("--parents", "\(options.parents)"),
        ("--elite", "\(options.elite)"), ("--mutation", "\(options.mutation)"),
        ("--last-mutation", "\(options.lastMutation)"), ("--examples", "\(options.examples)"),
        ("--generations", "\(options.generations)"), ("--seed", "\(options.seed)"),
      ]
    case .evolution(let options):
      options.plan.settings + [
        ("--population", "\(2 * options.pairs)"), ("--deviation", "\(options.deviation)"),
        ("--examples", "\(options.examples)"), ("--generations", "\(options.generations)"),
        ("--rate", "\(options.rate)"), ("--seed", "\(options.seed)"),
      ]
    case .kernel(let options):
      // The analytic kernel has no network of its own.
      (options.form == .empirical ? options.plan.settings : []) + [
        ("--kernel", options.form.rawValue), ("--examples", "\(options.examples)"),
        ("--ridge", "\(options.ridge)"), ("--seed", "\(options.seed)"),
      ]
    case .flow(let options):
      options.plan.settings + [
        ("--examples", "\(options.examples)"), ("--time", "\(options.time)"),
        ("--tolerance", "\(options.tolerance)"),
        ("--rates", options.rates.map { "\($0)" }.joined(separator: ",")),
        ("--seed", "\(options.seed)"),
      ]
    case .contrastive(let options):
      [
        ("--hidden", "\(options.units)"), ("--epochs", "\(options.epochs)"),
        ("--batch", "\(options.batch)"), ("--chain", "\(options.chainSteps)"),
        ("--rate", "\(options.rate)"), ("--momentum", "\(options.momentum)"),
        ("--classify", options.classifier.rawValue),
        ("--seed", "\(options.seed)"),
      ]
    }
  }
}

extension NetworkPlan {
  fileprivate var settings: [(option: String, value: String)] {
    [
      ("--layers", widths.dashed), ("--activation", activation.rawValue), ("--loss", loss.rawValue),
      ("--l2", "\(l2)"), ("--bias", "\(hasBiases)"),
    ]
  }
}
