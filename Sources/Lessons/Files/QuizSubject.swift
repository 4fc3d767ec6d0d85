/// A kind of number that is hidden on purpose, and asked for.
package enum QuizSubject: String, CaseIterable, Hashable, Sendable {
  case adj, val, partial
}
