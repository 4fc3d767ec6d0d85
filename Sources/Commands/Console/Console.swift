import Glibc

/// Where a command writes: data to the output, everything else to the errors.
package struct Console: Sendable {
  /// Writes data; throws when nobody can read them any more.
  package var write: @Sendable (String) throws -> Void
  /// Writes a message for people.
  package var warn: @Sendable (String) -> Void
  /// Reads standard input to its end, or until so many bytes have come; throws when it cannot.
  package var readInput: @Sendable (_ limit: Int) throws -> [UInt8]
  /// Reads the next line of standard input, without its end; `nil` after the last.
  package var readLine: @Sendable () -> String?
  /// The environment variables.
  package var environment: [String: String]

  /// The console of the command that is running.
  @TaskLocal package static var current = Console.standard

  package init(
    write: @escaping @Sendable (String) throws -> Void,
    warn: @escaping @Sendable (String) -> Void,
    readInput: @escaping @Sendable (_ limit: Int) throws -> [UInt8] = { _ in [] },
    readLine: @escaping @Sendable () -> String? = { nil },
    environment: [String: String] = [:]
  ) {
    self.write = write
    self.warn = warn
    self.readInput = readInput
    self.readLine = readLine
    self.environment = environment
  }
}
