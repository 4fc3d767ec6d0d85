import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import Syntax
import TextCanvas

extension ExplorerModel {
  /// Opens another program on top of this one, which waits as it is until ``leaveDetour()``.
  ///
  /// - Parameters:
  ///   - heading: What is looked at, for the first line.
  ///   - seeds: The tangents of its inputs, by name.
  mutating func takeDetour(
    to other: Program, heading: String, mode: TimelineMode, seeds: [String: Tensor<Double>] = [:],
    watching texts: [String] = []
  ) throws(CommandFailure) {
    var model: ExplorerModel
    if debugger.checks.isRunning { debugger.checks.forget() }
    do {
      model = try ExplorerModel(
        other, size: size, capabilities: screenCapabilities, notation: notation, mode: mode)
    } catch {
      throw CommandFailure("\(error)")
    }
    model.capabilities = capabilities
    model.panes = panes
    model.panes.firstRows = [:]
    model.showsDuals = showsDuals
    (model.showsPoints, model.isRevealing) = (showsPoints, isRevealing)
    model.detour.heading = heading
    model.debugger.history = debugger.history
    model.debugger.whatIf.seeds = seeds
    for text in texts { try model.debugger.watches.add(text, in: model.scope) }
    model.detour.waiting = detour.waiting + [self]
    // A layout of this program that is still being worked out is none of the other one.
    _ = model.graphSight.follow(graphSight)
    try model.rebuild()
    model.requestDrawing()
    model.debugger.checks.follow(debugger.checks)
    model.notice = nil
    model.errand = errand
    self = model
  }

  /// Goes back to the program that waits, which is as it was left.
  mutating func leaveDetour() throws(CommandFailure) -> Reply {
    guard var original = detour.waiting.last else {
      throw CommandFailure("this is the original program; hvp and derivative open others")
    }
    original.debugger.history = debugger.history
    if debugger.checks.isRunning { debugger.checks.forget() }
    original.debugger.checks.follow(debugger.checks)
    original.errand = errand
    original.notation = notation
    original.capabilities = capabilities
    // A layout of this program that is still being worked out is none of the original.
    if original.graphSight.follow(graphSight) { original.requestDrawing() }
    if original.size != size { _ = original.update(.resize(size)) }
    self = original
    return Reply(line: "back in \(programLine.truncated(toColumns: 60))")
  }
}

extension ExplorerModel {
  /// Opens the adjoints of the program as a program of its own.
  mutating func openDerivative() throws(CommandFailure) -> Reply {
    let derivative = try adjointProgram()
    let inputs = movingInputs.map(\.name)
    let output = text.names[program.output]
    try takeDetour(
      to: derivative, heading: "the derivative of \(output) as a program", mode: .reverse)
    return Reply(
      line: "the adjoints of \(inputs.joined(separator: ", ")) are values here; \(Self.wayBack)")
  }

  /// Opens the tangents of the program as a program of its own, with the inputs moving as they do here.
  mutating func openTangents() throws(CommandFailure) -> Reply {
    let output = text.names[program.output]
    guard debugger.whatIf.held.isEmpty else {
      throw CommandFailure("a held node has no derivative program; type release first")
    }
    let tangents: Program
    do {
      tangents = try Program(
        DerivativeProgram.tangents(of: program), origin: "tangent of \(output)",
        sharing: program.isSharing, precision: program.precision)
    } catch let failure as FormulaFailure {
      throw CommandFailure(failure)
    } catch {
      throw CommandFailure("\(error)")
    }
    try takeDetour(
      to: tangents, heading: "the tangents of \(output) as a program", mode: .reverse)
    return Reply(line: "tangents are values here; \(Self.wayBack)")
  }

  /// Opens the product of the Hessian with a direction: the tangents of the adjoints.
  ///
  /// - Parameter typed: The direction, as in `x=1,y=0`; without one the first input moves.
  mutating func openHessianProduct(along typed: String?) throws(CommandFailure) -> Reply {
    let seeds = try direction(typed)
    let derivative = try adjointProgram()
    let output = text.names[program.output]
    let words = seeds.map { "\($0.name) \(TensorText.short($0.tangent, elements: 6))" }
    let names = NodeNames(of: derivative.graph)
    let results = derivative.outputs.prefix(Self.mostWatched).map { names[$0] }
    try takeDetour(
      to: derivative,
      heading: "Hessian of \(output) · (\(words.joined(separator: ", "))), forward over reverse",
      mode: .forward,
      seeds: Dictionary(seeds.map { ($0.name, $0.tangent) }) { first, _ in first },
      watching: results.map { "tangent(\($0.spelledName))" })
    return Reply(
      line: "the tangents of \(results.joined(separator: ", ")) "
        + "are the product; \(Self.wayBack)")
  }

  /// How one leaves a detour, on the screen and line by line.
  private static let wayBack = "Escape or the command return goes back"

  private static let mostWatched = 6

  private var movingInputs: [ProgramInput] {
    program.inputs.filter { program.graph.hasAdjoint($0.node) }
  }

  /// The program with its adjoints, from the seed that is in force.
  private func adjointProgram() throws(CommandFailure) -> Program {
    let output = text.names[program.output]
    guard debugger.whatIf.held.isEmpty else {
      throw CommandFailure("a held node has no derivative program; type release first")
    }
    let inputs = Set(program.inputs.map(\.name))
    do {
      let derivative = try Program(
        DerivativeProgram.adjoints(of: program), origin: "derivative of \(output)",
        sharing: program.isSharing, precision: program.precision)
      let seed = derivative.inputs.first { !inputs.contains($0.name) }
      guard let seed, let given = debugger.whatIf.seeds[output] else { return derivative }
      return try derivative.setting(seed.name, to: given.spelled(in: program.precision))
    } catch let failure as FormulaFailure {
      throw CommandFailure(failure)
    } catch {
      throw CommandFailure("\(error)")
    }
  }

  /// The tangents that a direction gives the inputs, those at rest left out.
  private func direction(
    _ typed: String?
  ) throws(CommandFailure) -> [(name: String, tangent: Tensor<Double>)] {
    guard let first = movingInputs.first else {
      throw CommandFailure("there is no input to differentiate with respect to")
    }
    guard let typed else {
      let shape = program.graph.shape(of: first.node)
      return [(first.name, Tensor(first.values.map { _ in 1 }, shape: shape))].compactMap { pair in
        pair.1.map { (pair.0, $0) }
      }
    }
    let scope = scope
    var parts: [(name: String, tangent: Tensor<Double>)] = []
    for part in typed.split(atOutermost: ",") {
      let sides = part.split(atOutermost: "=", maxSplits: 1)
      guard sides.count == 2 else {
        throw CommandFailure("'\(part)' is not a direction; type one such as \(first.name)=1")
      }
      let name = sides[0].withoutBlanksAround
      let node = try scope.existingNode(name)
      guard let input = movingInputs.first(where: { $0.node == node }) else {
        throw CommandFailure("\(name) is not an input that can move")
      }
      let shape = program.graph.shape(of: node)
      parts.append(
        (input.name, try number(sides[1], origin: "direction", shape: shape, in: scope)))
    }
    return parts
  }
}

extension String {
  /// The parts between separators that stand outside of brackets and quotes.
  fileprivate func split(atOutermost separator: Character, maxSplits: Int = .max) -> [String] {
    var (parts, depth, quotes) = ([""], 0, QuoteScanner())
    for character in self {
      let isQuoted = quotes.isInside(after: character)
      if !isQuoted, "([".contains(character) { depth += 1 }
      if !isQuoted, ")]".contains(character) { depth -= 1 }
      if !isQuoted, character == separator, depth <= 0, parts.count <= maxSplits {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  fileprivate var withoutBlanksAround: String {
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex
    return String(self[..<end].drop(while: \.isWhitespace))
  }
}
