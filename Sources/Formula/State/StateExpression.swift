package import Autodiff
import Basics
import Syntax

/// An expression over the numbers of a program's state, such as `|adj(h)| > 1e3`.
///
/// It is read by the program's own parser and lowered to a graph of its own, whose inputs are the
/// numbers it speaks of, so that there is no second language and no second arithmetic.
///
/// ```swift
/// var watch = try StateExpression("adj(w)*w", in: StateScope(program))
/// watch.value { reference in … }
/// ```
package struct StateExpression: Equatable, Sendable {
  /// What came of computing an expression.
  package enum Outcome: Hashable, Sendable {
    case number(Tensor<Double>)
    /// This number is not there at the present position.
    case missing(StateReference)
  }

  /// The expression as it was typed.
  package let text: String
  /// The numbers of the state that it depends on.
  package let references: [StateReference]
  private let inputs: [(reference: StateReference, node: NodeID)]
  private let result: NodeID
  private var evaluation: AnyEvaluation

  /// Whether both are the same text about the same numbers.
  package static func == (one: StateExpression, other: StateExpression) -> Bool {
    one.text == other.text && one.references == other.references
  }

  /// Reads an expression; `origin` is what errors call it.
  package init(
    _ text: String, origin: String = "expression", in scope: StateScope
  ) throws(FormulaFailure) {
    let source = SourceText(text, origin: origin)
    let functions = OwnFunctions(calledIn: text, of: scope.program)
    let parsed = Parser.parse(
      source,
      functions: BuiltIn.names.union(StateFunction.names).union(scope.functions)
        .union(functions?.names ?? []))
    if let failure = Self.failure(of: parsed, in: source, scope) { throw failure }
    var rewriting = StateRewriting(parsed.tree, scope, functions)
    let isOneExpression = rewriting.close()
    guard rewriting.errors.isEmpty else { throw FormulaFailure(rewriting.errors, in: source) }
    guard isOneExpression else {
      let whole = SourceSpan(0, source.bytes.count)
      throw FormulaFailure([FormulaError(.state(.severalStatements), at: whole)], in: source)
    }
    try self.init(text, rewriting, scope, source)
  }

  private static func failure(
    of parsed: ParsedProgram, in source: SourceText, _ scope: StateScope
  ) -> FormulaFailure? {
    guard !parsed.errors.isEmpty else { return nil }
    let errors = parsed.errors.map { error in
      switch error.problem {
      case .emptyProgram: FormulaError(.state(.empty), at: error.span)
      case .functionWithoutBrackets(let name, _) where scope.node(named: name) != nil:
        FormulaError(.state(.nameOfFunction(name)), at: error.span)
      default: error
      }
    }
    return FormulaFailure(errors, in: source)
  }

  private init(
    _ text: String, _ rewriting: StateRewriting, _ scope: StateScope, _ source: SourceText
  ) throws(FormulaFailure) {
    var lowering = Lowering(rewriting.result)
    var values = InputValues()
    for reference in rewriting.references {
      values.settings[scope.spelling(of: reference)] = Self.placeholder(for: reference, scope)
    }
    for (name, reference) in rewriting.outside {
      values.settings[name] = Self.placeholder(for: reference, scope)
    }
    values.settings.merge(rewriting.recorded) { own, _ in own }
    lowering.addInputs(values)
    lowering.lowerStatements()
    let term = lowering.values.last.flatMap { $0 } ?? .refused
    let result = lowering.node(for: term, at: .none)
    guard lowering.allErrors.isEmpty, let result else {
      throw FormulaFailure(lowering.allErrors.reported, in: source)
    }
    guard
      var evaluation = try? AnyEvaluation(
        of: lowering.builder.graph, in: scope.program.precision)
    else {
      throw FormulaFailure([FormulaError(.graphTooLarge, at: .none)], in: source)
    }
    let nodes = Dictionary(lowering.inputs.map { ($0.name, $0.node) }) { first, _ in first }
    for (name, literal) in rewriting.recorded {
      // Of the shape that the graph has for it.
      if let node = nodes[name] { try? evaluation.setElements(literal.values, of: node) }
    }
    self.text = text
    self.result = result
    self.evaluation = evaluation
    let named = rewriting.references.map { (name: scope.spelling(of: $0), reference: $0) }
    let outside = rewriting.outside.sorted { $0.key < $1.key }.map {
      (name: $0.key, reference: $0.value)
    }
    let inputs = (named + outside).compactMap { input in
      nodes[input.name].map { (reference: input.reference, node: $0) }
    }
    self.inputs = inputs
    references =
      rewriting.references
      + inputs.map(\.reference).filter { !rewriting.references.contains($0) }
  }

  /// What stands for a number until it is known: the values of inputs, which may be indices, and
  /// otherwise NaN, which cannot be one.
  private static func placeholder(
    for reference: StateReference, _ scope: StateScope
  ) -> Literal? {
    let shape = scope.shape(of: reference)
    let input = scope.program.inputs.first { $0.node == reference.node }
    let known = reference.quantity == .value ? input?.values : nil
    return Tensor(known ?? Array(repeating: .nan, count: shape.count), shape: shape)
      .map { Literal($0) }
  }

  /// The expression's value, from the numbers that `read` gives.
  package mutating func value(_ read: (StateReference) -> Tensor<Double>?) -> Outcome {
    for (reference, node) in inputs {
      // A number of another shape cannot come: shapes belong to the graph.
      guard let number = read(reference),
        (try? evaluation.setElements(number.elements, of: node)) != nil
      else { return .missing(reference) }
    }
    evaluation.forward()
    return .number(evaluation.value(of: result))
  }
}
