import Autodiff
import Debugging
import Formula
package import Inquiry
import Presentation
import TextCanvas

extension ExplorerModel {
  /// Asks for a gradient check; once there is one, reports what it found.
  mutating func check() throws(CommandFailure) -> Answer {
    if debugger.checks.report != nil { return checkAnswer }
    let inputs = program.inputs.map(\.node).filter { program.graph.hasAdjoint($0) }
    guard !inputs.isEmpty else {
      throw CommandFailure("nothing to check: no input has an adjoint")
    }
    do throws(GraphError) {
      let section = try GraphSection(from: inputs, to: [program.output], in: asked.end)
      let seed = debugger.whatIf.seeds[text.names[program.output]]
      let isFitting = seed?.shape == program.graph.shape(of: program.output)
      debugger.checks.start(
        CheckRequest(
          section: section, output: program.output, seed: isFitting ? seed?.elements : nil))
    } catch {
      throw CommandFailure("\(error)")
    }
    notice = StyledText("checking adjoints against finite differences: C-c to stop", .muted)
    return Answer()
  }

  /// What is to be started or cancelled, once.
  package mutating func takeCheckOrder() -> CheckOrder? { debugger.checks.takeOrder() }

  /// Shows what a check found, unless something changed meanwhile.
  package mutating func adopt(_ answer: CheckAnswer) {
    guard debugger.checks.adopt(answer), let words = checkText else { return }
    let isFine = answer.report.passes
    notice = StyledText("\(words.summary); V lists them", isFine ? .success : .alarm)
  }

  /// Cancels a check that is going on; `false` when there is none.
  mutating func stopCheck() -> Bool {
    guard debugger.checks.isRunning else { return false }
    debugger.checks.forget()
    notice = StyledText("check cancelled", .warning)
    return true
  }

  private var checkText: CheckText? {
    debugger.checks.report.map {
      CheckText($0, of: program.output, in: program.graph, program.precision)
    }
  }

  /// A line for each derivative, from which one gets to where its adjoint is complete.
  var checkAnswer: Answer {
    guard let report = debugger.checks.report, let words = checkText else { return Answer() }
    var table = ""
    words.writeTable { table += $0 }
    let rows = table.split(separator: "\n").map(String.init)
    let run = asked
    let lines = rows.enumerated().map { place, row in
      let isCheck = report.checks.indices.contains(place - 1)
      let check = isCheck ? report.checks[place - 1] : nil
      return AnswerLine(
        StyledText(row, check.map { $0.verdict.isFailure ? .alarm : .text } ?? .strong),
        at: check?.node.flatMap { run.completion(of: $0) })
    }
    let chosen = report.checks.firstIndex { $0.node == selection }
    return Answer("gradient check", lines, chosen: chosen.map { $0 + 1 } ?? 0)
  }

  /// What a check found of the selected input, for the pane of the event.
  var selectedCheckLine: StyledText? {
    guard let selection, let verdict = debugger.checks[selection] else { return nil }
    return StyledText("check of \(text.names[selection]): ", .muted)
      + StyledText(verdict.long, verdict.role)
  }
}

extension DerivativeCheck {
  /// The input whose element is checked.
  fileprivate var node: NodeID? {
    guard case .element(let node, _) = subject else { return nil }
    return node
  }
}
