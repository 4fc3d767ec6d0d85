extension Int {
  /// The number with its noun: `1 event`, `2 events`, `3 minibatches`, `2 axes`.
  package func counted(_ noun: String, plural: String? = nil) -> String {
    guard self != 1 else { return "1 \(noun)" }
    return "\(self) \(plural ?? noun + (noun.hasSuffix("ch") ? "es" : "s"))"
  }
}
