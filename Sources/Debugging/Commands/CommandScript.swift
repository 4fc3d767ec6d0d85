/// Commands to be done one after another, and where each comes from.
package struct CommandScript: Hashable, Sendable {
  /// A command and what to call its place in a message, such as `startup:3`.
  package struct Line: Hashable, Sendable {
    /// What a message calls its place.
    package let place: String
    /// The command as it is typed.
    package let command: String
    /// Whether it stands in a file, which cannot have another one read.
    package let isFromFile: Bool
  }

  /// In the order in which they are done.
  package internal(set) var lines: [Line] = []

  /// Whether there are none.
  package var isEmpty: Bool { lines.isEmpty }

  /// No commands.
  package init() {}

  /// Some lines of another script.
  package init(_ lines: some Sequence<Line>) {
    self.lines = Array(lines)
  }

  /// Adds the commands of a file, a line each; empty lines and those that begin with `#` say nothing.
  ///
  /// - Parameter firstLine: The number that the first line of the text has in its file.
  package mutating func add(file text: String, origin: String, firstLine: Int = 1) {
    let rows = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, row) in rows.enumerated() {
      for command in DebuggerCommand.lines(of: String(row)) {
        lines.append(
          Line(place: "\(origin):\(firstLine + number)", command: command, isFromFile: true))
      }
    }
  }

  /// Adds the commands of an option, between semicolons.
  package mutating func add(option text: String, name: String) {
    lines += DebuggerCommand.lines(of: text).map {
      Line(place: name, command: $0, isFromFile: false)
    }
  }
}
