import TestSupport

extension PseudoTerminal {
  /// Runs the probe, which is built beside the tests.
  convenience init(
    probe arguments: [String] = [], environment: [String: String] = [:], input: Input = .terminal
  ) throws {
    try self.init(
      running: [Self.probePath] + arguments, environment: environment, input: input)
  }

  static var probePath: String { ChildProcess.builtBeside("screen-probe") }
}
