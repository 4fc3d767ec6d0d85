import CNcurses
import Glibc
import TextCanvas

/// A terminal type that was looked up and found fit for a screen.
struct TerminalEntry {
  let type: String
  let support: ColorSupport
  /// A description of our own for curses, where the installed one knows too few colours.
  let ownDescription: [UInt8]?

  static let ownName = "retrograde-colors"

  /// Looks the type of TERM up.
  init(wish: ColorDepth?) throws(TerminalError) {
    guard let type = environment("TERM"), !type.isEmpty else { throw .typeIsUnset }
    switch cn_look_up(type, STDOUT_FILENO) {
    case 1: break
    case 0: throw .typeIsUnknown(type)
    default: throw .noTerminfoDatabase
    }
    defer { cn_forget_type() }
    // A "generic" or "hardcopy" entry is found but reported as unknown by some versions.
    guard !Terminfo.bytes("cup").isEmpty else { throw .typeCannotPlaceCursor(type) }
    self.type = type
    let described = Terminfo.number("colors")
    support = ColorSupport(wish: wish, described: described, environment: environment)
    ownDescription = Self.ownDescription(support, described: described)
  }

  private static func ownDescription(_ support: ColorSupport, described: Int) -> [UInt8]? {
    switch support {
    case .none: return nil
    case .indexed(let count) where count <= described: return nil
    default: break
    }
    guard let positions = Terminfo.colorPositions else { return nil }
    return Terminfo.description.giving(support, at: positions).compiled(named: ownName)
  }
}

extension Terminfo {
  fileprivate static var colorPositions: TerminalDescription.ColorPositions? {
    guard let colors = numberIndex("colors"), let pairs = numberIndex("pairs"),
      let foreground = stringIndex("setaf"), let background = stringIndex("setab"),
      let reset = stringIndex("op"), let canChange = booleanIndex("ccc")
    else { return nil }
    return TerminalDescription.ColorPositions(
      maximumColors: colors, maximumPairs: pairs, setForeground: foreground,
      setBackground: background, resetColors: reset, canChange: canChange,
      others: ["initc", "initp", "oc", "setf", "setb", "scp"].compactMap(stringIndex))
  }
}

/// The value of an environment variable.
func environment(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

/// Runs `body` while an environment variable has another value.
func withEnvironment<Result>(_ name: String, _ value: String, _ body: () -> Result) -> Result {
  let previous = environment(name)
  setenv(name, value, 1)
  defer {
    if let previous { setenv(name, previous, 1) } else { unsetenv(name) }
  }
  return body()
}
