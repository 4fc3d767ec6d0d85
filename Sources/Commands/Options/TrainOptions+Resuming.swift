import ArgumentParser
import Interchange
import Learners
import Learning
import TrainArguments

extension TrainOptions {
  /// The options with those of the learner's run that is resumed, where one is: what was not given is as
  /// the run was started, and what was given is looked at when it continues.
  func resuming() throws -> TrainOptions {
    guard let path = keeping.resume else { return self }
    let held: [String: String]
    do {
      guard let file = try LearnerFile.find(path) else { return self }
      held = file.settings
    } catch let error as CheckpointError {
      throw Failure(.badInput, "\(error)")
    } catch let error as FileError {
      throw Failure(.badInput, error.message)
    }
    let kind = held["--learner"].flatMap(LearnerKind.init(rawValue:))
    var options = self
    if learner.learner == .descent, let kind { options.learner.learner = kind }
    // What another way of learning was started with says nothing of this one.
    guard options.learner.learner == kind else { return self }
    options.learner.take(held)
    if options.learner.kernel != .analytic { options.network.take(held) }
    options.descent.take(held)
    try options.checkHeld(by: path)
    return options
  }

  /// Throws when a file holds what nobody could have given.
  private func checkHeld(by path: String) throws {
    do {
      try learner.validate()
      try network.validate()
      try descent.validate()
      try checkLearner()
    } catch {
      throw Failure(.badInput, "\(path): cannot continue with these options: \(error)")
    }
  }
}

extension LearnerOptions {
  fileprivate mutating func take(_ held: [String: String]) {
    pool = pool ?? held.number("--pool")
    examples = examples ?? held.number("--examples")
    population = population ?? held.number("--population")
    generations = generations ?? held.number("--generations")
    parents = parents ?? held.number("--parents")
    elite = elite ?? held.number("--elite")
    mutation = mutation ?? held.number("--mutation")
    lastMutation = lastMutation ?? held.number("--last-mutation")
    deviation = deviation ?? held.number("--deviation")
    kernel = kernel ?? held["--kernel"].flatMap(KernelOptions.Form.init(rawValue:))
    ridge = ridge ?? held.number("--ridge")
    time = time ?? held.number("--time")
    tolerance = tolerance ?? held.number("--tolerance")
    rates = rates ?? held["--rates"].flatMap { try? RateList(argument: $0) }
    chain = chain ?? held.number("--chain")
    classify = classify ?? held["--classify"].flatMap(ContrastiveOptions.Classifier.init(rawValue:))
  }
}

extension NetworkOptions {
  fileprivate mutating func take(_ held: [String: String]) {
    if hidden == nil { layers = layers ?? held["--layers"].flatMap { try? NetworkLayers($0) } }
    if layers == nil { hidden = hidden ?? held.number("--hidden") }
    activation = activation ?? held["--activation"].flatMap(Activation.init(rawValue:))
    loss = loss ?? held["--loss"].flatMap(Loss.init(rawValue:))
    l2 = l2 ?? held.number("--l2")
    bias = bias ?? held.number("--bias")
  }
}

extension DescentOptions {
  fileprivate mutating func take(_ held: [String: String]) {
    epochs = epochs ?? held.number("--epochs")
    batch = batch ?? held.number("--batch")
    rate = rate ?? held.number("--rate")
    momentum = momentum ?? held.number("--momentum")
    seed = seed ?? held.number("--seed")
  }
}

extension [String: String] {
  /// The number, or the truth value, that an option was given.
  fileprivate func number<Number: LosslessStringConvertible>(_ option: String) -> Number? {
    self[option].flatMap(Number.init)
  }
}
