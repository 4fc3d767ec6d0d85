/// Examples that the program draws itself: the same on every machine, with or without a network.
package struct DrawnExamples: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case digits, regression

    /// By the value of `--data` that asks for it.
    package init?(option: String) {
      switch option {
      case DataSource.embeddedDigitsOption: self = .digits
      case SyntheticRegression.option: self = .regression
      default: return nil
      }
    }

    /// So many that a run shows what it is to show, and takes no time.
    package var usualCount: Int { self == .digits ? 2000 : 256 }
  }

  package let kind: Kind
  /// How many are learned from.
  package let count: Int

  /// As many as MNIST has.
  package static let most = 60_000

  package init(_ kind: Kind, count: Int) {
    (self.kind, self.count) = (kind, count)
  }

  /// A quarter as many are tested on.
  package var testCount: Int { max(count / 4, 1) }

  /// What to call them on the screen.
  package var name: String { "\(count) \(kind == .digits ? "drawn digits" : "drawn rows")" }

  /// The examples; throws only when the embedded hands were damaged before the program was built.
  package func split() throws -> ExampleSplit {
    switch kind {
    case .digits: ExampleSplit(try EmbeddedDigits().split(training: count, test: testCount))
    case .regression: SyntheticRegression.split(training: count, test: testCount)
    }
  }
}
