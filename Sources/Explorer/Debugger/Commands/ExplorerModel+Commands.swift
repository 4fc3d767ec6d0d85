import Autodiff
import Formula
import Presentation
import TextCanvas

extension ExplorerModel {
  /// The program's names, for expressions.
  var scope: StateScope { StateScope(program) }

  /// Does a command, and returns what it has to say.
  package mutating func perform(
    _ command: DebuggerCommand
  ) throws(CommandFailure) -> Reply {
    switch command {
    case .press(let key, let count): return Reply(effects: perform(key, count: count))
    case .goTo(let position): return goTo(position)
    case .setBreakpoint(let condition, let isTemporary):
      return try setBreakpoint(condition, isTemporary: isTemporary)
    case .breakOn(let text, let isTemporary):
      return try setBreakpoint(on: text, isTemporary: isTemporary)
    case .deleteBreakpoints, .enableBreakpoints, .ignoreBreakpoint:
      return try changeBreakpoints(command)
    case .print(let text): return try print(text)
    case .watch(let text): return try watch(text)
    case .unwatch(let number):
      try debugger.watches.remove(number)
      return Reply()
    case .info(let topic): return info(topic)
    case .list: return Reply("nodes", listLines)
    case .help(let name): return try help(name)
    case .find(let text): return try find(text)
    case .select(let name): return try select(name)
    case .ask(let question): return try answer(question)
    case .check: return try check()
    case .derivative: return try openDerivative()
    case .hessianProduct(let direction): return try openHessianProduct(along: direction)
    case .leaveDetour: return try leaveDetour()
    case .set(let name, let value): return try set(name, to: value)
    case .release(let name): return try release(name)
    case .seed(let node, let value): return try seed(node, value)
    case .nudge(let node, let amount): return try nudge(node, by: amount)
    case .edit(let text): return try edit(text)
    case .save(let path): return try save(to: path)
    case .exportPicture(let path): return try exportPicture(to: path)
    case .source(let path): return Reply(effects: [.readCommands(path: path)])
    }
  }

  private mutating func goTo(_ position: Int) -> Reply {
    timeline.seek(to: position)
    refreshAfterTravel()
    return Reply()
  }

  private mutating func changeBreakpoints(
    _ command: DebuggerCommand
  ) throws(CommandFailure) -> Reply {
    switch command {
    case .deleteBreakpoints(let numbers): try debugger.breakpoints.remove(numbers)
    case .enableBreakpoints(let numbers, let isEnabled):
      try debugger.breakpoints.change(numbers) { $0.isEnabled = isEnabled }
    case .ignoreBreakpoint(let number, let count):
      try debugger.breakpoints.change([number]) { $0.ignored = count }
    default: break
    }
    return info(.breaks)
  }

  /// Brings what follows the cursor to where it stands now.
  mutating func refreshAfterTravel() {
    debugger.watches.refresh(at: timeline)
    // The lists follow what happens again.
    (panes.firstRows[.program], panes.firstRows[.event]) = (nil, nil)
    followCurrentNode()
  }
}

extension ExplorerModel {
  /// The value of an expression at the present position.
  private func print(_ text: String) throws(CommandFailure) -> Reply {
    var expression = try scope.expression(text, origin: "print")
    switch expression.value({ timeline.number($0) }) {
    case .number(let tensor):
      return Reply(line: "\(text) = \(TensorText.exact(tensor))\(remark(on: expression))")
    case .missing(let reference):
      return Reply(line: reason(missing: reference))
    }
  }

  /// That an adjoint is not complete yet, for an expression that is nothing but that.
  private func remark(on expression: StateExpression) -> String {
    let partial = expression.references.compactMap { reference -> String? in
      guard reference.quantity == .adjoint,
        case .partial(let received, let expected) = timeline.adjointState(of: reference.node)
      else { return nil }
      return "\(received) of \(expected) contributions to \(text.names[reference.node]) so far"
    }
    return partial.isEmpty ? "" : " (\(partial.joined(separator: ", ")))"
  }

  func reason(missing reference: StateReference) -> String {
    let name = text.names[reference.node]
    switch reference.quantity {
    case .value, .partial: return "\(name) has no value yet at event \(timeline.position)"
    case .tangent where mode == .reverse:
      return "there are no tangents in reverse mode; type set mode forward"
    case .tangent: return "\(name) has no tangent yet at event \(timeline.position)"
    case .adjoint where mode == .forward:
      return "there are no adjoints in forward mode; type set mode reverse"
    case .adjoint:
      guard case .pending(let expected) = timeline.adjointState(of: reference.node) else {
        return "the seed is still to come at event \(timeline.position)"
      }
      let count =
        expected == 1 ? "its only contribution" : "the first of its \(expected) contributions"
      return
        "\(name) has no adjoint yet: \(reference.node == program.output ? "the seed" : count) is still to come"
    }
  }

  private mutating func watch(_ text: String) throws(CommandFailure) -> Reply {
    try debugger.watches.add(text, in: scope)
    debugger.watches.refresh(at: timeline)
    return Reply(line: watchWords(debugger.watches.all.count - 1))
  }

  /// A watched expression with what it is.
  func watchWords(_ place: Int) -> String {
    let watch = debugger.watches.all[place]
    return "watch \(place + 1): \(watch.text) = \(watch.look(columns: 60).plain)"
  }

  /// Watches the selected node's value and adjoint, or stops doing so.
  mutating func toggleWatch() {
    guard let selection else { return }
    let name = text.names[selection]
    let texts =
      mode == .reverse
      ? [name, "adj(\(name))"]
      : mode == .forward ? [name, "tangent(\(name))"] : [name, "tangent(\(name))", "adj(\(name))"]
    let removed = texts.map { debugger.watches.remove(text: $0) }
    guard !removed.contains(true) else {
      notice = StyledText("\(name) is not watched any more", .muted)
      return
    }
    let scope = scope
    for text in texts { try? debugger.watches.add(text, in: scope) }
    debugger.watches.refresh(at: timeline)
    notice = StyledText("watching \(texts.joined(separator: ", "))", .muted)
  }
}

extension ExplorerModel {
  private func info(_ topic: InfoTopic) -> Reply {
    let lines: [AnswerLine] =
      switch topic {
      case .breaks: breakpointLines
      case .watches: debugger.watches.all.indices.map { AnswerLine(watchWords($0)) }
      case .overrides: overrideLines
      case .program: programLines
      }
    return Reply(topic.rawValue, lines.isEmpty ? [AnswerLine("there are none")] : lines)
  }

  private var overrideLines: [AnswerLine] {
    let held = debugger.whatIf.held.sorted { $0.key < $1.key }.map { name, value in
      AnswerLine("\(name) is held at \(TensorText.exact(value))")
    }
    let seeds = debugger.whatIf.seeds.sorted { $0.key < $1.key }.map { name, value in
      AnswerLine("\(name) has the seed \(TensorText.exact(value))")
    }
    return held + seeds
  }

  private var programLines: [AnswerLine] {
    program.text.split(whereSeparator: \.isNewline).map { AnswerLine(String($0)) }
  }

  /// Every node with its numbers at the present position.
  private var listLines: [AnswerLine] {
    timeline.graph.liveNodes.map { node in
      let quantities: [(String, StateReference.Quantity, Bool)] = [
        ("value", .value, true), ("tangent", .tangent, mode != .reverse),
        ("adjoint", .adjoint, mode != .forward),
      ]
      let numbers = quantities.filter(\.2).map { word, quantity, _ in
        let number = timeline.number(StateReference(quantity, of: node))
        return "\(word) \(number.map { TensorText.exact($0, limit: 8) } ?? "none yet")"
      }
      let mark = debugger.whatIf.held[text.names[node]] == nil ? "" : " (held)"
      return AnswerLine(
        "\(text.definition(of: node))\(mark): \(numbers.joined(separator: ", "))",
        at: timeline.valueEvent(of: node))
    }
  }

  private func help(_ name: String?) throws(CommandFailure) -> Reply {
    guard let name else {
      return Reply(
        "commands",
        CommandTable.all.map { entry in
          AnswerLine(
            StyledText(entry.usage.padded(toColumns: 22) + "  ", .keyHint) + entry.help)
        })
    }
    guard let entry = CommandTable.entry(named: name) else {
      throw CommandFailure("no command is called '\(name)'; help lists them")
    }
    return Reply(line: "\(entry.usage): \(entry.help)")
  }
}

extension Reply {
  /// A reply of one line, and what is to be done.
  init(line: String, effects: [Effect] = []) {
    self.init("", [AnswerLine(line)])
    self.effects = effects
  }
}
