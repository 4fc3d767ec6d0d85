package import Autodiff
package import Formula
import Presentation
import Syntax
package import TextCanvas

/// The closed forms that a program's comments give, beside what was computed.
package struct ClosedForms: Equatable, Sendable {
  /// A closed form with its number and the one that it is to be the same as.
  package struct Comparison {
    /// What it is to be the same as.
    package let target: String
    package let formula: String
    package let computed: Tensor<Double>
    package let closed: Tensor<Double>

    /// The largest difference between elements, of the size of the largest of them.
    package var difference: Double {
      guard computed.elements.count == closed.elements.count else { return .nan }
      return zip(computed.elements, closed.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
  }

  private struct Entry: Equatable, Sendable {
    let form: ProgramRemarks.ClosedForm
    let target: StateExpression
    let closed: StateExpression
  }

  private let forms: [Entry]
  /// Those that cannot be read, and why.
  private let problems: [String]

  /// Reads the closed forms of a program.
  package init(_ program: Program) {
    let scope = StateScope(program)
    var (forms, problems) = ([Entry](), [String]())
    for form in program.remarks.closedForms {
      do {
        forms.append(
          Entry(
            form: form, target: try StateExpression(form.target, origin: "same", in: scope),
            closed: try StateExpression(form.formula, origin: "same", in: scope)))
      } catch {
        problems.append("\(form.formula): cannot be read as a formula over the program's names")
      }
    }
    self.forms = forms
    self.problems = problems
  }

  /// Whether there are none at all.
  package var isEmpty: Bool { forms.isEmpty && problems.isEmpty }

  /// Those whose numbers are there, in order.
  package func comparisons(at run: Run) -> [Comparison] {
    forms.compactMap { entry in
      var (target, closed) = (entry.target, entry.closed)
      guard case .number(let computed) = target.value({ run.number($0) }),
        case .number(let number) = closed.value({ run.number($0) })
      else { return nil }
      return Comparison(
        target: entry.form.title, formula: entry.form.formula, computed: computed, closed: number)
    }
  }

  /// A line for each, at the end of the run.
  package func answer(at end: Run) -> Answer {
    guard !isEmpty else {
      return Answer(line: "no closed form; add one to the program: # same: exp(x)*(x-2)/x^3")
    }
    let lines = comparisons(at: end).map { AnswerLine($0.line) }
    return Answer("closed forms", lines + problems.map { AnswerLine($0) })
  }

  /// What is to be said once an event has completed the number that they are the same as.
  package func lines(completedBy event: Event?, at run: Run, _ names: NodeNames) -> [StyledText] {
    guard let event else { return [] }
    let node = run.target(of: event) ?? event.node
    let isComplete: Bool
    let quantity: StateReference.Quantity
    switch event {
    case .value: (isComplete, quantity) = (true, .value)
    case .contribution: (isComplete, quantity) = (run.adjointState(of: node) == .complete, .adjoint)
    case .seed, .tangent, .tangentSeed: return []
    }
    guard isComplete else { return [] }
    let wanted = forms.filter { entry in
      entry.target.references.contains { $0.node == node && $0.quantity == quantity }
    }.map(\.form)
    return comparisons(at: run).filter { comparison in
      wanted.contains { $0.title == comparison.target && $0.formula == comparison.formula }
    }.map(\.line)
  }
}

extension ClosedForms.Comparison {
  /// `adj(x) = 0.74391 = exp(x)*(x-2)/x^3, difference 1e-16`.
  package var line: StyledText {
    StyledText("\(target) = ") + StyledText(TensorText.short(computed, elements: 6), .adjoint)
      + StyledText(" = \(formula)", .partial)
      + StyledText(
        ", difference \(NumberText.short(difference, digits: 2))",
        difference <= 1e-9 ? .success : .warning)
  }
}
