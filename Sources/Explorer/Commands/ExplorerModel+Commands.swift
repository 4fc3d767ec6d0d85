import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import Syntax
import TextCanvas

extension ExplorerModel {
  /// The program's names, for expressions.
  var scope: StateScope { StateScope(program) }

  /// Goes to an event by its number.
  mutating func goTo(_ position: Int) {
    timeline.seek(to: position)
    refreshAfterTravel()
  }

  /// Brings what follows the cursor to where it stands now.
  mutating func refreshAfterTravel() {
    if !isRevealing { revealed = nil }
    isAtUpdate = false
    debugger.watches.refresh(at: timeline)
    // The lists follow what happens again.
    (panes.firstRows[.program], panes.firstRows[.event]) = (nil, nil)
    followCurrentNode()
  }
}

extension ExplorerModel {
  /// The value of an expression at the present position.
  func print(_ text: String) throws(CommandFailure) -> Reply {
    var expression = try scope.expression(text, origin: "print")
    switch expression.value({ timeline.number($0) }) {
    case .number(let tensor):
      return Reply(
        line: "\(text) = \(TensorText.exact(tensor, timeline.precision))\(remark(on: expression))")
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
    case .adjoint where !timeline.graph.hasAdjoint(reference.node):
      return "\(name) has no adjoint: it is data, with which nothing varies"
    case .adjoint:
      guard case .pending(let expected) = timeline.adjointState(of: reference.node) else {
        return "the seed has not happened yet at event \(timeline.position)"
      }
      let count =
        expected == 1 ? "its only contribution" : "the first of its \(expected) contributions"
      return
        "\(name) has no adjoint yet: \(reference.node == program.output ? "the seed" : count) has not happened yet"
    }
  }

  mutating func watch(_ text: String) throws(CommandFailure) -> Reply {
    try debugger.watches.add(text, in: scope)
    debugger.watches.refresh(at: timeline)
    return Reply(line: watchWords(debugger.watches.all.count - 1))
  }

  /// A watched expression with what it is.
  func watchWords(_ place: Int) -> String {
    let watch = debugger.watches.all[place]
    return "watch \(place + 1): \(watch.text) = \(look(of: watch, columns: 60).plain)"
  }

  /// Watches the selected node's value and adjoint, or stops doing so.
  mutating func toggleWatch() {
    guard let selection else { return }
    let name = text.names[selection].spelledName
    let texts =
      mode == .reverse
      ? [name, "adj(\(name))"]
      : mode == .forward ? [name, "tangent(\(name))"] : [name, "tangent(\(name))", "adj(\(name))"]
    let removed = texts.map { debugger.watches.remove(text: $0) }
    guard !removed.contains(true) else {
      notice = StyledText("\(name) is no longer watched", .muted)
      return
    }
    let scope = scope
    for text in texts { try? debugger.watches.add(text, in: scope) }
    debugger.watches.refresh(at: timeline)
    notice = StyledText("watching \(texts.joined(separator: ", "))", .muted)
  }
}

extension ExplorerModel {
  func info(_ topic: InfoTopic) -> Reply {
    let lines: [AnswerLine] =
      switch topic {
      case .breaks: breakpointLines
      case .watches: debugger.watches.all.indices.map { AnswerLine(watchWords($0)) }
      case .overrides: overrideLines
      case .program: programLines
      }
    return Reply(topic.rawValue, lines.isEmpty ? [AnswerLine("none")] : lines)
  }

  private var overrideLines: [AnswerLine] {
    let held = debugger.whatIf.held.sorted { $0.key < $1.key }.map { name, value in
      AnswerLine("\(name) is held at \(TensorText.exact(value, timeline.precision))")
    }
    let seeds = debugger.whatIf.seeds.sorted { $0.key < $1.key }.map { name, value in
      AnswerLine("\(name) has the seed \(TensorText.exact(value, timeline.precision))")
    }
    return held + seeds
  }

  private var programLines: [AnswerLine] {
    guard program.isEditable else { return [AnswerLine(program.headline)] }
    return program.currentText.split(whereSeparator: \.isNewline).map { AnswerLine(String($0)) }
  }

  /// Every node with its numbers at the present position.
  var listLines: [AnswerLine] {
    timeline.graph.liveNodes.map { node in
      let quantities: [(String, StateReference.Quantity, Bool)] = [
        ("value", .value, true), ("tangent", .tangent, mode != .reverse),
        ("adjoint", .adjoint, mode != .forward),
      ]
      let numbers = quantities.filter(\.2).map { word, quantity, _ in
        let number = timeline.number(StateReference(quantity, of: node))
        guard number == nil || !isHidden(StateReference(quantity, of: node)) else {
          return "\(word) ?"
        }
        return "\(word) "
          + (number.map { listed($0) } ?? absence(of: quantity, node))
          + (number == nil ? "" : recorded(quantity, of: node))
      }
      let mark = debugger.whatIf.held[text.names[node]] == nil ? "" : " (held)"
      return AnswerLine(
        "\(text.definition(of: node))\(mark): \(numbers.joined(separator: ", "))",
        at: timeline.valueEvent(of: node))
    }
  }

  /// A few numbers one by one, of more what can be said about all.
  private func listed(_ tensor: Tensor<Double>) -> String {
    guard tensor.elements.count > 8 else {
      return TensorText.exact(tensor, timeline.precision, limit: 8)
    }
    return TensorStatistics(tensor.elements).words
  }

  /// What was recorded instead, where that differs.
  private func recorded(_ quantity: StateReference.Quantity, of node: NodeID) -> String {
    let asked: Quantity? = quantity == .value ? .value : quantity == .adjoint ? .adjoint : nil
    guard let asked, let difference = recordedMarks?.difference(of: asked, node) else { return "" }
    let number = difference.wrong.map { NumberText.short($0) } ?? "nothing"
    let place = timeline.graph.shape(of: node).indexText(of: difference.element)
    return " ≠ recorded \(number)\(place.isEmpty ? "" : " at \(place)")"
  }

  /// Why a node has no number here, behind the mark that says so.
  private func absence(of quantity: StateReference.Quantity, _ node: NodeID) -> String {
    let isNever = quantity != .value && !timeline.graph.hasAdjoint(node)
    return "\(Marks.none) (\(isNever ? "data" : "not yet"))"
  }

  func help(_ name: String?) throws(CommandFailure) -> Reply {
    guard let name else {
      return Reply(
        "commands",
        CommandTable.rows.map { entry in
          AnswerLine(
            StyledText(entry.usage.padded(toColumns: 22) + "  ", .keyHint) + entry.help)
        })
    }
    if name == "functions" {
      return Reply(
        "functions",
        FunctionHelp.all.map { function in
          AnswerLine(
            StyledText(function.usage.padded(toColumns: 22) + "  ", .keyHint) + function.summary)
        })
    }
    if CommandTable.entry(named: name) == nil, let function = FunctionHelp.named(name) {
      return Reply(line: "\(function.usage): \(function.summary)")
    }
    guard let entry = CommandTable.entry(named: name) else {
      throw CommandFailure("no command is called '\(name)'; help lists them")
    }
    guard entry.argument == .option else { return Reply(line: "\(entry.usage): \(entry.help)") }
    let rows =
      [(usage: entry.usage, help: entry.help)]
      + ExplorerOption.allCases.map { (usage: $0.usage, help: $0.help) }
    return Reply(
      name, rows.map { AnswerLine(StyledText($0.usage + "  ", .keyHint) + $0.help) })
  }
}
