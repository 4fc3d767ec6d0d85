import Glibc

/// A call of the system that failed.
package struct SystemError: Error, Hashable, CustomStringConvertible {
  /// What the system called the reason: its `errno`.
  package let number: Int32

  /// The error of the call that failed just now, unless its number is given.
  package init(_ number: Int32 = errno) {
    self.number = number
  }

  /// The system's own words.
  package var description: String { systemMessage(number) }
}

/// The system's own words for an error number, which is that of the last call unless it is given.
package func systemMessage(_ number: Int32 = errno) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
    guard let start = buffer.baseAddress, strerror_r(number, start, buffer.count) == 0 else {
      return "error \(number)"
    }
    return String(cString: start)
  }
}
