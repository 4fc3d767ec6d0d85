import Autodiff
import Basics
package import Learning

/// How gradient flow is followed.
package struct FlowOptions: Hashable, Sendable {
  package var plan: NetworkPlan
  /// How many examples the loss is the mean over.
  package var examples = 2000
  /// How long the flow is followed: a step of descent at a rate takes as much time as that.
  package var time = 200.0
  /// What an error of a step may be beside the size of the weights.
  package var tolerance = 1e-4
  /// The rates of the descents beside it.
  package var rates = [0.1, 0.5, 1.0]
  package var seed: UInt64 = 1

  package init(plan: NetworkPlan) { self.plan = plan }
}

/// Gradient flow: the weights as a solution of `dθ/dt = -∇L(θ)`, which is what gradient descent tends to
/// as its rate becomes small. Descents at several rates go beside it from the same weights.
///
/// A descent is stable where the largest eigenvalue of the Hessian stays below 2/rate.
package struct FlowLearner: Learner {
  private static let reports = 20
  private static let iterations = 30

  package let options: FlowOptions
  private let row: ParameterRow
  private var field: LossField<Float>
  private let examination: NetworkExamination
  private let start: [Double]
  private var flow: DormandPrince
  private var descents: [RateDescent]
  package private(set) var step = 0
  package private(set) var evaluations: Int
  private var reportsDone = 0
  /// The direction in which the loss bends most.
  private var direction: [Double]
  private var sharpness = 0.0
  private var loss = 0.0
  package private(set) var figures: [LearnerFigure] = []

  package init(_ options: FlowOptions, _ data: ExampleSplit) throws {
    self.options = options
    row = ParameterRow(try Network(options.plan, batch: 1))
    var generator = SplitMix64(seed: options.seed)
    start = row.drawn(using: &generator).map { Double($0) }
    direction = start.map { _ in generator.nextNormal() }
    var order = ExampleOrder(count: data.training.count, seed: options.seed)
    field = try LossField(options.plan, data.training, at: order.next(options.examples))
    examination = try NetworkExamination(options.plan, on: data.test)
    let slope = try field.gradient(at: start).map { -$0 }
    evaluations = field.count
    flow = DormandPrince(
      from: start, slope: slope, relativeTolerance: options.tolerance,
      absoluteTolerance: options.tolerance / 10)
    let start = start
    descents = options.rates.map { RateDescent(rate: $0, from: start) }
  }

  package var isFinished: Bool { reportsDone >= Self.reports }
  package var progress: Double { flow.time / options.time }
  package var isReportDue: Bool { flow.time == reportTime(reportsDone) }

  /// When a report is made, from 1 on.
  private func reportTime(_ number: Int) -> Double {
    options.time * Double(number) / Double(Self.reports)
  }

  package mutating func advance() throws {
    let end = reportTime(reportsDone + 1)
    var field = field
    let asked = try flow.step(to: end) { place in try field.gradient(at: place).map { -$0 } }
    self.field = field
    evaluations += asked * field.count
    step += 1
    if flow.time >= end { reportsDone += 1 }
  }

  /// What is measured beside the flow is no part of learning, and is made where the test is.
  package mutating func examine() throws -> Examination {
    var field = field
    for index in descents.indices {
      try descents[index].advance(to: flow.time) { try field.gradient(at: $0) }
    }
    _ = try field.gradient(at: flow.state)
    loss = field.loss
    (sharpness, direction) = try field.sharpness(from: direction, iterations: Self.iterations)
    self.field = field
    figures = makeFigures()
    return try examination.run(row.elements(of: flow.state.map { Float($0) }))
  }

  private func makeFigures() -> [LearnerFigure] {
    var figures = [
      LearnerFigure("time", "time", flow.time), LearnerFigure("trainLoss", "train loss", loss),
      LearnerFigure("sharpness", "largest eigenvalue", sharpness),
      LearnerFigure("greatestRate", "2/eigenvalue", 2 / sharpness),
    ]
    for (descent, distance) in zip(descents, distances) {
      let words = "\(descent.rate)"
      let rate = words.hasSuffix(".0") ? String(words.dropLast(2)) : words
      figures.append(LearnerFigure("distance\(rate)", "distance at \(rate)", distance))
    }
    return figures
  }

  /// How far each descent is from the flow at its time, as a part of how far the flow has come.
  package var distances: [Double] {
    let way = distance(flow.state, start)
    return descents.map { descent in
      way > 0 ? distance(flow.state, descent.place(at: flow.time)) / way : 0
    }
  }

  private func distance(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  package var picture: LearnerPicture {
    .flow(
      FlowPicture(
        rates: options.rates, distances: distances, sharpness: sharpness, time: flow.time))
  }
}

extension FlowLearner {
  package var memory: LearnerMemory {
    var memory = LearnerMemory()
    memory.counts = ["step": step, "evaluations": evaluations, "reports": reportsDone]
    memory.wideNumbers = [
      "state": flow.state, "slope": flow.slope, "direction": direction,
      "clock": [flow.time, flow.length],
    ]
    for (index, descent) in descents.enumerated() {
      memory.counts["descent\(index)"] = descent.steps
      memory.wideNumbers["descent\(index).last"] = descent.last
      memory.wideNumbers["descent\(index).next"] = descent.next
    }
    return memory
  }

  package mutating func restore(_ memory: LearnerMemory) -> Bool {
    let numbers = memory.wideNumbers
    guard let step = memory.counts["step"], step >= 0,
      let evaluations = memory.counts["evaluations"], let reports = memory.counts["reports"],
      let state = numbers["state"], let slope = numbers["slope"],
      let direction = numbers["direction"], let clock = numbers["clock"], clock.count == 2,
      [state.count, slope.count, direction.count] == [row.count, row.count, row.count]
    else { return false }
    var restored: [RateDescent] = []
    for (index, rate) in options.rates.enumerated() {
      guard let steps = memory.counts["descent\(index)"],
        let last = numbers["descent\(index).last"], last.count == row.count,
        let next = numbers["descent\(index).next"], next.count == row.count
      else { return false }
      restored.append(RateDescent(rate: rate, steps: steps, last: last, next: next))
    }
    (self.step, self.evaluations, reportsDone) = (step, evaluations, reports)
    (self.direction, descents) = (direction, restored)
    flow = DormandPrince(
      resuming: flow, time: clock[0], state: state, slope: slope, length: clock[1])
    return true
  }
}
