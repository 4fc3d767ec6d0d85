import CNcurses
import CTerminal
import Glibc
import TextCanvas

/// Curses at work on the claimed terminal; who holds it calls `close` once.
struct CursesSession {
  let type: String
  let input: Int32
  let support: ColorSupport
  let capabilities: Capabilities
  let pairLimit: Int
  private let curses: OpaquePointer

  init(_ options: ScreenOptions) throws(TerminalError) {
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
    let glyphs = Locale.adopt(wish: options.glyphs)
    let entry = try TerminalEntry(wish: options.colors)
    type = entry.type
    input = try Self.inputDescriptor()
    curses = try Self.claim(entry, input: input)
    let hasColors = entry.support != .none && cn_begin_colors()
    support = hasColors ? entry.support : .none
    pairLimit = hasColors ? Int(cn_color_pairs()) : 1
    let isConsole = entry.type == "linux"
    capabilities = Capabilities(
      glyphs: glyphs, colors: support.depth, hasBraille: !isConsole, hasCombiningMarks: !isConsole,
      isLight: isLightBackground(environment("COLORFGBG")))
  }

  /// Whether this is the Linux console, with its few characters.
  var isConsole: Bool { type == "linux" }

  /// The columns and rows curses draws on.
  var size: Size { Size(width: Int(cn_columns()), height: Int(cn_rows())) }

  /// The columns and rows the terminal says it has; `nil` when it does not say.
  var terminalSize: Size? {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0
    else { return nil }
    return Size(width: Int(window.ws_col), height: Int(window.ws_row))
  }

  /// Sets what curses does not: what the terminal reports beside keys, and crashes know how to clean
  /// up.
  func enter(rows: Int, _ reports: Reports) {
    // First the way back, so that nothing is ever on that a crash would leave on.
    let restore = Self.restoreBytes(rows: rows, reports)
    restore.withUnsafeBytes { buffer in
      ct_set_restore_string(buffer.baseAddress, buffer.count)
    }
    send(reports.beginning)
  }

  /// Gives the terminal back for a while; the next update takes it again.
  func leave(_ reports: Reports) {
    send(reports.end)
    endwin()
  }

  /// Gives the terminal back for good.
  func close(_ reports: Reports) {
    leave(reports)
    ct_release()
    delscreen(curses)
    if input != STDIN_FILENO { Glibc.close(input) }
  }

  /// Sends text past curses, between two frames.
  func send(_ text: String) {
    var text = text
    _ = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { ct_write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
  }
}

extension CursesSession {
  /// The descriptor keys come from: standard input, or the terminal itself when a program is read
  /// from there.
  private static func inputDescriptor() throws(TerminalError) -> Int32 {
    if isatty(STDIN_FILENO) == 1 { return STDIN_FILENO }
    let descriptor = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .inputIsNoTerminal }
    return descriptor
  }

  private static func claim(
    _ entry: TerminalEntry, input: Int32
  ) throws(TerminalError) -> OpaquePointer {
    let code = ct_claim(STDOUT_FILENO)
    if code == EBUSY { throw .alreadyInUse }
    if code != 0 { throw .refused(code: code) }
    guard let curses = open(entry, input: input) else {
      ct_release()
      throw .typeIsUnknown(entry.type)
    }
    return curses
  }

  private static func open(_ entry: TerminalEntry, input: Int32) -> OpaquePointer? {
    guard let own = entry.ownDescription else { return cn_open(entry.type, input) }
    let digits = own.map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    // Curses reads a description from the environment as well as from a file.
    return withEnvironment("TERMINFO", "hex:" + digits.joined()) {
      cn_open(TerminalEntry.ownName, input)
    }
  }

  /// Everything that brings a terminal back to what a shell expects.
  private static func restoreBytes(rows: Int, _ reports: Reports) -> [UInt8] {
    let alternateScreenEnd = Terminfo.bytes("rmcup")
    let end =
      alternateScreenEnd.isEmpty
      ? Terminfo.cursorMove(toRow: max(rows - 1, 0)) + Array("\r\n".utf8) : alternateScreenEnd
    return Terminfo.bytes("sgr0") + Terminfo.bytes("op") + Array(reports.end.utf8)
      + Terminfo.bytes("cnorm") + Terminfo.bytes("rmkx") + end
  }
}
