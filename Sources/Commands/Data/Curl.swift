import Glibc

/// The program curl, which downloads: it knows proxies, certificates and resuming better than
/// anything that would be linked in and slow down every start.
struct Curl: Sendable {
  /// The program, looked for in PATH.
  var program = "curl"
  /// Seconds without a byte after which a server is given up.
  var patience = 30
  /// A file that curl keeps open as long as it runs.
  var lock: Int32?
  /// Whether curl may draw its progress on standard error.
  var showsProgress = false

  /// More bytes than this are none of our files.
  private static let greatestSize = 1 << 30

  /// What came of a download.
  enum Outcome: Hashable {
    case done
    /// There is no such program.
    case missing
    /// The bytes could not be written.
    case cannotWrite(String)
    /// The server cannot or will not continue where the file ends.
    case cannotResume
    /// The server was reached and the connection broke off: it can be resumed.
    case brokenOff(String)
    /// Trouble that does not pass by trying again.
    case failed(String)
  }

  /// Downloads to a file, from where the file ends.
  func download(_ address: String, to path: String) -> Outcome {
    var arguments = [
      program, "--fail", "--location", "--continue-at", "-", "--connect-timeout", "\(patience)",
      "--speed-limit", "1", "--speed-time", "\(patience)", "--max-filesize", "\(Self.greatestSize)",
      "--output", path,
      "--write-out", "%{http_code}",
    ]
    arguments += showsProgress ? ["--progress-bar"] : ["--silent", "--show-error"]
    guard let result = run(arguments + ["--", address]) else { return .missing }
    return outcome(result)
  }

  private func outcome(_ result: Result) -> Outcome {
    let code = result.code
    let words = result.words.isEmpty ? "curl ended with code \(code)" : result.words
    switch code {
    case 0: return .done
    case 127: return .missing
    case 23: return .cannotWrite(words)
    case 33, 36: return .cannotResume
    // The file is as long as the server's, or longer.
    case 22 where result.status == "416": return .cannotResume
    case 22: return .failed("the server answered with status \(result.status)")
    case 18, 28, 52, 55, 56, 92: return .brokenOff(words)
    default: return .failed(words)
    }
  }

  /// What curl said at its end.
  private struct Result {
    let code: Int32
    /// The status of the last answer over HTTP, or 000.
    let status: String
    /// The first line of its complaints, where they were not shown already.
    let words: String
  }

  /// Runs a program to its end; `nil` when it cannot be started.
  private func run(_ arguments: [String]) -> Result? {
    guard let output = Pipe(), let errors = Pipe() else { return nil }
    let child = start(
      arguments, output: output.input, errors: showsProgress ? STDERR_FILENO : errors.input)
    output.closeInput()
    errors.closeInput()
    guard let child else { return nil }
    let status = firstLine(of: output.readAll())
    let words = firstLine(of: errors.readAll())
    var end: Int32 = 0
    while waitpid(child, &end, 0) < 0 {
      guard errno == EINTR else { return Result(code: -1, status: status, words: words) }
    }
    let signal = end & 0x7f
    return Result(
      code: signal == 0 ? end >> 8 & 0xff : 128 + signal, status: status, words: words)
  }

  private func start(_ arguments: [String], output: Int32, errors: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    if let lock { posix_spawn_file_actions_adddup2(&actions, lock, STDERR_FILENO + 1) }
    let pointers = arguments.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, program, &actions, nil, pointers, environ)
    return code == 0 ? child : nil
  }

  private func firstLine(of text: String) -> String {
    text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
  }
}

/// A pipe from a child, which closes when it goes.
private final class Pipe {
  /// Where the child writes.
  let input: Int32
  private let output: Int32
  private var isInputOpen = true

  init?() {
    var ends: [Int32] = [-1, -1]
    // Not a real pipe, which is closed in children only after it was made: a child that another thread
    // starts in between would keep it open.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
    (output, input) = (ends[0], ends[1])
  }

  deinit {
    closeInput()
    close(output)
  }

  /// Closes our end of the child's side, so that the child's end is the end.
  func closeInput() {
    if isInputOpen { close(input) }
    isInputOpen = false
  }

  func readAll() -> String {
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(output, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += piece[..<count]
    }
  }
}
