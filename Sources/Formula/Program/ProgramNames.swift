import Autodiff
import Basics
import Syntax

/// What the nodes of a program are called by from outside: in `--at`, `--output` and `--wrt`.
struct ProgramNames {
  let graph: Graph
  let inputs: [LoweredInput]
  /// The nodes of the names that the program gives.
  let nodes: [String: NodeID]
  /// The names of results, in order, to suggest.
  let results: [String]
  let functions: Set<String>

  /// The input of a name.
  func input(_ name: String) -> LoweredInput? { inputs.first { $0.name == name } }

  /// The node that a name stands for, which may be one that nobody gave but everybody sees.
  func node(named name: String) -> NodeID? {
    if let node = nodes[name] { return node }
    let shown = NodeNames(of: graph)
    return graph.nodes.first { shown[$0] == name && graph.operation(of: $0) != .constant }
  }

  /// Why a name cannot be given a value; `nil` for an input.
  func problem(settingOf name: String) -> FormulaError.Problem? {
    if input(name) != nil { return nil }
    if functions.contains(name) { return .settingOfFunction(name) }
    return node(named: name) != nil ? .settingOfComputed(name) : unknownInput(name)
  }

  /// Why a name cannot move; `nil` for an input.
  func problem(movingInput name: String) -> FormulaError.Problem? {
    if let input = input(name) {
      return graph.hasAdjoint(input.node) ? nil : .directionOfData(name)
    }
    return node(named: name) != nil
      ? .directionOfComputed(name, inputs: inputs.map(\.name)) : unknownInput(name)
  }

  /// Why an option cannot be read, for what is wrong with it as it stands: a name that needs quotes
  /// and has none is told.
  func failure(of option: SourceText, or failure: FormulaFailure) -> FormulaFailure {
    for input in inputs where !input.name.isName {
      guard let place = option.place(ofUnquoted: input.name) else { continue }
      return FormulaFailure(
        [FormulaError(.state(.nameWithoutQuotes(input.name)), at: place)], in: option)
    }
    return failure
  }

  /// The node of a name as it stands or in quotes, or of an element such as `y[0]`.
  private func output(
    _ text: String, at span: SourceSpan, in graph: inout Graph
  ) throws(FormulaError) -> NodeID {
    let name = text.nameInQuotes ?? text
    if let node = node(named: text) ?? node(named: name) { return node }
    guard text.last == "]" else { throw FormulaError(problem(outputOf: name), at: span) }
    do throws(FormulaError) {
      let element = try OutputElement(text)
      guard let whole = node(named: element.name) else {
        throw FormulaError(problem(outputOf: element.name), at: element.nameSpan)
      }
      return try element.node(of: whole, in: &graph)
    } catch {
      // The element was read by itself; its places are those of the whole option.
      throw FormulaError(error.problem, at: error.span.moved(by: span.lowerBound))
    }
  }

  private func unknownInput(_ name: String) -> FormulaError.Problem {
    let names = inputs.map(\.name)
    return .unknownInput(name, nearest: nearestWord(to: name, among: names), inputs: names)
  }

  private func problem(outputOf name: String) -> FormulaError.Problem {
    if name.isEmpty { return .missingOutputName }
    if functions.contains(name) { return .outputOfFunction(name) }
    let names = results + inputs.map(\.name).filter { !results.contains($0) }
    return .unknownOutput(name, nearest: nearestWord(to: name, among: names), names: names)
  }
}

extension ProgramNames {
  /// The outputs that an option asks for; `nil` when an outdated one names something that is gone.
  /// Elements that the graph does not compute are added to it.
  func outputs(
    _ option: OutputOption, in graph: inout Graph, _ notes: inout [ProgramNote]
  ) throws(FormulaFailure) -> [NodeID]? {
    var nodes: [NodeID] = []
    var errors = ErrorList()
    for (text, span) in option.names where !errors.isFull {
      do throws(FormulaError) {
        let node = try output(text, at: span, in: &graph)
        if !nodes.contains(node) { nodes.append(node) }
      } catch {
        errors.append(error)
      }
    }
    guard errors.count > 0 else { return nodes }
    guard option.mayBeOutdated else {
      throw FormulaFailure(errors.first.reported, in: option.source)
    }
    notes.append(ProgramNote("there is no longer a result \(option.text.quoted)", at: nil))
    return nil
  }

  /// What moves by an option; nothing when an outdated one names something that is gone.
  func directions(
    _ option: DirectionOption, _ notes: inout [ProgramNote]
  ) throws(FormulaFailure) -> [Direction] {
    do throws(FormulaFailure) {
      return try option.directions(in: self)
    } catch {
      guard option.mayBeOutdated else { throw failure(of: option.source, or: error) }
      notes.append(
        ProgramNote("there is no longer an input \(option.text.quoted) that could move", at: nil))
      return []
    }
  }
}

extension SourceText {
  /// Where a name stands outside of quotes.
  fileprivate func place(ofUnquoted name: String) -> SourceSpan? {
    let sought = Array(name.utf8)
    var quotes = QuoteScanner()
    for start in bytes.indices where !quotes.isInside(after: bytes[start]) {
      if bytes[start...].starts(with: sought) { return SourceSpan(start, start + sought.count) }
    }
    return nil
  }
}
