import Basics

/// Errors as they are found, of which only the first are kept: a program may have millions, and few
/// are ever reported.
package struct ErrorList {
  package private(set) var first: [FormulaError] = []
  /// How many were found.
  package private(set) var count = 0

  package init() {}

  /// Whether further errors are not reported, so that nothing need be found out about them.
  package var isFull: Bool { count > SyntaxLimits().errorCount }

  package mutating func append(_ error: FormulaError) {
    count += 1
    if first.count < 1_000 { first.append(error) }
  }
}

extension [FormulaError] {
  /// The errors in the order of the text, up to the limit, and a remark if there are more.
  package var reported: [FormulaError] {
    let limit = SyntaxLimits().errorCount
    let sorted = enumerated()
      .sorted { ($0.element.span.lowerBound, $0.offset) < ($1.element.span.lowerBound, $1.offset) }
      .map(\.element)
    guard sorted.count > limit else { return sorted }
    let next = FormulaError(.tooManyErrors(limit: limit), at: sorted[limit].span)
    return sorted.prefix(limit) + [next]
  }
}
