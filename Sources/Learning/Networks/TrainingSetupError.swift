/// Options and data that do not go together.
package struct TrainingSetupError: Error, Hashable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
