import ArgumentParser
import Learners
import Learning

/// How else `train` may learn, and what each way lets one choose.
struct LearnerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "descent (backpropagation), genetic, evolution (evolution strategy), kernel (regression with "
        + "the tangent kernel), flow (gradient flow) or contrastive (a Boltzmann machine)."))
  var learner = LearnerKind.descent

  @Option(
    help: ArgumentHelp(
      "Average squares of so many pixels a side first (default: 2 for genetic, evolution and flow, "
        + "else 1).", valueName: "pixels"))
  var pool: Int?

  @Option(
    help: ArgumentHelp(
      "The number of examples: tried on per generation (250), learned from (kernel, flow: 2000; "
        + "descent: all)."))
  var examples: Int?

  @Option(help: "genetic, evolution: the number of candidates in a generation (default: 100).")
  var population: Int?

  @Option(help: "genetic, evolution: the number of generations (default: 7000, 4000).")
  var generations: Int?

  @Option(help: "genetic: how many of the best may be parents (default: 30).")
  var parents: Int?

  @Option(help: "genetic: how many of the best live on unchanged (default: 2).")
  var elite: Int?

  @Option(help: "genetic: the standard deviation of mutations at first (default: 0.03).")
  var mutation: Float?

  @Option(help: "genetic: the standard deviation of mutations at the end (default: 0.01).")
  var lastMutation: Float?

  @Option(
    help: "evolution: how far candidates are from the center, in each weight (default: 0.05).")
  var deviation: Float?

  @Option(
    help: ArgumentHelp(
      "kernel: analytic (infinitely many ReLU units) or empirical (the network before training; "
        + "default: analytic)."))
  var kernel: KernelOptions.Form?

  @Option(
    help: "kernel: what is added to the kernel's diagonal, as a part of its mean (default: 0.001).")
  var ridge: Double?

  @Option(
    help: ArgumentHelp(
      "flow: how long the flow is followed; a step of descent takes as long as its rate (default: "
        + "200)."))
  var time: Double?

  @Option(help: "flow: the relative error that a step may have (default: 0.0001).")
  var tolerance: Double?

  @Option(
    help: ArgumentHelp(
      "flow: the rates of the descents beside it, such as 0.1,0.5 (default: 0.1,0.5,1).",
      valueName: "rates"),
    transform: RateList.init(argument:))
  var rates: RateList?

  @Option(help: "contrastive: the number of steps of each chain (default: 1).")
  var chain: Int?

  @Option(
    help: ArgumentHelp(
      "contrastive: by a softmax on the hidden units, or by the free energy of a machine that learns the "
        + "labels, too (softmax, energy; default: softmax)."))
  var classify: ContrastiveOptions.Classifier?

  func validate() throws {
    for (name, value, most) in [
      ("--pool", pool, 1000), ("--examples", examples, 100_000), ("--chain", chain, 1000),
      ("--population", population, 100_000), ("--generations", generations, 100_000_000),
      ("--parents", parents, 100_000), ("--elite", elite, 100_000),
    ] {
      guard let value else { continue }
      guard value >= 1 else { throw ValidationError("\(name) must be at least 1, not \(value)") }
      guard value <= most else { throw ValidationError("\(name) must be at most \(most)") }
    }
    for (name, value) in [
      ("--mutation", mutation), ("--last-mutation", lastMutation), ("--deviation", deviation),
    ] {
      if let value, !(value > 0 && value.isFinite) {
        throw ValidationError("\(name) must be a positive number, such as 0.03")
      }
    }
    if let ridge, !(ridge >= 0 && ridge.isFinite) {
      throw ValidationError("--ridge must be 0 or a positive number, such as 0.001")
    }
    if let time, !(time > 0 && time.isFinite) {
      throw ValidationError("--time must be a positive number, such as 200")
    }
    if let tolerance, !(tolerance > 0 && tolerance < 1) {
      throw ValidationError("--tolerance must be more than 0 and less than 1, such as 0.0001")
    }
  }
}

extension LearnerOptions {
  /// What was given, and which ways of learning take it.
  var given: [GivenOption] {
    [
      GivenOption("--pool", pool != nil, LearnerKind.allCases.filter { $0 != .descent }),
      GivenOption("--examples", examples != nil, [.descent, .genetic, .evolution, .kernel, .flow]),
      GivenOption("--population", population != nil, [.genetic, .evolution]),
      GivenOption("--generations", generations != nil, [.genetic, .evolution]),
      GivenOption("--parents", parents != nil, [.genetic]),
      GivenOption("--elite", elite != nil, [.genetic]),
      GivenOption("--mutation", mutation != nil, [.genetic]),
      GivenOption("--last-mutation", lastMutation != nil, [.genetic]),
      GivenOption("--deviation", deviation != nil, [.evolution]),
      GivenOption("--kernel", kernel != nil, [.kernel]),
      GivenOption("--ridge", ridge != nil, [.kernel]),
      GivenOption("--time", time != nil, [.flow]),
      GivenOption("--tolerance", tolerance != nil, [.flow]),
      GivenOption("--rates", rates != nil, [.flow]),
      GivenOption("--chain", chain != nil, [.contrastive]),
      GivenOption("--classify", classify != nil, [.contrastive]),
    ]
  }
}

/// An option, whether it was given, and which ways of learning take it.
struct GivenOption {
  let name: String
  let isGiven: Bool
  let learners: [LearnerKind]

  init(_ name: String, _ isGiven: Bool, _ learners: [LearnerKind]) {
    self.name = name
    self.isGiven = isGiven
    self.learners = learners
  }

  /// Throws when the option was given and this way of learning does not take it.
  func check(for learner: LearnerKind) throws {
    guard isGiven, !learners.contains(learner) else { return }
    let names = learners.map(\.rawValue)
    let last = names.last ?? ""
    let list = names.count > 1 ? names.dropLast().joined(separator: ", ") + " and " + last : last
    throw ValidationError("\(name) is for --learner \(list), not for \(learner.rawValue)")
  }
}

/// `0.1,0.5,1` on the command line.
struct RateList {
  let rates: [Double]

  init(argument: String) throws {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    rates = parts.compactMap { $0 }.filter { $0 > 0 && $0.isFinite }
    guard rates.count == parts.count, 1...8 ~= rates.count else {
      throw ValidationError("--rates must be 1 to 8 positive numbers, such as 0.1,0.5")
    }
  }
}

extension LearnerKind: ExpressibleByArgument {}
extension KernelOptions.Form: ExpressibleByArgument {}
extension ContrastiveOptions.Classifier: ExpressibleByArgument {}
