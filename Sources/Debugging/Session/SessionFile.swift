import Autodiff
package import Formula
package import Inquiry
import Presentation
import TextCanvas

/// What is kept of a session: the program, and the commands that make the rest of it.
///
/// ```
/// # retrograde session 1
/// output z
/// | x = 2
/// | z = x*y
/// set y 3
/// break |adj(x)| > 1
/// goto 4
/// ```
package struct SessionFile: Sendable {
  /// The first line of every such file.
  package static let header = "# retrograde session 1"
  /// How a session begins, of whatever version.
  package static let beginnings = ["# retrograde session "]

  /// The program, before the commands are done.
  package let program: Program
  /// The commands that make the session what it was.
  package private(set) var script = CommandScript()

  /// Reads a session; `origin` is what errors call it.
  package init(_ text: String, origin: String) throws(CommandFailure) {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
    guard lines.popFirst() == Self.header[...] else {
      throw CommandFailure("'\(origin)' is not a session: its first line must be '\(Self.header)'")
    }
    var (output, direction, sharing) = (String?.none, String?.none, true)
    var precision = Precision.double
    while let line = lines.first, !line.hasPrefix("|") {
      let text = CommandText(String(line))
      switch text.nameText {
      case "output": output = text.restText
      case "wrt": direction = text.restText
      case "apart": sharing = false
      case "single": precision = .single
      default: throw CommandFailure("'\(origin)' has no program where one is expected: '\(line)'")
      }
      lines.removeFirst()
    }
    let source = lines.prefix { $0.hasPrefix("|") }.map { $0.dropFirst($0.hasPrefix("| ") ? 2 : 1) }
    do {
      program = try Program(
        source.joined(separator: "\n"), origin: origin, output: output, wrt: direction,
        sharing: sharing, precision: precision)
    } catch {
      throw CommandFailure(error)
    }
    let commands = lines.dropFirst(source.count)
    script.add(
      file: commands.joined(separator: "\n"), origin: origin, firstLine: commands.startIndex + 1)
  }
}

extension Debugger {
  /// Breakpoints and watches as commands; breakpoints are numbered again.
  package var keptLines: [String] {
    var lines: [String] = []
    for (place, breakpoint) in breakpoints.all.enumerated() {
      lines.append("\(breakpoint.isTemporary ? "tbreak" : "break") \(breakpoint.condition)")
      if !breakpoint.isEnabled { lines.append("disable \(place + 1)") }
      if breakpoint.ignored > 0 { lines.append("ignore \(place + 1) \(breakpoint.ignored)") }
    }
    return lines + watches.all.map { "watch \($0.text)" }
  }
}
