import Learning

/// A few drawn digits, the same every time.
enum SmallDigits {
  static let split: ExampleSplit = {
    do {
      return ExampleSplit(try EmbeddedDigits().split(training: 400, test: 200))
    } catch {
      fatalError("the program's own digits cannot be drawn: \(error)")
    }
  }()

  static let mark = DataMark(of: split.training)
}
