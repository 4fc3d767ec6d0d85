extension SyntaxTree {
  /// How a call is spelled that has nothing but names and whole numbers in its brackets, such as
  /// `median(loss, 20)`; `nil` for any other expression.
  package func spelling(ofCall node: SyntaxID) -> String? {
    guard case .call(let name, let arguments) = self[node].kind else { return nil }
    let words = self[arguments].compactMap { spelling(ofArgument: $0) }
    guard words.count == arguments.count else { return nil }
    return "\(self[name])(\(words.joined(separator: ", ")))"
  }

  private func spelling(ofArgument node: SyntaxID) -> String? {
    switch self[node].kind {
    case .name(let name): self[name]
    case .number(let value): Int(exactly: value).map(String.init)
    default: nil
    }
  }
}
