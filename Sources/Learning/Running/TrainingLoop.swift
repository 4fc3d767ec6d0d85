/// What the thread of a run does between looking for commands.
struct TrainingLoop {
  private let data: ExampleSplit
  private let epochs: Int
  private var session: TrainingSession
  private var keeper: RunKeeper
  private var recorder: RunRecorder
  /// What the states may take by which steps are replayed, in megabytes.
  private let historyMegabytes: Int
  private var isPaused = false
  /// After how many minibatches of the run it is paused.
  private var pauseStep: Int?
  private var breaks: BreakWatch?
  /// How many minibatches a second are done at most.
  private(set) var pace: Double?
  /// The minibatches that were asked for singly.
  private var singles = 0
  private var wishes = Wishes()
  private var inspection: Inspection?
  private var inspections = InspectionHistory()
  private var restartsLeft: Int
  /// The runs that came before this one and are over.
  private var earlierRuns: [SavedRun] = []
  private let now: @Sendable () -> Double

  /// A loop that starts over or continues from what was kept.
  init(
    _ start: TrainingSnapshot, _ data: ExampleSplit, keeping: KeepingPlan, from kept: KeptRun?,
    historyMegabytes: Int = RunHistory.usualMegabytes,
    now: @escaping @Sendable () -> Double = monotonicSeconds
  ) throws {
    self.data = data
    self.now = now
    epochs = start.epochs
    restartsLeft = start.restartsLeft
    session = try TrainingSession.begin(
      start.options.fitting(data), examples: data, epochs: epochs, from: kept,
      now: now)
    keeper = try RunKeeper(keeping, session)
    self.historyMegabytes = historyMegabytes
    recorder = RunRecorder(session, megabytes: historyMegabytes, from: kept)
  }

  /// By which steps can be replayed; another one after a restart.
  var history: RunHistory { recorder.history }

  /// Whether nothing is done until a command comes.
  var isResting: Bool { session.isFinished || isPaused }

  var state: TrainingSnapshot.State {
    session.isFinished ? .finished : isPaused ? .paused : .running
  }

  mutating func obey(_ command: TrainingRun.Command) throws {
    switch command {
    case .togglePause:
      isPaused.toggle()
      if !isPaused { breaks?.pass() }
    case .pause(let step):
      pauseStep = step
      pauseIfDue()
    case .run(let step):
      (isPaused, pauseStep) = (false, step)
      pauseIfDue()
    case .oneMinibatch:
      breaks?.pass()
      isPaused = true
      singles += 1
    case .setBreaks(let conditions):
      breaks =
        conditions.isEmpty
        ? nil : BreakWatch(conditions, plan: session.trainer.options.plan)
    case .setPace(let pace): self.pace = pace
    case .setRate(let rate): try change(.rate(rate))
    case .setBatch(let batch): try change(.batch(batch))
    case .setMomentum(let momentum): try change(.momentum(momentum))
    case .restart(let seed): try restart(seed)
    case .save(let path): keeper.save(session, to: path)
    case .look(let wishes): self.wishes = wishes
    case .stop: break
    }
  }

  private func change(_ change: RunHistory.Change) throws {
    try session.trainer.take(change)
    recorder.note(change)
  }

  private mutating func restart(_ seed: UInt64) throws {
    var options = session.trainer.options
    options.seed = seed
    session = try TrainingSession.begin(
      options, examples: data, epochs: epochs, from: nil, now: now)
    (inspection, inspections) = (nil, InspectionHistory())
    try keeper.restart(session)
    recorder = RunRecorder(session, megabytes: historyMegabytes, from: nil)
  }

  /// Does the next minibatch, or those that were asked for singly; looks at one when asked to.
  mutating func step(isWatched: Bool) throws {
    let count = isPaused ? singles : 1
    singles = 0
    for number in 0..<count where !session.isFinished {
      // After the step at which a run is to rest, it is looked at.
      let isLast = isPaused || session.record.steps + 1 == pauseStep
      try step(watching: (isWatched || isLast) && number == count - 1 && wishes.watchesStep)
    }
  }

  private mutating func step(watching: Bool) throws {
    let watcher = watching ? StepWatcher(session.trainer, wishes: wishes) : nil
    do {
      guard try stepUnlessHeld() else { return }
    } catch {
      try keeper.noteStop(session, alerts: recorder.newAlerts)
      throw error
    }
    if let seen = watcher?.inspection(of: session) {
      inspection = seen
      inspections.add(seen)
    }
    try keeper.note(session, alerts: recorder.newAlerts)
    pauseIfDue()
    if session.isFinished, restartsLeft > 0 { try startNext() }
  }

  /// Lays this run aside and starts the next one of several.
  private mutating func startNext() throws {
    restartsLeft -= 1
    let seed = session.trainer.options.seed
    earlierRuns.append(SavedRun(name: "seed \(seed)", record: session.record))
    try restart(seed &+ 1)
  }

  private mutating func pauseIfDue() {
    guard let step = pauseStep, session.record.steps >= step else { return }
    (isPaused, pauseStep) = (true, nil)
  }

  /// Does the next minibatch; `false` where a condition holds the run before its update.
  private mutating func stepUnlessHeld() throws -> Bool {
    let (trainer, steps) = (session.trainer, session.record.steps)
    trainer.holdsUpdate = breaks.map { breaks in
      { [unowned trainer] in breaks.holds(trainer, loss: $0, after: steps) }
    }
    do {
      try recorder.step(&session)
      return true
    } catch is UpdateHeld {
      isPaused = true
      return false
    }
  }

  func update(_ snapshot: inout TrainingSnapshot) {
    snapshot.update(from: session)
    snapshot.inspection = inspection
    snapshot.heldBy = breaks?.hit
    snapshot.history = inspections
    snapshot.records = history.records
    snapshot.alerts = history.alerts
    snapshot.saving = keeper.saving
    (snapshot.restartsLeft, snapshot.earlierRuns) = (restartsLeft, earlierRuns)
    snapshot.reading = wishes.digit.flatMap { try? session.trainer.read($0) }
  }
}
