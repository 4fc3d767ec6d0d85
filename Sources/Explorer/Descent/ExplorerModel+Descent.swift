import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// What the plot of a descent is called.
  private static let losses = "descent"

  /// Begins to descend, so many steps.
  mutating func startDescent(rate: Double, count: Int, moving inputs: [NodeID]) {
    debugger.activity = .descent(rate: rate, steps: count, of: count, inputs: inputs)
    proceed()
  }

  /// The inputs of some names, each of which can move.
  func inputs(_ names: [String]) throws(CommandFailure) -> [NodeID] {
    var nodes: [NodeID] = []
    for name in names {
      let node = try scope.existingNode(name)
      guard program.inputs.contains(where: { $0.node == node }), program.graph.hasAdjoint(node)
      else { throw CommandFailure("\(name) is not an input that can move") }
      nodes.append(node)
    }
    return nodes
  }

  /// Takes the next steps, as many as take little time.
  mutating func proceedDescent(rate: Double, steps: Int, of all: Int, moving inputs: [NodeID]) {
    let slice = min(steps, max(Int(patience / 10 / max(effort.run, 1)), 1))
    do throws(CommandFailure) {
      let isFinite = try takeSteps(rate: rate, count: slice, moving: inputs)
      let rest = isFinite ? steps - slice : 0
      debugger.activity =
        rest > 0 ? .descent(rate: rate, steps: rest, of: all, inputs: inputs) : nil
      if rest == 0 { reportDescent(all, isFinite: isFinite) }
    } catch {
      debugger.activity = nil
      notice = StyledText(error.lines[0], .warning)
    }
  }

  /// Takes some steps; `false` when one led to where the output is not finite, which ends them.
  private mutating func takeSteps(
    rate: Double, count: Int, moving inputs: [NodeID]
  ) throws(CommandFailure) -> Bool {
    var walk = try DescentWalk(program, debugger.whatIf, moving: inputs)
    // Out of the model, so that steps are added where they are instead of to a copy.
    var descent = debugger.descent ?? Descent(from: program, loss: walk.loss)
    try refuseTooMany(steps: descent.position + count)
    debugger.descent = nil
    defer { debugger.descent = debugger.descent ?? descent }
    for _ in 0..<count where descent.now.loss.isFinite {
      let step = try walk.step(
        rate: rate, clearing: debugger.clearsGradients, after: descent.now)
      remember(
        WhatIfState(
          program: descent.now.program, whatIf: debugger.whatIf, step: descent.position))
      descent.append(step)
    }
    let isFinite = descent.now.loss.isFinite
    let state = WhatIfState(
      program: descent.now.program, whatIf: debugger.whatIf, descent: descent,
      step: descent.position)
    try adopt(state)
    if plotted == nil { plotted = try losses(PlotRequest(Self.losses)) ?? plotted }
    return isFinite
  }

  /// Each step keeps the numbers that it moved, its gradient and what was left over.
  private func refuseTooMany(steps: Int) throws(CommandFailure) {
    let numbers = program.inputs.reduce(1) {
      $0 + (program.graph.hasAdjoint($1.node) ? $1.values.count : 0)
    }
    let most = max(30_000_000 / numbers, 1)
    guard steps > most else { return }
    throw CommandFailure("a descent of so large a program has at most \(most) steps")
  }

  private mutating func reportDescent(_ count: Int, isFinite: Bool) {
    guard let descent = debugger.descent else { return }
    let name = text.names[program.output]
    guard isFinite else {
      notice = StyledText(
        "\(name) is not finite after step \(descent.position): try a lower rate", .alarm)
      return
    }
    let first = descent.steps[max(descent.position - count, 0)].loss
    let words = count == 1 ? "1 step" : "\(count) steps"
    notice = StyledText(
      "\(words): \(name) from \(NumberText.short(first)) to \(NumberText.short(descent.now.loss))",
      descent.now.loss <= first ? .success : .warning)
  }
}

extension ExplorerModel {
  /// Goes along the steps of the descent; on from the last, more are taken at the same rate.
  mutating func walk(by step: Int) throws(CommandFailure) {
    guard let descent = debugger.descent else {
      throw CommandFailure("nothing has descended yet; type descend 0.1, for example")
    }
    guard step > 0, descent.position == descent.last, descent.last > 0 else {
      return try goToStep(descent.position + step)
    }
    startDescent(rate: descent.now.rate, count: step, moving: descent.now.moves.map(\.node))
  }

  /// Goes to a step of the descent, which can be undone.
  mutating func goToStep(_ place: Int) throws(CommandFailure) {
    guard var descent = debugger.descent else {
      throw CommandFailure("nothing has descended yet; type descend 0.1, for example")
    }
    let before = WhatIfState(
      program: program, whatIf: debugger.whatIf, step: descent.position)
    descent.go(to: place)
    guard descent.position != before.step else {
      notice = StyledText(
        "already at the \(descent.position == 0 ? "start" : "end") of the descent", .muted)
      return
    }
    try adopt(
      WhatIfState(
        program: descent.now.program, whatIf: debugger.whatIf, step: descent.position))
    remember(before)
  }

  mutating func goToStep(atColumn x: Int) {
    guard let step = StepBarView(model: self).step(at: x, in: frame.stepBar),
      step != debugger.descent?.position
    else { return }
    _ = interrupt()
    try? goToStep(step)
  }

  /// Takes over at which step a state is: of the present descent, of one that it brings along, or of
  /// none.
  mutating func adoptDescent(of state: WhatIfState) {
    let before = frame
    if let descent = state.descent { debugger.descent = descent }
    if let step = state.step { debugger.descent?.go(to: step) } else { debugger.descent = nil }
    guard frame.graph != before.graph else { return }
    makeRoomForPlot()
  }

  /// The output over the steps of the descent, if that is what is to be plotted.
  func losses(_ request: PlotRequest) throws(CommandFailure) -> ProgramPlot? {
    guard request.subject == Self.losses, request.variables.isEmpty,
      scope.node(named: Self.losses) == nil
    else { return nil }
    guard let descent = debugger.descent else {
      throw CommandFailure("nothing has descended yet; type descend 0.1, for example")
    }
    let points = descent.losses.enumerated().map {
      Curve.Point(x: Double($0.offset), y: $0.element, slope: nil)
    }
    let curve = Curve(
      name: text.names[program.output], slopeName: "", variable: "step", points: points,
      present: [points[descent.position]], isOfSteps: true)
    return ProgramPlot(
      request: PlotRequest(Self.losses), plot: .curve(curve), target: nil, variables: [],
      marks: [PlotSampler.Place(program.output, element: 0)], isLocal: true, isTimeless: true)
  }

  /// The way of the descent over the surface that is plotted.
  var descentPath: [PlotView.PathPoint] {
    guard let plotted, case .surface = plotted.plot, plotted.variables.count == 2,
      let descent = debugger.descent
    else { return [] }
    let places = plotted.variables.map { variable in
      program.inputs.firstIndex { $0.node == variable.node }
    }
    guard let x = places[0], let y = places[1] else { return [] }
    return descent.steps.prefix(descent.position + 1).map { step in
      PlotView.PathPoint(
        x: step.program.inputs[x].values[plotted.variables[0].element],
        y: step.program.inputs[y].values[plotted.variables[1].element])
    }
  }
}

extension ExplorerModel {
  /// The output at each step of the descent; none without one.
  package var losses: [Double] { debugger.descent?.losses ?? [] }
}
