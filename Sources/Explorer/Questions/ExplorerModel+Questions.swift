import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Answers a question about the whole run, wherever the cursor stands.
  mutating func answer(_ question: Question) throws(CommandFailure) -> Answer {
    switch question {
    case .whyNotFinite:
      return NonFiniteSearch(asked, recorded: program.expected).answer
    case .contributions(let name): return ContributionRanking(asked, of: try node(name)).answer
    case .paths(let from?, let to) where from.hasSuffix("]") || to?.hasSuffix("]") == true:
      return try ElementPathSearch(
        asked, from: try place(from), to: try place(to ?? scope.spelling(of: program.output))
      ).answer
    case .paths(let from, let to):
      let source = try node(from)
      let end = try to.map { name throws(CommandFailure) in try scope.existingNode(name) }
      return try PathSearch(asked, from: source, to: end ?? program.output).answer
    case .signal(let name): return SignalSearch(asked, to: try node(name)).answer
    case .reach(let name): return ReachSearch(asked, from: try node(name)).answer
    case .jacobian(let result, let input): return Answer(try jacobian(of: result, by: input))
    case .localJacobians(let name):
      return Answer(try JacobianSearch(asked).localJacobians(of: try computedNode(name)))
    case .costs(let name): return try costs(of: name)
    case .closedForms: return ClosedForms(program).answer(at: asked.end)
    case .duals(let name): return try duals(of: name)
    case .differences: return try differences()
    case .doubled: return try comparedWithDouble()
    case .augmented:
      return try AugmentedProgram(of: program, text).answer(columns: answerColumns, in: timeline)
    case .swell(let name, let other): return try swell(of: name, by: other)
    }
  }

  var asked: AskedRun {
    AskedRun(timeline, text: text, notation: notation, combining: capabilities.hasCombiningMarks)
  }

  /// One number of a node, such as `W[0,1]`.
  private func place(_ text: String) throws(CommandFailure) -> ElementPathSearch.Place {
    let target = try NumberTarget(text, origin: "paths", in: scope)
    guard let element = target.element else {
      throw CommandFailure("a path has single numbers as its ends: type \(target.name)[0]")
    }
    return ElementPathSearch.Place(target.node, element: element)
  }

  /// The node of a name, or the selected one.
  func node(_ name: String?) throws(CommandFailure) -> NodeID {
    if let name { return try scope.existingNode(name) }
    guard let selection else { throw CommandFailure("no node is selected") }
    return selection
  }
}
