import Learning

/// A few drawn digits, the same every time.
enum SmallDigits {
  static let split = ExampleSplit(EmbeddedDigits().split(training: 400, test: 200))
}
