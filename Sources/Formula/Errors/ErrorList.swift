/// Errors as they are found, of which only the first are kept: a program may have millions, and few
/// are ever told.
struct ErrorList {
  private(set) var first: [FormulaError] = []
  /// How many were found.
  private(set) var count = 0

  /// Whether no further error is told, so that nothing need be found out about it.
  var isFull: Bool { count > SyntaxLimits().errorCount }

  mutating func append(_ error: FormulaError) {
    count += 1
    if first.count < 1_000 { first.append(error) }
  }
}

extension [FormulaError] {
  /// The errors in the order of the text, no more than are told at once, and that there are more.
  var told: [FormulaError] {
    let limit = SyntaxLimits().errorCount
    let sorted = enumerated()
      .sorted { ($0.element.span.lowerBound, $0.offset) < ($1.element.span.lowerBound, $1.offset) }
      .map(\.element)
    guard sorted.count > limit else { return sorted }
    let next = FormulaError(.tooManyErrors(limit: limit), at: sorted[limit].span)
    return sorted.prefix(limit) + [next]
  }
}
