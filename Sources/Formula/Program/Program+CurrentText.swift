import Autodiff
import Basics
import Syntax

extension Program {
  /// The text with the values that are in force: a literal that another value was put in place of is
  /// that value, and once an input was set that the text gives no value, a line before its first use
  /// gives it one. Read again, it is the same program.
  ///
  /// ```
  /// x = 2; z = x*y        x = 5; y = 3; z = x*y, after x was set to 5 and y to 3
  /// ```
  ///
  /// - Complexity: linear in the inputs' elements, and in the text where something differs.
  package var currentText: String {
    let changes = literalChanges + bindings
    guard !changes.isEmpty else { return text }
    var bytes = Array(text.utf8)
    // From behind, so that places before stay where they are; of equal ones the last first.
    for change in changes.reversed().sorted(by: { $0.span.lowerBound > $1.span.lowerBound }) {
      let end = min(change.span.upperBound, bytes.count)
      bytes.replaceSubrange(min(change.span.lowerBound, end)..<end, with: change.text.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A piece of the text and what stands in its place.
  private struct Change {
    let span: SourceSpan
    let text: String
  }

  private var literalChanges: [Change] {
    inputs.compactMap { input in
      guard let span = input.place?.literal, let literal = literals[input.name] else { return nil }
      let isSame =
        literal.shape == graph.shape(of: input.node)
        && literal.values.elementsEqual(input.values) { $0.bitPattern == $1.bitPattern }
      return isSame ? nil : Change(span: span, text: input.literal)
    }
  }

  /// All inputs without a value of their own are given one, so that their order stays what it is.
  private var bindings: [Change] {
    let unbound = inputs.filter { $0.place != nil && $0.place?.literal == nil }
    guard unbound.contains(where: { setInputs.contains($0.name) }) else { return [] }
    return unbound.map { input in
      let start = input.place?.statementStart ?? 0
      return Change(
        span: SourceSpan(start, start), text: "\(input.name.spelledName) = \(input.literal)\n")
    }
  }
}
