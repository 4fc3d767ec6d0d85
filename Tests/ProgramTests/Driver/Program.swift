import TestSupport

/// The built program, run without a terminal.
enum Program {
  static let path = ChildProcess.builtBeside("retrograde")
  /// The same with a fault: its training screen traps.
  static let faultyPath = ChildProcess.builtBeside("fault-probe")
  static var folder: String { String(path.dropLast("/retrograde".count)) }

  /// What the program and the shells it is started from find in their environment; nothing of the
  /// machine the tests run on shows through.
  static var environment: [String: String] {
    [
      "PATH": "\(folder):/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "PS1": "shell> ",
      // No folder can be made there: the start screen offers nothing that another test opened.
      "XDG_STATE_HOME": "/dev/null",
    ]
  }

  static func run(_ arguments: String...) throws -> ProcessResult { try run(arguments) }

  static func run(_ arguments: [String]) throws -> ProcessResult {
    try ProcessResult(running: [path] + arguments, environment: environment)
  }

  /// The frame that `retrograde render` promises after these keys.
  static func frame(
    _ program: String, at values: String, columns: Int, rows: Int, keys: String
  ) throws -> String {
    let result = try run(
      "render", program, "--at", values, "--size", "\(columns)x\(rows)", "--keys", keys)
    guard result.code == 0 else { throw DriverFailure(result.errors) }
    return result.output.withoutTrailingSpace
  }
}

extension String {
  /// The text with plain stand-ins: `swift test` loses output that it happens to read in the middle
  /// of a character.
  var inASCII: String {
    String(
      map { $0.isASCII ? $0 : "─━═┄╭╮╰╯".contains($0) ? "-" : "│┃║┆".contains($0) ? "|" : "?" })
  }

  /// The rows that differ from those of another screen, as they are and as they should be; without
  /// another screen, all rows.
  func compared(to expected: String?) -> String {
    guard let expected else { return self }
    let rows = split(separator: "\n", omittingEmptySubsequences: false)
    let others = expected.split(separator: "\n", omittingEmptySubsequences: false)
    return (0..<max(rows.count, others.count)).compactMap { row in
      let (has, wants) = (rows.dropFirst(row).first ?? "", others.dropFirst(row).first ?? "")
      return has == wants ? nil : "row \(row) is     \(has)\n       not \(wants)"
    }.joined(separator: "\n")
  }

  /// The text without spaces at the ends of lines and without empty lines at its end.
  var withoutTrailingSpace: String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.lastIndex { $0 != " " }.map { line[...$0] } ?? ""
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
