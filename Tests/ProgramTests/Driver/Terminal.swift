import Glibc
import TestSupport

/// A shell in a terminal, for a test to drive as a user would: type, press keys, look.
///
/// ```
/// let terminal = try await Terminal(columns: 80, rows: 24)
/// try terminal.run("retrograde 'z = x*y'")
/// try await terminal.waits(until: .shows("event 0/7"))
/// try terminal.press("n n")
/// ```
/// Nothing here sleeps blindly: every wait is for a condition, with a deadline.
final class Terminal: Sendable {
  /// The shells to start programs from. Only `sh` leaves the settings of the terminal alone, so
  /// that what a program does to them is seen.
  enum Shell: Sendable {
    case sh, bash

    var command: [String] {
      switch self {
      case .sh: ["/bin/sh", "-i"]
      case .bash: ["/bin/bash", "--norc", "--noprofile", "-i"]
      }
    }
  }

  private let tmux: Tmux

  init(
    columns: Int = 80, rows: Int = 24, shell: Shell = .sh, environment: [String: String] = [:]
  ) async throws {
    tmux = try Tmux(
      running: shell.command, columns: columns, rows: rows,
      environment: Program.environment.merging(environment) { _, new in new })
    try await waits(until: .shows("shell>"))
  }

  /// Ends what runs in the terminal, and runs a program instead of a shell in a new one of this size.
  ///
  /// The old one cannot be given another size for it: tmux collects the sizes of a quarter of a
  /// second, and when the last of them is the first again, the program is told of one between them.
  func restart(
    _ command: [String], columns: Int, rows: Int, environment: [String: String] = [:]
  ) throws {
    let variables = environment.map { "\($0.key)=\($0.value)" }
    try tmux.tell(
      "set", "default-size", "\(columns)x\(rows)", ";", "new-window", "-k", "-t", ":0", "--",
      arguments: ["/usr/bin/env"] + variables + command)
  }

  /// A folder for the test's files, which is where the shell is.
  var folder: String { tmux.folder }

  /// Types a line for the shell, once that has the terminal: what is typed before is the program's.
  func run(_ line: String) async throws {
    try await waits(until: .shellHasTerminal)
    try type(line)
    try press("Enter")
  }

  /// Types a line for the program that has the terminal.
  func enter(_ line: String) throws {
    try type(line)
    try press("Enter")
  }

  /// Types text, character by character.
  func type(_ text: String) throws {
    try tmux.tell("send-keys", "-l", "--", text)
  }

  /// Presses keys, by the names tmux has for them: `n 5 n Enter C-c`.
  func press(_ keys: String) throws {
    try tmux.tell("send-keys", "--", arguments: keys.split(separator: " ").map(String.init))
  }

  /// Presses a key and gives the terminal another size at once.
  func press(_ key: String, thenResizeTo size: (columns: Int, rows: Int)) throws {
    try tmux.tell(
      "send-keys", "--", key, ";", "resize-window", "-x", "\(size.columns)", "-y", "\(size.rows)")
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux.tell("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// What is on the screen now.
  var screen: String {
    get throws { try tmux.tell("capture-pane", "-p").withoutTrailingSpace }
  }

  /// What is on the screen now, with the sequences that colour it.
  var coloredScreen: String {
    get throws { try tmux.tell("capture-pane", "-p", "-e") }
  }

  /// Sends a signal to the program in the foreground.
  func signal(_ number: Int32) throws {
    guard kill(try foregroundProgram, number) == 0 else { throw DriverFailure("kill") }
  }

  /// The program in the foreground, or the shell when that has the terminal.
  var foregroundProgram: pid_t {
    get throws {
      let shell = try shell
      // The name of the program stands in parentheses and may hold anything; behind it, the sixth
      // field is the group that has the terminal.
      let fields = try contents(of: "/proc/\(shell)/stat").split(separator: ")").last.orThrow(
        "stat"
      )
      .split(separator: " ")
      return try (fields.count > 5 ? pid_t(fields[5]) : nil).orThrow("no terminal group")
    }
  }

  private var shell: pid_t {
    get throws { try pid_t(ask("#{pane_pid}")).orThrow("the shell is gone") }
  }

  /// Whether all that was started in this terminal sleeps, the shell included, and nothing will wake it.
  ///
  /// A size that has yet to be told would: tmux collects the sizes of a quarter of a second.
  var isAtRest: Bool {
    get throws { try sizeIsTold && TestSupport.isAtRest(session: shell) }
  }

  /// Whether the programs have been told the size that tmux has given the terminal.
  private var sizeIsTold: Bool {
    get throws { try settings("size") == ask("#{pane_height} #{pane_width}") }
  }

  var shellHasTerminal: Bool {
    get throws { try foregroundProgram == shell }
  }

  /// All that a program must leave as it was.
  struct State: Hashable {
    /// What `stty -a` says.
    let settings: String
    /// Alternate screen, cursor, keypad modes, insert mode, wrapping, mouse.
    let modes: String
  }

  var state: State {
    get throws {
      let modes = try ask(
        "#{alternate_on} #{cursor_flag} #{keypad_cursor_flag} #{keypad_flag} #{insert_flag} "
          + "#{wrap_flag} #{mouse_any_flag}")
      return try State(settings: settings("-a"), modes: modes)
    }
  }

  /// What `stty` says when it is asked this of the terminal.
  private func settings(_ question: String) throws -> String {
    let stty = try ProcessResult(
      running: ["/bin/stty", question, "-F", ask("#{pane_tty}")], environment: Program.environment)
    guard stty.code == 0 else { throw DriverFailure(stty.errors) }
    return stty.output.withoutTrailingSpace
  }

  private func ask(_ format: String) throws -> String {
    try tmux.tell("display-message", "-p", format).withoutTrailingSpace
  }
}

extension Terminal {
  /// Something to wait for, with words for when it does not come.
  struct Condition: Sendable {
    let words: String
    /// The whole screen there should be, if the condition is about that.
    var expected: String?
    /// What is wrong with the screen, where that can be said better than by showing it.
    var complaint: (@Sendable (Terminal) throws -> String)?
    let holds: @Sendable (Terminal) throws -> Bool

    static func shows(_ texts: String...) -> Condition {
      Condition(words: "shows \(texts)") { terminal in
        let screen = try terminal.screen
        return texts.allSatisfy(screen.contains)
      }
    }

    static func hides(_ texts: String...) -> Condition {
      Condition(words: "hides \(texts)") { terminal in
        let screen = try terminal.screen
        return !texts.contains(where: screen.contains)
      }
    }

    /// The whole screen is this frame.
    static func shows(frame: String) -> Condition {
      Condition(words: "shows the frame", expected: frame) { try $0.screen == frame }
    }

    /// The program has taken all keys and sizes and does nothing by itself, and the terminal shows all
    /// that it has written: between two looks at the screen it reads what there is.
    static let isAtRest = Condition(words: "comes to rest") { terminal in
      guard try terminal.isAtRest else { return false }
      let screen = try terminal.screen
      return try terminal.screen == screen && terminal.isAtRest
    }

    /// The terminal reports the mouse to the program, or does not.
    static func hasMouse(_ isOn: Bool) -> Condition {
      Condition(words: isOn ? "reports the mouse" : "leaves the mouse alone") {
        try $0.state.modes.hasSuffix(isOn ? " 1" : " 0")
      }
    }

    static let shellHasTerminal = Condition(words: "goes back to the shell") { terminal in
      try terminal.shellHasTerminal
    }

    /// The program is gone, or stopped, and the terminal is as it was.
    static func isBack(to state: State) -> Condition {
      Condition(words: "is back to \(state)") { terminal in
        try terminal.shellHasTerminal && terminal.state == state
      }
    }
  }

  /// Looks until the condition holds; throws what is on the screen when it never does.
  func waits(until condition: Condition) async throws {
    let deadline = ContinuousClock.now.advanced(by: .patience)
    while try !condition.holds(self) {
      guard ContinuousClock.now < deadline else {
        let complaint =
          try condition.complaint?(self) ?? screen.compared(to: condition.expected)
        throw DriverFailure("the terminal never \(condition.words):\n\(complaint)")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Checks that the shell reports an exit code for the last program.
  func expectsCode(_ codes: Int...) async throws {
    try await run("echo code=$?")
    try await waits(
      until: Condition(words: "shows code=\(codes)") { terminal in
        let screen = try terminal.screen
        return codes.contains { screen.contains("code=\($0)\n") }
      })
  }
}

/// The text of a file that the kernel makes up when it is read.
func contents(of path: String) throws -> String {
  guard let file = fopen(path, "r") else { throw DriverFailure("cannot read \(path)") }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 4096)
  let count = fread(&bytes, 1, bytes.count, file)
  return String(decoding: bytes.prefix(count), as: UTF8.self)
}
