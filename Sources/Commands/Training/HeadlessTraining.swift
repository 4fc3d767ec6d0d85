import Glibc
import Learning
import Presentation

/// Training without a screen: a line for each epoch on standard output.
struct HeadlessTraining {
  let options: TrainOptions
  let asJSON: Bool

  func run() throws {
    let data = try loadData()
    let trainer = try Trainer(options.trainingOptions.fitting(data), data: data)
    var session = try TrainingSession(trainer, epochs: options.epochs, now: monotonicSeconds)
    for _ in 0..<options.epochs {
      try runEpoch(&session)
      try report(session)
    }
  }

  private func loadData() throws -> DataSplit {
    do {
      return try options.loader()()
    } catch let error as DatasetError {
      throw Failure(.badInput, error.message)
    }
  }

  private func runEpoch(_ session: inout TrainingSession) throws {
    let epoch = session.trainer.epoch
    let showsProgress = !asJSON && isatty(STDERR_FILENO) == 1
    var lastShown = monotonicSeconds()
    do {
      while session.trainer.epoch == epoch {
        try session.step()
        guard showsProgress, monotonicSeconds() - lastShown > 0.1 else { continue }
        lastShown = monotonicSeconds()
        let trainer = session.trainer
        Console.current.warn(
          "\repoch \(epoch + 1)/\(options.epochs)  \(trainer.step)/\(trainer.stepsPerEpoch) ")
      }
    } catch let stopped as TrainingStopped {
      throw Failure(.nonFiniteLoss, "\(stopped)")
    }
    if showsProgress { Console.current.warn("\r\u{1B}[K") }
  }

  private func report(_ session: TrainingSession) throws {
    guard let test = session.record.tests.last?.result,
      let loss = session.record.epochLosses.last
    else { return }
    let speed = session.samplesPerSecond
    let epoch = session.trainer.epoch
    if asJSON {
      try Console.current.write(
        """
        {"epoch":\(epoch),"trainLoss":\(loss),"testLoss":\(test.loss),\
        "testAccuracy":\(test.accuracy),"samplesPerSecond":\(speed.rounded())}\n
        """)
    } else {
      try Console.current.write(
        "epoch \(epoch)/\(options.epochs)  train loss \(NumberText.short(Double(loss)))  "
          + "test loss \(NumberText.short(Double(test.loss)))  "
          + "test accuracy \(NumberText.short(test.accuracy * 100, digits: 4)) %  "
          + "\(Int(speed / 1000)) k samples/s\n")
    }
  }
}
