import Glibc

/// The program curl, which downloads: it knows proxies, certificates and resuming better than anything
/// that would be linked in and slow down every start.
struct Curl: Sendable {
  /// The program, looked for in PATH.
  var program = "curl"
  /// Seconds without a byte after which a server is given up.
  var patience = 30
  /// Whether curl may draw its progress on standard error.
  var showsProgress = false

  /// What came of a download.
  enum Outcome: Hashable {
    case done
    /// There is no such program.
    case missing
    /// The bytes could not be written.
    case cannotWrite(String)
    /// The server cannot or will not go on where the file ends.
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
      "--speed-limit", "1", "--speed-time", "\(patience)", "--output", path,
    ]
    arguments += showsProgress ? ["--progress-bar"] : ["--silent", "--show-error"]
    guard let (code, words) = run(arguments + ["--", address]) else { return .missing }
    let message = words.isEmpty ? "curl ended with code \(code)" : words
    switch code {
    case 0: return .done
    case 127: return .missing
    case 23: return .cannotWrite(message)
    case 33, 36: return .cannotResume
    // 416: the file is as long as the server's, or longer.
    case 22 where message.contains("416"): return .cannotResume
    case 18, 28, 52, 55, 56, 92: return .brokenOff(message)
    default: return .failed(message)
    }
  }

  /// Runs a program to its end; `nil` when it cannot be started.
  private func run(_ arguments: [String]) -> (code: Int32, words: String)? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let child = start(arguments, errors: showsProgress ? nil : ends[1])
    close(ends[1])
    guard let child else { return nil }
    let words = firstLine(of: readAll(ends[0]))
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return (-1, words) }
    }
    let signal = status & 0x7f
    return (signal == 0 ? status >> 8 & 0xff : 128 + signal, words)
  }

  private func start(_ arguments: [String], errors: Int32?) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    if let errors { posix_spawn_file_actions_adddup2(&actions, errors, 2) }
    let pointers = arguments.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, program, &actions, nil, pointers, environ)
    return code == 0 ? child : nil
  }

  private func readAll(_ descriptor: Int32) -> String {
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += piece[..<count]
    }
  }

  private func firstLine(of text: String) -> String {
    text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
  }
}
