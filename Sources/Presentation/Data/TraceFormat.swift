/// How the numbers of a program are written.
package enum TraceFormat: String, CaseIterable, Sendable {
  /// Columns for people.
  case table
  /// One object, or an array with an object for each of several outputs; every digit.
  case json
  /// A row for each element of each node, with a line of headings; every digit.
  case csv
}

extension String {
  /// Hands the text on as soon as it is long enough to be worth a call, so that a large output never
  /// lies in memory.
  mutating func flush(to write: (String) throws -> Void, beyond limit: Int = 65_536) rethrows {
    guard utf8.count > limit else { return }
    try write(self)
    removeAll(keepingCapacity: true)
  }
}
