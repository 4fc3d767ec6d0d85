import Glibc
import Learning
import Presentation
import TextCanvas

/// Training without a screen: a line for each epoch on standard output.
struct HeadlessTraining {
  let plan: TrainPlan
  let asJSON: Bool
  /// How often to train from other weights; the best is kept.
  let restarts: Int
  let alerts: AlertPlan

  func run() throws {
    do {
      let data = try plan.loader()()
      if restarts == 1 {
        _ = try run(plan.options.fitting(data), data, from: plan.kept)
      } else {
        try runSeveral(data)
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(TrainingFailure(error))
    }
  }

  private func run(
    _ options: TrainingOptions, _ data: ExampleSplit, from kept: KeptRun?, restart: Int? = nil
  ) throws -> TrainingSession {
    var session = try TrainingSession.begin(
      options, examples: data, epochs: plan.epochs, from: kept, now: monotonicSeconds)
    // Of several runs only the best is kept, which is known at the end.
    var keeper = try RunKeeper(
      restart == nil ? plan.keeping : KeepingPlan(logPath: plan.keeping.logPath), session)
    if session.isFinished {
      Console.current.warn(
        "the run is already at the end of epoch \(session.trainer.epoch); raise --epochs to "
          + "continue\n"
      )
    }
    var recorder: RunRecorder?
    if alerts.needsWatch || plan.keeping.logPath != nil {
      recorder = RunRecorder(session, megabytes: 0, from: kept)
    }
    while !session.isFinished {
      try runEpoch(&session, &keeper, &recorder)
      try report(session, restart: restart)
    }
    return session
  }

  /// The best run is that with the smallest loss on the training data in its last epoch: the test
  /// data have no say in it.
  private func runSeveral(_ data: ExampleSplit) throws {
    var best: (session: TrainingSession, restart: Int, loss: Float)?
    for restart in 1...restarts {
      var options = plan.options.fitting(data)
      options.seed &+= UInt64(restart - 1)
      let session = try run(options, data, from: nil, restart: restart)
      let loss = session.record.epochLoss ?? .infinity
      if best.map({ loss < $0.loss }) ?? true { best = (session, restart, loss) }
    }
    guard let best else { return }
    if let path = plan.keeping.path { try Checkpoint(best.session).write(to: path, waits: true) }
    try reportBest(best.session, restart: best.restart)
  }

  /// Does a minibatch, and what is to be done about the rules that it breaks.
  private func step(
    _ session: inout TrainingSession, _ keeper: inout RunKeeper, _ recorder: inout RunRecorder?
  ) throws {
    guard recorder != nil else {
      try session.step()
      return try keeper.note(session)
    }
    do {
      try recorder?.step(&session)
    } catch {
      let found = recorder?.newAlerts ?? []
      try keeper.noteStop(session, alerts: found)
      try report(found)
      throw error
    }
    let found = recorder?.newAlerts ?? []
    try keeper.note(session, alerts: found)
    try report(found)
  }

  /// Prints alerts, and throws at the first that is to end the run.
  private func report(_ found: [Alert]) throws {
    if alerts.isReported {
      for alert in found { try Console.current.write(alert.json + "\n") }
    }
    guard let alert = found.first(where: { alerts.failing.contains($0.rule) }) else { return }
    throw Failure(.alert, alert.report)
  }

  private func runEpoch(
    _ session: inout TrainingSession, _ keeper: inout RunKeeper, _ recorder: inout RunRecorder?
  ) throws {
    let epoch = session.trainer.epoch
    let showsProgress = !asJSON && isatty(STDERR_FILENO) == 1
    var lastShown = monotonicSeconds()
    while session.trainer.epoch == epoch {
      let saving = keeper.saving
      try step(&session, &keeper, &recorder)
      if case .failed(let reason)? = keeper.saving, keeper.saving != saving {
        Console.current.warn("not saved yet: \(reason)\n")
      }
      guard showsProgress, monotonicSeconds() - lastShown > 0.1 else { continue }
      lastShown = monotonicSeconds()
      let trainer = session.trainer
      Console.current.warnSequences(
        "\repoch \(epoch + 1)/\(plan.epochs)  \(trainer.step)/\(trainer.stepsPerEpoch) ")
    }
    if showsProgress { Console.current.warnSequences("\r\u{1B}[K") }
  }

  private func report(_ session: TrainingSession, restart: Int?) throws {
    guard let test = session.record.tests.last?.result,
      let loss = session.record.epochLoss
    else { return }
    let speed = session.samplesPerSecond
    let epoch = session.trainer.epoch
    if asJSON {
      let start = restart.map { "\"restart\":\($0)," } ?? ""
      try Console.current.write(
        """
        {\(start)"learner":"descent","epoch":\(epoch),"evaluations":\(session.record.samples),\
        "seconds":\(JSONNumber.text(session.record.seconds)),"trainLoss":\(JSONNumber.text(loss)),"testLoss":\(JSONNumber.text(test.loss)),\
        "testAccuracy":\(test.accuracy.map { "\($0)" } ?? "null"),\
        "samplesPerSecond":\(JSONNumber.text(speed.rounded()))}\n
        """)
    } else {
      let start = restart.map { "run \($0)/\(restarts)  " } ?? ""
      try Console.current.write(
        "\(start)epoch \(epoch)/\(plan.epochs)  train loss \(NumberText.short(Double(loss)))  "
          + "test loss \(NumberText.short(Double(test.loss)))  \(accuracy(test))"
          + "\(NumberText.perSecond(speed, "samples"))\n")
    }
  }

  private func accuracy(_ test: Examination) -> String {
    test.accuracy.map { "test accuracy \(NumberText.short($0 * 100, digits: 4)) %  " } ?? ""
  }

  private func reportBest(_ session: TrainingSession, restart: Int) throws {
    guard let loss = session.record.epochLoss, let test = session.record.tests.last?.result
    else { return }
    let seed = session.trainer.options.seed
    try Console.current.write(
      asJSON
        ? "{\"best\":\(restart),\"seed\":\(seed),\"trainLoss\":\(JSONNumber.text(loss))}\n"
        : "the best is run \(restart), seed \(seed): train loss \(NumberText.short(Double(loss)))  "
          + accuracy(test) + "\n")
  }
}

extension Failure {
  /// The reason why a training run stopped, with the exit code of its kind.
  init(_ failure: TrainingFailure) {
    let kind: Kind =
      switch failure.cause {
      case .data: .badInput
      case .nonFiniteLoss: .nonFiniteLoss
      case .other: .ours
      }
    self.init(kind, failure.message)
  }
}

extension Alert {
  /// `dead at step 6, layer 1: 100 % of the units are dead: …`
  var report: String {
    "\(rule.rawValue) at step \(step)" + (layer.map { ", \($0)" } ?? "") + ": \(words)"
  }
}
