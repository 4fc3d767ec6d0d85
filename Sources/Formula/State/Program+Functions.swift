package import Autodiff
import Basics
import Syntax

/// A function applied to names that nothing else in a program has, so that it can be asked about.
package struct AppliedFunction: Sendable {
  /// The program with the application at its end.
  package let program: Program
  /// What the function is given, and what it gives.
  package let arguments: [NodeID]
  package let result: NodeID
  /// Whether the program defines the function, and not the language.
  package let isOwn: Bool
}

extension Program {
  /// What a function that the program defines calls its parameters; `nil` where it defines none of
  /// that name.
  package func parameters(ofFunction name: String) -> [String]? {
    OwnFunctions(of: self).parameters(of: name)
  }

  /// This program with a function applied to single numbers at its end: one of its own, or of the
  /// language.
  package func applying(_ function: String, to count: Int) throws(FormulaFailure) -> AppliedFunction
  {
    let names = (0..<count).map { "argument \($0 + 1) of the plot" }
    let inputs = names.map { "'\($0)' = 0.5\n" }.joined()
    let call = "'the plot' = \(function)(\(names.map { "'\($0)'" }.joined(separator: ", ")))"
    let program: Program
    let isOwn = parameters(ofFunction: function) != nil
    if isOwn, case .text(let text) = writing {
      program = try replacingText(with: text + "\n" + inputs + call)
    } else {
      program = try Program(inputs + call, precision: precision)
    }
    let scope = StateScope(program)
    guard let result = scope.node(named: "the plot") else {
      let source = SourceText(call)
      throw FormulaFailure([FormulaError(.noResult, at: .none)], in: source)
    }
    return AppliedFunction(
      program: program, arguments: names.compactMap { scope.node(named: $0) }, result: result,
      isOwn: isOwn)
  }
}
