package import Autodiff
import Basics
package import Debugging
import Glibc

extension EditorPort {
  /// The editor that the environment names.
  static let system = EditorPort(
    { text throws(FilePort.Problem) in
      try ExternalEditor(in: Console.current.environment).edited(text)
    },
    show: { line, other throws(FilePort.Problem) in
      try ExternalEditor(in: Console.current.environment).show(line, beside: other)
    })
}

/// An editor that is a program of its own and has the terminal while it runs.
///
/// The text passes through a file in a folder that only the user can read. The folder goes when all
/// went well; otherwise it stays if something was written, and the message says where.
package struct ExternalEditor {
  /// A command for the shell, which may have arguments: `code --wait`.
  let command: String
  /// Where the folder is made.
  let temporaryFolder: String

  /// The editor that variables name, as other programs look for one.
  package init(in environment: [String: String]) {
    let named = ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }
    command = named.first { $0.contains { !$0.isWhitespace } } ?? "vi"
    temporaryFolder = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// The text after the user has edited it.
  package func edited(_ text: String) throws(FilePort.Problem) -> String {
    let file = try DraftFile(text, in: temporaryFolder)
    let end = try run(on: [file.path])
    if let complaint = end.complaint(about: command) {
      throw FilePort.Problem("\(complaint); \(file.remark)")
    }
    guard let bytes = file.bytes else {
      file.remove()
      throw FilePort.Problem("'\(command)' left no file; \(DraftFile.isUnchanged)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FilePort.Problem("the file is not UTF-8; \(file.remark)")
    }
    file.remove()
    return text
  }

  /// Shows a line of a file: where the program that recorded it said, or beside the recording.
  package func show(_ line: SourceLine, beside other: String) throws(FilePort.Problem) {
    let folder = other.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let beside = (folder + [line.file.split(separator: "/").last ?? ""]).joined(separator: "/")
    let candidates: [String] = [line.file, beside]
    guard let path = candidates.first(where: { (path: String) in access(path, R_OK) == 0 }) else {
      throw FilePort.Problem("there is no file '\(line.file)' here, nor beside the recording")
    }
    let end = try run(on: arguments(path, line.number))
    if let complaint = end.complaint(about: command) { throw FilePort.Problem(complaint) }
  }

  /// How editors are told a line: nearly all as vi is.
  private func arguments(_ path: String, _ line: Int) -> [String] {
    let program = command.split(separator: " ").first?.split(separator: "/").last ?? ""
    // A name is no option.
    let path = path.hasPrefix("-") ? "./\(path)" : path
    switch program {
    case "code", "codium", "code-insiders", "cursor": return ["--goto", "\(path):\(line)"]
    case "subl", "hx", "zed": return ["\(path):\(line)"]
    default: return ["+\(line)", path]
    }
  }

  /// How a program ended.
  private enum End {
    case code(Int32)
    case signal(Int32)

    init(status: Int32) {
      let signal = status & 0x7f
      let code = status >> 8 & 0xff
      // A shell says in this way that what it ran was ended by a signal.
      self = signal != 0 ? .signal(signal) : code > 128 ? .signal(code - 128) : .code(code)
    }

    /// What went wrong, if anything did.
    func complaint(about command: String) -> String? {
      switch self {
      case .code(0): nil
      case .code(126), .code(127): "cannot run '\(command)', set VISUAL or EDITOR to an editor"
      case .code(let code): "'\(command)' ended with code \(code)"
      case .signal(let signal): "'\(command)' was ended by signal \(signal)"
      }
    }
  }

  /// Runs the editor to its end.
  private func run(on arguments: [String]) throws(FilePort.Problem) -> End {
    // Ctrl-C is the editor's: the shell, which would end at it, only waits.
    let script = "trap : INT QUIT; \(command) \"$@\""
    let words = ["/bin/sh", "-c", script, command] + arguments
    let pointers = words.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    var child: pid_t = 0
    let code = withUsualSignals { attributes, actions in
      posix_spawn(&child, "/bin/sh", actions, attributes, pointers, environ)
    }
    guard code == 0 else {
      throw FilePort.Problem("cannot start '\(command)': \(systemMessage(code))")
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else {
        throw FilePort.Problem("cannot wait for '\(command)': \(systemMessage())")
      }
    }
    return End(status: status)
  }

  /// Whether there is a terminal that the editor could read from.
  private static var hasTerminal: Bool {
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return false }
    close(descriptor)
    return true
  }

  /// Starts a child for which no signal is ignored or blocked, and that reads the terminal.
  private func withUsualSignals(
    _ start: (UnsafePointer<posix_spawnattr_t>, UnsafePointer<posix_spawn_file_actions_t>) -> Int32
  ) -> Int32 {
    var (attributes, signals) = (posix_spawnattr_t(), sigset_t())
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGQUIT, SIGTSTP, SIGPIPE] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The program may have been read from standard input.
    if isatty(STDIN_FILENO) == 0, Self.hasTerminal {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/tty", O_RDWR, 0)
    }
    return start(&attributes, &actions)
  }
}

/// The file in which an editor is given a text.
private struct DraftFile {
  let path: String
  private let folder: String
  private let original: [UInt8]

  /// What there is to say where nothing came of it.
  static let isUnchanged = "the program is unchanged"

  /// A text, which ends in a line break as the files of editors do, in a folder of its own.
  init(_ text: String, in parent: String) throws(FilePort.Problem) {
    original = Array((text.last?.isNewline == true ? text : text + "\n").utf8)
    let template = strdup("\(parent)/retrograde-XXXXXX")
    defer { free(template) }
    guard let template, mkdtemp(template) != nil else {
      throw FilePort.Problem("cannot make a folder in '\(parent)': \(systemMessage())")
    }
    folder = String(cString: template)
    path = "\(folder)/program.rg"
    do {
      try write()
    } catch {
      remove()
      throw FilePort.Problem("cannot write '\(path)': \(error)")
    }
  }

  private func write() throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError() }
    defer { close(descriptor) }
    try writeAll(original, to: descriptor)
  }

  /// What is in the file; `nil` if it is gone or none that could be read.
  var bytes: [UInt8]? { try? readFile(path, limit: 16 << 20, source: .ordinaryFile) }

  /// What becomes of the program when something went wrong: a file in which something was written
  /// stays.
  var remark: String {
    guard let bytes, bytes != original else {
      remove()
      return Self.isUnchanged
    }
    return "\(Self.isUnchanged), what was written is in \(path)"
  }

  /// Removes the folder, and what else an editor left there.
  func remove() {
    if let entries = opendir(folder) {
      while let entry = readdir(entries) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        unlink("\(folder)/\(name)")
      }
      closedir(entries)
    }
    rmdir(folder)
  }
}
