import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import Syntax
import TextCanvas

extension ExplorerModel {
  /// How many changes can be undone: more of a small program.
  private var memory: Int {
    let numbers = program.inputs.reduce(1) { $0 + $1.values.count }
    return max(200, min(10_000, 4_000_000 / numbers))
  }

  /// Puts another program and other changes in force, so that it can be undone.
  mutating func change(
    to new: Program, _ whatIf: WhatIf
  ) throws(CommandFailure) {
    let before = stateToReturnTo
    try adopt(WhatIfState(program: new, whatIf: whatIf))
    remember(before)
  }

  /// What there is now, with all of a descent.
  private var stateToReturnTo: WhatIfState {
    WhatIfState(
      program: program, whatIf: debugger.whatIf, descent: debugger.descent,
      step: debugger.descent?.position)
  }

  /// Notes what a change can be undone to.
  mutating func remember(_ state: WhatIfState) {
    debugger.past.append(state)
    debugger.past.removeFirst(max(debugger.past.count - memory, 0))
    debugger.future = []
  }

  /// Puts other values of inputs in force; returns words where they lead to another graph.
  mutating func change(toValuesOf new: Program) throws(CommandFailure) -> String? {
    let before = program.graph
    try change(to: new, debugger.whatIf)
    guard !new.graph.hasSameNodes(as: before) else { return nil }
    return
      "with that the program takes other branches or turns: \(new.graph.count.counted("node")), "
      + "\(before.count) before"
  }

  /// Puts a state in force: a step of the present descent, or the end of any.
  mutating func adopt(_ state: WhatIfState) throws(CommandFailure) {
    let before = debugger.whatIf
    debugger.whatIf = state.whatIf
    do {
      try replaceProgram(with: state.program)
    } catch {
      debugger.whatIf = before
      throw CommandFailure("\(error)")
    }
    // What was found of other values says nothing of these.
    debugger.checks.forget()
    adoptDescent(of: state)
    refreshPlot()
    refreshAfterTravel()
    isAtUpdate = state.step ?? 0 > 0
    if isAtUpdate, isRevealing { revealed = 1 }
  }

  /// Takes the last changes back, or makes them again.
  mutating func undo(isRedo: Bool, count: Int) {
    for _ in 0..<min(count, 1_000) { undo(isRedo: isRedo) }
  }

  private mutating func undo(isRedo: Bool) {
    let state = isRedo ? debugger.future.last : debugger.past.last
    guard let state else {
      notice = StyledText("nothing to \(isRedo ? "redo" : "undo")", .muted)
      return
    }
    // Within a descent its steps need not be kept for each.
    let isInside = state.descent == nil && state.step != nil && debugger.descent != nil
    var now = stateToReturnTo
    if isInside { now.descent = nil }
    do {
      try adopt(state)
      if isRedo {
        debugger.future.removeLast()
        debugger.past.append(now)
      } else {
        debugger.past.removeLast()
        debugger.future.append(now)
      }
      notice = StyledText(isRedo ? "change redone" : "change undone", .muted)
    } catch {
      notice = StyledText(error.lines[0], .warning)
    }
  }
}

extension ExplorerModel {
  /// Puts another text in place of the program's.
  mutating func edit(_ text: String) throws(CommandFailure) -> Reply {
    guard program.isEditable else { throw CommandFailure(program.reasonNotToEdit) }
    let new: Program
    do {
      new = try program.replacingText(with: text)
    } catch {
      throw CommandFailure(error)
    }
    try change(to: new, debugger.whatIf)
    return Reply(line: "the program is now \(new.text.asOneLine)")
  }

  /// Makes another node, or an element of one, the output whose derivatives are computed.
  mutating func differentiate(_ name: String) throws(CommandFailure) -> Reply {
    guard program.isEditable else { throw CommandFailure(program.reasonNotToEdit) }
    let new: Program
    do {
      new = try program.differentiating(name)
    } catch {
      throw CommandFailure(error)
    }
    try change(to: new, debugger.whatIf)
    requestDrawing()
    return Reply(line: "the output is now \(name)")
  }

  /// Puts a built-in example in place of the program.
  mutating func openExample(_ name: String) throws(CommandFailure) -> Reply {
    guard let example = Example.named(name) else {
      let nearest = nearestWord(to: name, among: Example.all.map(\.name))
      throw CommandFailure(
        "there is no example '\(name)'; "
          + (nearest.map { "did you mean '\($0)'?" } ?? "retrograde examples lists them"))
    }
    do {
      try change(to: Program(example.text, precision: program.precision), WhatIf())
    } catch let failure as FormulaFailure {
      throw CommandFailure(failure)
    } catch {
      throw error as? CommandFailure ?? CommandFailure("\(error)")
    }
    goTo(0)
    return Reply(line: "\(example.title); undo goes back")
  }

  /// Sets an input or elements of it, holds a computed node at a value, or chooses an option.
  mutating func set(_ name: String, to value: String) throws(CommandFailure) -> Reply {
    let scope = scope
    if scope.node(named: name) == nil, let option = ExplorerOption(rawValue: name) {
      return try set(option, to: value)
    }
    let target = try settable(name, in: scope)
    if value.first == "@" { return try askForValue(of: target, in: value) }
    if let input = program.inputs.first(where: { $0.node == target.node }) {
      return try set(input, target, to: value, in: scope)
    }
    let part = try number(value, origin: name, shape: target.shape, in: scope)
    let held = target.replacing(in: self.value(of: target.node), by: part)
    return try hold(target, at: held, called: value)
  }

  /// Holds a computed node at a value.
  mutating func hold(
    _ target: NumberTarget, at held: Tensor<Double>, called value: String
  ) throws(CommandFailure) -> Reply {
    var whatIf = debugger.whatIf
    whatIf.held[text.names[target.node]] = held
    try change(to: program, whatIf)
    return Reply(
      line:
        "\(target.text) is held at \(value), whatever its operands are; type release "
        + "\(target.name) to compute it again"
    )
  }

  /// The node that a name means; of one that is no name at all it is said what options there are.
  private func settable(_ name: String, in scope: StateScope) throws(CommandFailure) -> NumberTarget
  {
    do throws(CommandFailure) {
      return try NumberTarget(name, origin: "set", in: scope)
    } catch {
      guard name.allSatisfy(\.isLetter) else { throw error }
      let options = ExplorerOption.allCases.map(\.rawValue)
      let cure =
        nearestWord(to: name, among: options).map { "did you mean the option '\($0)'?" }
        ?? "the options are \(options.joined(separator: ", "))"
      throw CommandFailure("\(error.lines[0]); \(cure)")
    }
  }

  private mutating func set(
    _ input: ProgramInput, _ target: NumberTarget, to value: String, in scope: StateScope
  ) throws(CommandFailure) -> Reply {
    var whole = value
    if !target.isWhole, let tensor = program.inputTensors[input.node] {
      let part = try number(value, origin: target.text, shape: target.shape, in: scope)
      whole = target.replacing(in: tensor, by: part).spelled(in: program.precision)
    }
    if target.isWhole, scope.hasOwnCall(in: value) {
      return try set(input, target, toExpression: value, in: scope)
    }
    let new: Program
    do {
      new = try program.setting(input.name, to: whole)
    } catch {
      guard target.isWhole, error.asksForState else { throw CommandFailure(error) }
      return try set(input, target, toExpression: value, in: scope)
    }
    return try change(toValuesOf: new, saying: target, is: value)
  }

  /// Takes over a program in which an input has another value, and says which.
  mutating func change(
    toValuesOf new: Program, saying target: NumberTarget, is value: String
  ) throws(CommandFailure) -> Reply {
    let turn = try change(toValuesOf: new)
    return Reply(line: "\(target.text) = \(value)" + (turn.map { "; \($0)" } ?? ""))
  }

  /// Sets an input to what an expression over the state is here: `set W W - 0.5*adj(W)`.
  private mutating func set(
    _ input: ProgramInput, _ target: NumberTarget, toExpression text: String, in scope: StateScope
  ) throws(CommandFailure) -> Reply {
    let number = try number(text, origin: input.name, shape: target.shape, in: scope)
    let value = number.spelled(in: program.precision)
    let new: Program
    do {
      new = try program.setting(input.name, to: value)
    } catch {
      throw CommandFailure(error)
    }
    return try change(toValuesOf: new, saying: target, is: value)
  }

  /// The value that a node has or will have.
  private func value(of node: NodeID) -> Tensor<Double> {
    guard !timeline.hasValue(node) else { return timeline.value(of: node) }
    var later = timeline
    later.seek(to: later.valueEvent(of: node))
    return later.value(of: node)
  }

  /// Lets a held node be computed again; without a name, all of them, and with the usual seeds.
  mutating func release(_ name: String?) throws(CommandFailure) -> Reply {
    var whatIf = debugger.whatIf
    guard let name else {
      try change(to: program, WhatIf())
      return Reply(line: "all nodes are computed")
    }
    let node = try scope.existingNode(name)
    guard whatIf.held.removeValue(forKey: text.names[node]) != nil else {
      throw CommandFailure("\(name) is not held")
    }
    try change(to: program, whatIf)
    return Reply(line: "\(name) is computed again")
  }

  /// Sets the adjoint from which the reverse sweep begins, or a tangent from which the forward one
  /// does. Elements that nobody named have the seed 0 once one of their tensor is named.
  mutating func seed(_ name: String, _ value: String) throws(CommandFailure) -> Reply {
    let scope = scope
    let target = try NumberTarget(name, origin: "seed", in: scope)
    let (node, nodeName) = (target.node, text.names[target.node])
    if node != program.output, program.graph.isComputed(node), debugger.whatIf.held[nodeName] == nil
    {
      throw CommandFailure(
        "\(name) cannot have a seed; only the output \(text.names[program.output]) and inputs can")
    }
    if node != program.output, mode == .reverse {
      throw CommandFailure("there are no tangents in reverse mode; type set mode both first")
    }
    let part = try number(value, origin: "seed", shape: target.shape, in: scope)
    var whatIf = debugger.whatIf
    whatIf.seeds[nodeName] = target.replacing(
      in: whatIf.seeds[nodeName] ?? .zeros(program.graph.shape(of: node)), by: part)
    try change(to: program, whatIf)
    return Reply(line: "the seed of \(name) is \(value)")
  }

  /// A number of a shape, typed as an expression over the present state; one number may stand for
  /// all elements.
  func number(
    _ typed: String, origin: String, shape: Shape, in scope: StateScope
  ) throws(CommandFailure) -> Tensor<Double> {
    var expression = try scope.expression(typed, origin: origin)
    switch expression.value({ timeline.number($0) }) {
    case .missing(let reference): throw CommandFailure(reason(missing: reference))
    case .number(let tensor):
      if tensor.shape == shape { return tensor }
      guard let one = tensor.scalar,
        let all = Tensor(Array(repeating: one, count: shape.count), shape: shape)
      else {
        throw CommandFailure("the shape is \(tensor.shape), but must be \(shape)")
      }
      return all
    }
  }

  /// Puts the numbers of the selected node on the clipboard, every digit.
  mutating func copySelection() -> [ExplorerEffect] {
    guard let selection else { return [] }
    let quantities: [StateReference.Quantity] = [.value, .tangent, .adjoint]
    let name = text.names[selection]
    let lines = quantities.compactMap { quantity -> String? in
      let reference = StateReference(quantity, of: selection)
      let label = quantity == .value ? scope.spelling(of: selection) : scope.spelling(of: reference)
      return timeline.number(reference).map { "\(label) = \($0.spelled(in: timeline.precision))" }
    }
    guard !lines.isEmpty else {
      notice = StyledText("\(name) has no numbers yet", .muted)
      return []
    }
    // Whether the terminal takes it cannot be known: it answers nothing.
    notice = StyledText(
      "sent to the terminal's clipboard: \(lines.joined(separator: ", "))", .success)
    return [.copy(lines.joined(separator: "\n"))]
  }
}

extension FormulaFailure {
  /// Whether the value that was refused speaks of the program's state.
  fileprivate var asksForState: Bool {
    errors.contains { error in
      switch error.problem {
      case .nameInValue: true
      case .unknownFunction(let name, _): StateFunction.names.contains(name)
      default: false
      }
    }
  }
}
