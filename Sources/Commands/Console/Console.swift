import TextCanvas

/// Where a command writes: data to the output, everything else to the errors.
///
/// Invariant: text from outside, such as names in files, reaches a terminal only through `write` and
/// `warn`, which let nothing pass that would steer it.
package struct Console: Sendable {
  private let put: @Sendable (String) throws -> Void
  private let putError: @Sendable (String) -> Void
  /// Reads standard input to its end, or until so many bytes have come; throws when it cannot.
  package var readInput: @Sendable (_ limit: Int) throws -> [UInt8]
  /// Reads the next line of standard input, without its end; `nil` after the last.
  package var readLine: @Sendable () -> InputLine?
  /// How many columns a table for people may have.
  package var columns: Int
  /// Whether the output is a terminal, on which a screen can be opened.
  package var isOnTerminal: Bool
  /// The environment variables.
  package var environment: [String: String]

  /// The console of the command that is running.
  @TaskLocal package static var current = Console.standard

  /// The columns of a table that goes to a file or a pipe.
  package static let columnsWithoutTerminal = 120

  package init(
    write: @escaping @Sendable (String) throws -> Void,
    warn: @escaping @Sendable (String) -> Void,
    readInput: @escaping @Sendable (_ limit: Int) throws -> [UInt8] = { _ in [] },
    readLine: @escaping @Sendable () -> InputLine? = { nil },
    columns: Int = Console.columnsWithoutTerminal, isOnTerminal: Bool = false,
    environment: [String: String] = [:]
  ) {
    put = write
    putError = warn
    self.readInput = readInput
    self.readLine = readLine
    self.columns = columns
    self.isOnTerminal = isOnTerminal
    self.environment = environment
  }

  /// Writes data; throws when nobody can read them any more.
  package func write(_ text: String) throws { try put(text.withoutControls) }

  /// Writes a message for people.
  package func warn(_ text: String) { putError(text.withoutControls) }

  /// Writes data with sequences for the terminal in them, all of the program's own making.
  func writeSequences(_ text: String) throws { try put(text) }

  /// Writes a message with sequences for the terminal in it, all of the program's own making.
  func warnSequences(_ text: String) { putError(text) }
}

/// A line that was read.
package enum InputLine: Hashable, Sendable {
  /// Without its end.
  case text(String)
  /// It had more bytes than a line may have; they were passed over.
  case tooLong(limit: Int)
}
